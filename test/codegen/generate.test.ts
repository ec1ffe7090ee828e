/** What holds for every run: the same input gives the same bytes, and a failed run changes nothing. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { main } from "../../codegen/cli.ts";
import { generate } from "../../codegen/generate.ts";
import { sourceHash } from "../../codegen/hash.ts";
import { LOCK_FILE, readLock, writeFiles } from "../../codegen/write.ts";

const BACKUP = path.join(import.meta.dirname, "scenarios/backup-api/input");
const META = path.join(import.meta.dirname, "../../api/meta.ts");

const test = suite<{ folder: string; api: string; out: string }>("generate", {
  folder: "",
  api: "",
  out: "",
});

test.before.each((context) => {
  context.folder = mkdtempSync(path.join(tmpdir(), "vmop-gen-"));
  context.api = path.join(context.folder, "api");
  context.out = path.join(context.folder, "out");
  cpSync(BACKUP, context.api, { recursive: true });
  cpSync(META, path.join(context.folder, "api/meta.ts"));
  editApi(context.api, (text) => text.replace(/from ".*meta\.ts"/, 'from "./meta.ts"'));
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true, force: true }));

test("two runs over the same folder give the same bytes", async ({ api }) => {
  const [first, second] = [await generate({ apiDir: api }), await generate({ apiDir: api })];
  assert.equal(second.problems, []);
  assert.ok(first.files.size > 5);
  assert.equal([...second.files], [...first.files]);
});

test("the order of declarations in a file does not matter", async ({ api }) => {
  const before = await generate({ apiDir: api });
  editApi(api, (text) => {
    const [imports, ...declarations] = text.split(/\n\n(?=\/\*\*|export)/);
    return [imports, ...declarations.reverse()].join("\n\n");
  });
  const after = await generate({ apiDir: api });
  assert.equal(after.problems, []);
  assert.equal([...after.files], [...before.files]);
});

test("the first run writes everything and the second run nothing", async ({ api, out }) => {
  const first = await run("--api", api, "--out", out);
  assert.is(first.code, 0);
  assert.match(first.output, "added crds/backups.backup.example.org.yaml");
  const crd = path.join(out, "crds/backups.backup.example.org.yaml");
  utimesSync(crd, 1, 1);
  const second = await run("--api", api, "--out", out);
  assert.is(second.output, "up to date");
  assert.match((await run("--force", "--api", api, "--out", out)).output, " 0 changed");
  assert.is(statSync(crd).mtimeMs, 1000);
});

test("--check writes nothing, lists what differs and fails until the files are up to date", async ({
  api,
  out,
}) => {
  const before = await run("--check", "--api", api, "--out", out);
  assert.is(before.code, 1);
  assert.match(before.output, "added crds/backups.backup.example.org.yaml");
  assert.equal(listFiles(out), []);
  await run("--api", api, "--out", out);
  assert.equal(await run("--check", "--api", api, "--out", out), { code: 0, output: "up to date" });
  writeFileSync(path.join(out, "crds/backups.backup.example.org.yaml"), "edited by hand");
  const after = await run("--check", "--api", api, "--out", out);
  assert.is(after.code, 1);
  assert.match(after.output, "changed crds/backups.backup.example.org.yaml");
});

test("a failed run prints its problems and leaves the old files as they were", async ({ api, out }) => {
  await run("--api", api, "--out", out);
  const before = contents(out);
  editApi(api, (text) => text.replace("@maxLength", "@maxLenght"));
  const failed = await run("--api", api, "--out", out);
  assert.is(failed.code, 1);
  assert.match(
    failed.output,
    /backup\.ts:\d+:\d+ error unknown-marker: @maxLenght is not a marker; did you mean @maxLength\?/,
  );
  assert.match(failed.output, "1 problem; nothing was written");
  assert.equal(contents(out), before);
});

test("a file that does not parse is a problem, and the only one", async ({ api, out }) => {
  editApi(api, (text) => text.replace("volume: string;", "volume: ;"));
  const { code, output } = await run("--api", api, "--out", out);
  assert.is(code, 1);
  assert.match(output, /backup\.ts:\d+:\d+ error syntax: Type expected\.\n1 problem/);
});

test("a file that the last run made and this one does not is removed; others stay", async ({ api, out }) => {
  await run("--api", api, "--out", out);
  writeFileSync(path.join(out, "crds/by-hand.yaml"), "kept");
  editApi(api, (text) => text.replace("plural=backups", "plural=copies"));
  const { output } = await run("--api", api, "--out", out);
  assert.match(output, "added crds/copies.backup.example.org.yaml");
  assert.match(output, "removed crds/backups.backup.example.org.yaml");
  assert.equal(readdirSync(path.join(out, "crds")), ["by-hand.yaml", "copies.backup.example.org.yaml"]);
});

test("nothing is replaced when one file cannot be written", ({ out }) => {
  writeFiles(new Map([["a.txt", "old"]]), out);
  assert.throws(() =>
    writeFiles(
      new Map([
        ["a.txt", "new"],
        ["a.txt/c", "no folder"],
      ]),
      out,
    ),
  );
  assert.equal(listFiles(out), ["a.txt"]);
  assert.is(readFileSync(path.join(out, "a.txt"), "utf8"), "old");
});

test("a lock file that names files outside the folder removes nothing", ({ folder, out }) => {
  const outside = path.join(folder, "precious.txt");
  writeFileSync(outside, "keep me");
  mkdirSync(path.join(out, "generated"), { recursive: true });
  writeFileSync(
    path.join(out, LOCK_FILE),
    JSON.stringify({ sources: "", files: { "../precious.txt": "", [outside]: "" } }),
  );
  writeFiles(new Map([["a.txt", "a"]]), out);
  assert.is(readFileSync(outside, "utf8"), "keep me");
});

test("the lock file holds the hash of the sources, which changes with any of them", async ({ api, out }) => {
  await run("--api", api, "--out", out);
  const codegen = path.join(import.meta.dirname, "../../codegen");
  assert.is(readLock(out)?.sources, sourceHash([api, codegen]));
  const before = sourceHash([api]);
  assert.is(sourceHash([api]), before);
  editApi(api, (text) => `${text}\n`);
  assert.is.not(sourceHash([api]), before);
  assert.is(sourceHash([path.join(api, "missing")]), sourceHash([]));
});

test("wrong usage and folders without an API get one clear line", async ({ folder, out }) => {
  const unknown = await run("--forse");
  assert.is(unknown.code, 2);
  assert.match(unknown.output, "Unknown option '--forse'");
  assert.match(unknown.output, "Usage: npm run gen");
  const missing = await run("--api", path.join(folder, "nowhere"), "--out", out);
  assert.is(missing.code, 1);
  assert.match(missing.output, "is no folder");
  mkdirSync(path.join(folder, "empty"));
  const empty = await run("--api", path.join(folder, "empty"), "--out", out);
  assert.match(empty.output, "declares no resource; mark an interface with @resource");
  assert.equal(listFiles(out), []);
});

test.run();

async function run(...args: string[]): Promise<{ code: number; output: string }> {
  const lines: string[] = [];
  const code = await main(
    args,
    (line) => lines.push(line),
    (line) => lines.push(line),
  );
  return { code, output: lines.join("\n") };
}

function editApi(api: string, edit: (text: string) => string): void {
  const file = path.join(api, "backup.ts");
  writeFileSync(file, edit(readFileSync(file, "utf8")));
}

function listFiles(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

const contents = (folder: string): string[][] =>
  listFiles(folder).map((file) => [file, readFileSync(path.join(folder, file), "utf8")]);
