/** What `vmop gen` understands, and what it says to those who get something wrong. Nothing is written then. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { main } from "../../codegen/cli.ts";
import { readSettings, type Settings, usage } from "../../codegen/options.ts";
import { tempDir } from "../support/temp.ts";

const BACKUP = path.join(import.meta.dirname, "scenarios/backup-api/input");

const settings = (...args: string[]): Settings => {
  const found = readSettings(args, "/project");
  if ("complaint" in found) throw new Error(found.complaint);
  return found;
};

test("without options a project keeps api, rules, crds and generated side by side", () => {
  const { apiDir, rulesDir, crdsDir, generatedDir, rulesNamed } = settings();
  assert.equal(
    [apiDir, rulesDir, crdsDir, generatedDir].map((dir) => path.basename(dir!)),
    ["api", "rules", "crds", "generated"],
  );
  assert.is(rulesNamed, false);
});

test("whoever names the types or the output gets CRDs alone, from the types alone", () => {
  for (const args of [
    ["--api", "my-api"],
    ["--out", "x"],
    ["--api", "my-api", "--out", "x"],
  ]) {
    assert.is(settings(...args).generatedDir, undefined);
  }
  assert.is(settings("--api", "my-api").rulesDir, undefined);
  assert.is(settings("--api", "my-api", "--rules", "my-rules").rulesDir, "/project/my-rules");
  assert.is(settings("--api", "my-api", "--generated", "g").generatedDir, "/project/g");
});

test("the usage text names every option, as the command was called", () => {
  const text = usage("npm run gen --");
  for (const name of ["api", "rules", "out", "generated", "only", "check", "watch", "force", "verbose"])
    assert.match(text, new RegExp(`^  --${name} `, "m"));
  assert.match(text, "npm run gen -- --api ./my-api --out ./crds");
  assert.ok(text.split("\n").every((line) => line.length <= 120));
});

for (const [args, complaint] of [
  [["--forse"], /^Unknown option '--forse'; did you mean --force\?; vmop gen --help/],
  [["crds"], /Unexpected argument 'crds'/],
  [["--api"], /'--api <value>' argument missing/],
  [["--api", ""], /--api needs a folder/],
  [["--only", "crd"], /there is no output crd; did you mean crds\?/],
  [["--only", "types", "--out", "x"], /--only types needs --generated DIR/],
  [["--check", "--watch"], /contradict/],
  [["--api", ".", "--generated", "g"], /inside the folder of the API/],
  [["--api", "a", "--rules", "r", "--generated", "r/g"], /inside the folder of the rules/],
] as const) {
  test(`wrong usage: ${args.join(" ")}`, async () => {
    const { code, output } = await run(...args);
    assert.is(code, 2);
    assert.match(output, complaint);
    assert.is(output.split("\n").length, 1);
  });
}

/** Each gets a folder with the backup API in `api`. */
const wrong: readonly [what: string, prepare: (folder: string) => readonly string[], complaint: RegExp][] = [
  [
    "a folder that is missing",
    () => ["--api", "nowhere"],
    /^nowhere:1:1 error no-input: nowhere is no folder/,
  ],
  ["a file in place of a folder", () => ["--api", "api/backup.ts"], /backup\.ts is no folder/],
  [
    "a folder without types",
    (folder) => {
      mkdirSync(path.join(folder, "empty"));
      return ["--api", "empty"];
    },
    /declares no resource; mark an interface with @resource/,
  ],
  ["rules that are missing", () => ["--api", "api", "--rules", "nowhere"], /nowhere is no folder/],
  [
    "rules without an index",
    (folder) => {
      mkdirSync(path.join(folder, "rules"));
      return ["--api", "api", "--rules", "rules"];
    },
    /rules has no index\.ts that exports tables/,
  ],
  [
    "rules without tables",
    (folder) => {
      writeFile(path.join(folder, "rules/index.ts"), "export const rows = [];\n");
      return ["--api", "api", "--rules", "rules"];
    },
    /^rules\/index\.ts:1:1 error bad-table: the table exports no list called tables/,
  ],
  [
    "rules that do not parse",
    (folder) => {
      writeFile(path.join(folder, "rules/index.ts"), 'export { tables } from "./rows.ts";\n');
      writeFile(path.join(folder, "rules/rows.ts"), "export const tables = [\n  {;\n];\n");
      return ["--api", "api", "--rules", "rules"];
    },
    /^rules\/rows\.ts:2:4 error bad-table: .*cannot be loaded/,
  ],
  [
    "rules that fail when they are loaded",
    (folder) => {
      writeFile(path.join(folder, "rules/index.ts"), 'throw new Error("not today");\n');
      return ["--api", "api", "--rules", "rules"];
    },
    /cannot be loaded: not today/,
  ],
  [
    "an output that is a file",
    (folder) => {
      writeFile(path.join(folder, "taken"), "mine");
      return ["--api", "api", "--out", "taken"];
    },
    /^cannot write taken.*: a file is where a folder should be; nothing was written/,
  ],
  [
    "an output that lands among the types",
    (folder) => {
      cpSync(path.join(folder, "api"), path.join(folder, "types"), { recursive: true });
      return ["--api", "types", "--generated", ".", "--only", "types"];
    },
    /^types\/.* would be read as one of your own files; choose another folder; nothing was written/,
  ],
  [
    "a folder where a CRD belongs",
    (folder) => {
      mkdirSync(path.join(folder, "out/backups.backup.example.org.yaml"), { recursive: true });
      return ["--api", "api", "--out", "out"];
    },
    /^cannot write out\/backups\.backup\.example\.org\.yaml: a folder is where a file should be/,
  ],
];

for (const [what, prepare, complaint] of wrong) {
  test(`${what}: one clear line, and nothing is written`, async () => {
    const folder = project();
    const args = prepare(folder);
    const before = tree(folder);
    const { code, output } = await inFolder(folder, () => run(...args));
    assert.is(code, 1);
    assert.match(output, complaint);
    assert.match(output, "nothing was written");
    assert.not.match(output, /\n\s+at /);
    assert.equal(tree(folder), before);
  });
}

test("--out gets the CRDs and nothing that kubectl would trip over", async () => {
  const folder = project();
  const { code } = await inFolder(folder, () => run("--api", "api", "--out", "crds"));
  assert.is(code, 0);
  assert.equal(readdirSync(path.join(folder, "crds")).sort(), [
    ".vmop.lock",
    "backups.backup.example.org.yaml",
  ]);
  assert.not.ok(existsSync(path.join(folder, "generated")));
});

test("the bytes do not depend on where the command runs", async () => {
  const folder = project();
  mkdirSync(path.join(folder, "deep/down"), { recursive: true });
  await inFolder(folder, () => run("--api", "api", "--out", "one", "--generated", "one/more"));
  await inFolder(path.join(folder, "deep/down"), () =>
    run("--api", "../../api", "--out", "../../two", "--generated", "../../two/more"),
  );
  const [one, two] = ["one", "two"].map((name) => path.join(folder, name));
  assert.equal(tree(two!), tree(one!));
  for (const file of tree(one!).filter((name) => !statSync(path.join(one!, name)).isDirectory()))
    assert.is(readFileSync(path.join(two!, file), "utf8"), readFileSync(path.join(one!, file), "utf8"));
});

test("--only makes one output and leaves those of an earlier run alone", async () => {
  const folder = project();
  const all = ["--api", "api", "--out", "crds", "--generated", "generated"];
  await inFolder(folder, async () => {
    await run(...all);
    const before = tree(folder);
    writeFile("crds/backups.backup.example.org.yaml", "edited");
    writeFile("generated/resources.ts", "edited");
    assert.match((await run(...all, "--only", "crds")).output, "1 changed");
    assert.is(readFileSync("generated/resources.ts", "utf8"), "edited");
    assert.match((await run(...all)).output, "changed generated/resources.ts");
    assert.equal(tree(folder), before);
    assert.is((await run(...all)).output, "up to date");
  });
});

test.run();

/** A folder with the backup API in `api`. */
function project(): string {
  const folder = tempDir("options");
  cpSync(BACKUP, path.join(folder, "api"), { recursive: true });
  return folder;
}

async function inFolder<T>(folder: string, act: () => Promise<T>): Promise<T> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await act();
  } finally {
    process.chdir(before);
  }
}

async function run(...args: readonly string[]): Promise<{ code: number; output: string }> {
  const lines: string[] = [];
  const add = (line: string) => lines.push(line);
  const code = await main(args, add, add);
  return { code, output: lines.join("\n") };
}

function writeFile(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const tree = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
