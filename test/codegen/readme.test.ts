/**
 * The section of the README for people with types of their own: its files are written and its commands run as they
 * stand there, in an empty folder far from this repository, with the command as it is published.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { builtCli } from "../support/built-cli.ts";
import { tempDir } from "../support/temp.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const HEADING = "## Generate from your own types\n";

const built = builtCli();
const commandFolder = tempDir("command");
const project = tempDir("own-types");

test.before(() => {
  const command = path.join(commandFolder, "vmop");
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${built}" "$@"\n`);
  chmodSync(command, 0o755);
  for (const { file, text } of files()) {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
  }
});

test("every command prints what the README says", () => {
  const said = commands();
  assert.ok(said.length > 1, "the section shows commands");
  for (const { command, output } of said)
    assert.is(withoutTimes(shell(command)), withoutTimes(output), command);
});

test("the CRD is there, with what the markers say", () => {
  const crd = readFileSync(path.join(project, "crds/backups.backup.example.org.yaml"), "utf8");
  for (const line of [
    "kind: Backup",
    "maximum: 1000",
    "- jsonPath: .spec.volume",
    "x-kubernetes-int-or-string: true",
  ])
    assert.match(crd, line);
});

test("the published command makes every output, and finds nothing to do afterwards", () => {
  shell("mv my-api/backup.ts.bak my-api/backup.ts");
  const command = "vmop gen --api ./my-api --out ./crds --generated ./generated";
  assert.match(shell(command), /\d+ files, \d+ changed/);
  for (const file of ["resources.ts", "types/backup.example.org/v1.ts", "openapi/backup.example.org.v1.d.ts"])
    assert.ok(existsSync(path.join(project, "generated", file)), file);
  assert.is(shell(command), "up to date\n");
  assert.is(shell(`${command} --check`), "up to date\n");
});

test("the published package makes random objects of one's own kinds", async () => {
  const { fuzzer } = (await import(path.join(path.dirname(built), "fuzz.js"))) as typeof import("vmop/fuzz");
  const { fuzzers } = await import(path.join(project, "generated/fuzzers/backup.example.org/v1.ts"));
  const backups = fc.sample(fuzzers.Backup(fuzzer(fc)), 50) as { spec: { keep?: number } }[];
  for (const { spec } of backups) assert.ok(spec.keep === undefined || (spec.keep >= 1 && spec.keep <= 1000));
});

test("rules in TypeScript are loaded by the published command", () => {
  mkdirSync(path.join(project, "my-rules"), { recursive: true });
  writeFileSync(
    path.join(project, "my-rules/index.ts"),
    `import { names } from "./names.ts";
export const tables = [{ kind: "backup.example.org/v1/Backup", tables: { names } }];
`,
  );
  writeFileSync(
    path.join(project, "my-rules/names.ts"),
    `import type { ImmutabilityTable } from "vmop/rules";
import type { Backup } from "../my-api/backup.ts";

export const names = {
  kind: "immutability",
  doc: "What a backup never changes.",
  hit: "collect",
  rows: [
    { id: "backup/volume-fixed", field: "spec.volume", forbid: ["modify"],
      doc: "Copies of two volumes are never mixed.", source: "ours:backup" },
    { id: "backup/keep-may-change", field: "spec.keep", forbid: [],
      doc: "Fewer or more copies may be kept.", source: "ours:backup" },
    { id: "backup/quiesce-may-change", field: "spec.quiesce", forbid: [],
      doc: "Running programs may be treated another way.", source: "ours:backup" },
  ],
} as const satisfies ImmutabilityTable<Backup>;
`,
  );
  assert.match(shell("vmop gen --api ./my-api --rules ./my-rules --out ./crds"), /changed crds\/backups/);
  const crd = readFileSync(path.join(project, "crds/backups.backup.example.org.yaml"), "utf8");
  assert.match(crd, "[backup/volume-fixed]");
});

test("what is generated with rules imports packages, and files that are there", () => {
  shell("vmop gen --api ./my-api --rules ./my-rules --out ./crds --generated ./generated");
  const folder = path.join(project, "generated");
  const code = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  assert.ok(code.some((name) => name.startsWith("rules")));
  for (const name of code) {
    const file = path.join(folder, name);
    for (const [, specifier] of readFileSync(file, "utf8").matchAll(/^import .* from "(\..*)";$/gm))
      assert.ok(existsSync(path.resolve(path.dirname(file), specifier!)), `${name} imports ${specifier}`);
  }
});

test("the published command says how it is called", () => {
  assert.match(shell("vmop --help"), /^Usage: vmop /);
  assert.match(shell("vmop gen --help"), /^Usage: vmop gen /);
});

test("the published command explains, and knows every rule, without their tables", () => {
  for (const name of ["crds", "generated", "package.json"])
    symlinkSync(path.join(ROOT, name), path.join(path.dirname(built), "..", name));
  assert.match(shell("vmop rules show vm/storage-class-fixed"), "A machine keeps the storage class");
  const myVm = path.join(ROOT, "test/conformance/manifests/my-vm.yaml");
  assert.match(shell(`vmop explain ${myVm}`), "/my-vm: create by developer: allowed\n");
});

test("the licences of the libraries that it carries are beside it, and no library that it does not use", () => {
  const text = readFileSync(path.join(path.dirname(built), "LICENSES.txt"), "utf8");
  for (const name of ["typescript", "@ts-morph/common", "ajv", "yaml", "openapi-typescript"])
    assert.match(text, new RegExp(`^${name} \\d`, "m"));
  assert.match(text, "Permission is hereby granted");
  assert.not.match(text, /^prettier /m);
});

test.run();

function section(): string {
  const [, after] = readFileSync(path.join(ROOT, "README.md"), "utf8").split(HEADING);
  assert.ok(after !== undefined, `README.md has the section "${HEADING.trim()}"`);
  return after.split(/^## /m)[0]!;
}

/** Blocks of TypeScript say in their first line which file they are. */
const files = (): { file: string; text: string }[] =>
  [...section().matchAll(/```ts\n(\/\/ (\S+)\n[\s\S]*?)```/g)].map((match) => ({
    file: match[2]!,
    text: match[1]!,
  }));

/** What follows a `$` on a line, and the lines below it up to the next. */
const commands = (): { command: string; output: string }[] =>
  [...section().matchAll(/```console\n([\s\S]*?)```/g)].flatMap((block) =>
    [...block[1]!.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)].map((match) => ({
      command: match[1]!,
      output: match[2]!,
    })),
  );

function shell(command: string): string {
  const PATH = `${commandFolder}${path.delimiter}${process.env.PATH}`;
  const { stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, PATH },
  });
  return stdout + stderr;
}

const withoutTimes = (text: string): string => text.replaceAll(/\d+\.\d s/g, "… s");
