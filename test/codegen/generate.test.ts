/** What holds for every run: the same input gives the same bytes, and a failed run changes nothing. */
import fs, {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { main } from "../../codegen/cli.ts";
import { generate } from "../../codegen/generate.ts";
import { inputHash } from "../../codegen/hash.ts";
import { type Layout, layoutOf, locate, lockFile } from "../../codegen/layout.ts";
import { readLock, withLock, writeFiles } from "../../codegen/write.ts";

const BACKUP = path.join(import.meta.dirname, "scenarios/backup-api/input");
const META = path.join(import.meta.dirname, "../../api/meta.ts");

interface Context {
  folder: string;
  api: string;
  /** Gets crds/ and generated/. */
  out: string;
  layout: Layout;
  /** A run for both. */
  run(...args: string[]): Promise<{ code: number; output: string }>;
}

const test = suite<Context>("generate");

test.before.each((context) => {
  context.folder = mkdtempSync(path.join(tmpdir(), "vmop-gen-"));
  context.api = path.join(context.folder, "api");
  context.out = path.join(context.folder, "out");
  context.layout = layoutOf(context.out);
  const { crdsDir, generatedDir } = context.layout;
  context.run = (...args) =>
    run("--api", context.api, "--out", crdsDir, "--generated", generatedDir!, ...args);
  cpSync(BACKUP, context.api, { recursive: true });
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

test("the first run writes everything and the second run nothing", async ({ out, run }) => {
  const first = await run();
  assert.is(first.code, 0);
  assert.match(first.output, /added .*crds\/backups.backup.example.org.yaml/);
  const crd = path.join(out, "crds/backups.backup.example.org.yaml");
  utimesSync(crd, 1, 1);
  const second = await run();
  assert.is(second.output, "up to date");
  assert.match((await run("--force")).output, " 0 changed");
  assert.is(statSync(crd).mtimeMs, 1000);
});

test("--check writes nothing, lists what differs and fails until the files are up to date", async ({
  out,
  run,
}) => {
  const before = await run("--check");
  assert.is(before.code, 1);
  assert.match(before.output, /added .*crds\/backups.backup.example.org.yaml/);
  assert.equal(listFiles(out), []);
  await run();
  assert.equal(await run("--check"), { code: 0, output: "up to date" });
  writeFileSync(path.join(out, "crds/backups.backup.example.org.yaml"), "edited by hand");
  const after = await run("--check");
  assert.is(after.code, 1);
  assert.match(after.output, /changed .*crds\/backups.backup.example.org.yaml/);
});

test("a failed run prints its problems and leaves the old files as they were", async ({ api, out, run }) => {
  await run();
  const before = contents(out);
  editApi(api, (text) => text.replace("@maxLength", "@maxLenght"));
  const failed = await run();
  assert.is(failed.code, 1);
  assert.match(
    failed.output,
    /backup\.ts:\d+:\d+ error unknown-marker: @maxLenght is not a marker; did you mean @maxLength\?/,
  );
  assert.match(failed.output, "1 problem; nothing was written");
  assert.equal(contents(out), before);
});

test("a file that does not parse is a problem, and the only one", async ({ api, run }) => {
  editApi(api, (text) => text.replace("volume: string;", "volume: ;"));
  const { code, output } = await run();
  assert.is(code, 1);
  assert.match(output, /backup\.ts:\d+:\d+ error syntax: Type expected\.\n1 problem/);
});

test("a file that the last run made and this one does not is removed; others stay", async ({
  api,
  out,
  run,
}) => {
  await run();
  writeFileSync(path.join(out, "crds/by-hand.yaml"), "kept");
  editApi(api, (text) => text.replace("plural=backups", "plural=copies"));
  const { output } = await run();
  assert.match(output, /added .*crds\/copies.backup.example.org.yaml/);
  assert.match(output, /removed .*crds\/backups.backup.example.org.yaml/);
  assert.equal(readdirSync(path.join(out, "crds")), ["by-hand.yaml", "copies.backup.example.org.yaml"]);
});

test("when one file cannot be written, nothing is replaced and nothing is left behind", ({ out, layout }) => {
  writeFiles(new Map([["crds/a.yaml", "old"]]), layout);
  for (const blocked of ["crds/a.yaml/b", "generated/deep/down"]) {
    writeFileSync(layout.generatedDir!, "a file where a folder should be");
    const files = new Map([
      ["crds/a.yaml", "new"],
      ["crds/policies/new.yaml", "new"],
      [blocked, "no folder"],
    ]);
    assert.throws(() => writeFiles(files, layout));
    assert.equal(listFiles(out), ["crds/a.yaml", "generated"]);
    assert.not.ok(existsSync(path.join(out, "crds/policies")));
    assert.is(readFileSync(path.join(out, "crds/a.yaml"), "utf8"), "old");
  }
});

test("killed at any moment, a run leaves whole files, and the next one finishes", ({ out, layout }) => {
  const release = (name: string) =>
    withLock(
      new Map([
        ["crds/kept.yaml", name],
        [`generated/${name}/deep/down.ts`, name],
        [`generated/${name}.ts`, name],
      ]),
      { sources: name, imports: [], derived: {} },
      layout,
    );
  for (let last = 0, isDone = false; !isDone; last++) {
    rmSync(out, { recursive: true, force: true });
    writeFiles(release("old"), layout);
    isDone = dieAfter(last, () => writeFiles(release("new"), layout));
    for (const [file, text] of contents(out)) {
      if (!file!.endsWith(".vmop") && !file!.endsWith("lock.json"))
        assert.ok(["old", "new"].includes(text!), `${file}: ${text}`);
    }
    for (const next of ["old", "new"]) {
      const files = release(next);
      writeFiles(files, layout);
      const wanted = [...files].map(([file, text]) => [file, text]).sort();
      assert.equal(contents(out), wanted, `${next} after ${last} steps`);
      assert.equal(readdirSync(path.join(out, "generated")).length, 3);
    }
  }
});

test("what another process still works on is left alone", ({ layout }) => {
  const [ours, theirs, dead] = [process.pid, process.ppid, 2 ** 30].map((pid) => `.a.yaml.${pid}.1.vmop`);
  mkdirSync(layout.crdsDir, { recursive: true });
  for (const name of [ours!, theirs!, dead!]) writeFileSync(path.join(layout.crdsDir, name), "half");
  writeFiles(new Map([["crds/a.yaml", "a"]]), layout);
  assert.equal(readdirSync(layout.crdsDir), [theirs, "a.yaml"]);
});

test("a lock file that names files outside the folders removes nothing", ({ folder, layout }) => {
  const outside = path.join(folder, "precious.txt");
  writeFileSync(outside, "keep me");
  const lock = locate(lockFile(layout), layout)!;
  mkdirSync(path.dirname(lock), { recursive: true });
  const names = ["../precious.txt", "crds/../../precious.txt", "generated/../../precious.txt", outside];
  const files = Object.fromEntries(names.map((name) => [name, ""]));
  writeFileSync(lock, JSON.stringify({ sources: "", files }));
  assert.is(readLock(layout)?.sources, "");
  writeFiles(new Map([["crds/a.txt", "a"]]), layout);
  assert.is(readFileSync(outside, "utf8"), "keep me");
});

test("the lock file holds a hash of all inputs, which changes with any of them", async ({
  api,
  layout,
  run,
}) => {
  await run();
  const inputs = { apiDir: api };
  assert.is(readLock(layout)?.sources, inputHash(inputs, []));
  const before = inputHash(inputs, []);
  assert.is(inputHash(inputs, []), before);
  editApi(api, (text) => `${text}\n`);
  assert.is.not(inputHash(inputs, []), before);
  assert.is.not(inputHash({ apiDir: path.join(api, "missing") }, []), before);
});

test("a file outside the folder that the types import is an input too", async ({ api, folder, run }) => {
  cpSync(META, path.join(folder, "shared.ts"));
  editApi(api, (text) => text.replace("vmop/meta", "../shared.ts"));
  assert.is((await run()).code, 0);
  assert.is((await run()).output, "up to date");
  const shared = path.join(folder, "shared.ts");
  writeFileSync(shared, readFileSync(shared, "utf8").replaceAll(/@maxLength \d+/g, "@maxLength 77"));
  assert.match((await run()).output, /changed .*crds\/backups/);
});

test.run();

async function run(...args: readonly string[]): Promise<{ code: number; output: string }> {
  const lines: string[] = [];
  const code = await main(
    args,
    (line) => lines.push(line),
    (line) => lines.push(line),
  );
  return { code, output: lines.join("\n") };
}

/** Whether the action ended before that many changes of the disk; after them nothing of it has an effect any more. */
function dieAfter(steps: number, act: () => void): boolean {
  const { writeFileSync, renameSync, rmSync, rmdirSync, mkdirSync } = fs;
  const real = { writeFileSync, renameSync, rmSync, rmdirSync, mkdirSync };
  let left = steps;
  const dying = Object.entries(real).map(([name, original]) => [
    name,
    (...args: unknown[]) => {
      if (left-- <= 0) throw new Error("dead");
      return (original as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  Object.assign(fs, Object.fromEntries(dying));
  syncBuiltinESMExports();
  try {
    act();
    return left >= 0;
  } catch {
    return false;
  } finally {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  }
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
