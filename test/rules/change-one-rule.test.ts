/** The walk of the README: one row is changed, and what the generator writes differs by that row. */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Generated, generate } from "../../codegen/generate.ts";
import { printProblem } from "../../codegen/problems.ts";
import { rules } from "../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import type { CompiledRules } from "../../rules/lang/compiled.ts";
import { admit } from "../../runtime/admission/admit.ts";
import { rowFor } from "../../runtime/reconcile/moves.ts";
import { removeTemp, tempDir } from "../support/temp.ts";
import { decoded } from "./machine-crd.ts";
import { type Request, requests } from "./machines.ts";

const root = join(import.meta.dirname, "../..");
const folders: string[] = [];
test.after(() => folders.forEach(removeTemp));

/** A copy of the sources in which one text of one file was replaced. */
function sourcesWith(file: string, from: RegExp, to: string): string {
  const folder = tempDir("walk");
  folders.push(folder);
  for (const name of ["api", "rules", "runtime", "package.json"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  const changed = text.replace(from, to);
  assert.is.not(changed, text, `${file} does not contain ${from}`);
  writeFileSync(path, changed);
  return folder;
}

const generateFrom = (folder: string): Promise<Generated> =>
  generate({ apiDir: join(folder, "api"), rulesDir: join(folder, "rules"), base: folder });

/** File → the lines that are only in the first, and those only in the second. */
function difference(
  before: Generated,
  after: Generated,
): { [file: string]: { gone: string[]; come: string[] } } {
  assert.equal([...after.files.keys()], [...before.files.keys()]);
  const changed = [...after.files].filter(([file, text]) => before.files.get(file) !== text);
  return Object.fromEntries(
    changed.map(([file, text]) => {
      const was = before.files.get(file)!.split("\n");
      const is = text.split("\n");
      assert.is(is.length, was.length, file);
      const gone = was.filter((line, i) => line !== is[i]);
      const come = is.filter((line, i) => line !== was[i]);
      return [file, { gone, come }];
    }),
  );
}

const readme = readFileSync(join(root, "README.md"), "utf8");
const section = (heading: string): string => readme.split(`## ${heading}\n`)[1]!.split(/^## /m)[0]!;
const block = (text: string, language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "m").exec(text)![1]!;
const marked = (diff: string, sign: "+" | "-"): string[] =>
  diff.split("\n").flatMap((line) => (line.startsWith(sign) ? [line.slice(1)] : []));

const literally = (text: string): RegExp => new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));

test("another message is one line of the CRD, its OpenAPI, the two pages and the row in two forms, and nothing else", async () => {
  const diff = block(section("Change one rule"), "diff");
  const [[row, line], [newRow, newLine]] = [marked(diff, "-"), marked(diff, "+")];
  const before = await generateFrom(root);
  assert.equal(before.problems, []);
  const folder = sourcesWith("rules/virtualmachine/boot.ts", literally(row!), newRow!);
  const after = await generateFrom(folder);
  assert.equal(after.problems, []);
  const found = difference(before, after);
  assert.equal(Object.keys(found).sort(), [
    "crds/virtualmachines.vmoperator.vmware.com.yaml",
    "generated/docs/reference/vmoperator.vmware.com/v1alpha5/virtualmachine.md",
    "generated/docs/rules/virtualmachine/boot.md",
    "generated/openapi/vmoperator.vmware.com.v1alpha5.json",
    "generated/rules/rows.json",
    "generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js",
  ]);
  for (const [file, { gone, come }] of Object.entries(found)) {
    assert.is(gone.length, 1, file);
    assert.match(come[0]!, /old hardware is no upgrade/);
  }
  assert.equal(found["crds/virtualmachines.vmoperator.vmware.com.yaml"], { gone: [line], come: [newLine] });
});

test("a rule is added by one row in one file, and becomes what the README shows", async () => {
  const adding = section("Add a rule");
  const row = block(adding, "ts");
  const folder = sourcesWith(
    "rules/virtualmachine/boot.ts",
    /(?= {4}\{ id: "vm\/hardware-version-rises")/,
    row,
  );
  const { problems, files } = await generateFrom(folder);
  assert.equal(problems, []);
  const [crd, page] = block(adding, "diff").split("\n\n") as [string, string];
  const crdText = files.get("crds/virtualmachines.vmoperator.vmware.com.yaml")!;
  assert.ok(crdText.includes(`${marked(crd, "+").join("\n")}\n`), "the CRD has the lines of the README");
  const pageText = files.get("generated/docs/rules/virtualmachine/boot.md")!;
  assert.ok(pageText.includes(`${marked(page, "+").join("\n")}\n`), "the page has the line of the README");
});

for (const [what, file, from, to, complaint] of [
  [
    "a cell that lost its row",
    "rules/virtualmachine/power.ts",
    /\{ id: "vm\/power\/off-hard"[\s\S]*?["\]] \},\n/,
    "",
    /^rules\/virtualmachine\/power\.ts:\d+:\d+ error table-gap: powerMoves says nothing when \{"status":\{"powerState":"PoweredOn"\},"spec":\{"powerState":"PoweredOff","powerOffMode":"Hard"/,
  ],
  [
    "a cell with two rows",
    "rules/virtualmachine/power.ts",
    /observed: \["PoweredOn"\], desired: \["PoweredOff"\], off: \["Soft"\]/,
    'observed: ["PoweredOn"], desired: ["PoweredOff"], off: ["Soft", "Hard"]',
    /^rules\/virtualmachine\/power\.ts:\d+:\d+ error table-overlap: .*vm\/power\/off-hard, vm\/power\/off-soft/s,
  ],
  [
    "an example that comes out the other way",
    "rules/virtualmachine/boot.ts",
    /admits: \[\{ old: \{ minHardwareVersion: 17 \}, new: \{ minHardwareVersion: 19 \} \}\]/,
    "admits: [{ old: { minHardwareVersion: 17 }, new: { minHardwareVersion: 15 } }]",
    /^rules\/virtualmachine\/boot\.ts:\d+:\d+ error example-fails: /,
  ],
  [
    "a function in a row",
    "rules/virtualmachine/defaults.ts",
    /value: "PoweredOn"/,
    'value: () => "PoweredOn"',
    /^rules\/virtualmachine\/defaults\.ts:\d+:\d+ error bad-table: the table defaults holds a function at rows\.0\.value/,
  ],
  [
    "a kind that is no resource",
    "rules/index.ts",
    /v1alpha5\/VirtualMachine"/,
    'v1alpha5/VirtualMachin"',
    /^rules\/index\.ts:1:1 error bad-table: .*v1alpha5\/VirtualMachin/,
  ],
  [
    "a table of no kind",
    "rules/virtualmachine/upgrade.ts",
    /kind: "upgrade"/,
    'kind: "upgrades"',
    /^rules\/index\.ts:1:1 error bad-table: the table upgrade is of the kind upgrades/,
  ],
  [
    "a table without rows",
    "rules/virtualmachine/upgrade.ts",
    /rows: \[/,
    "rowes: [",
    /^rules\/index\.ts:1:1 error bad-table: the table upgrade has no rows/,
  ],
  [
    "a file that does not parse",
    "rules/index.ts",
    /export const tables/,
    "export export const tables",
    /^rules\/index\.ts:\d+:8 error bad-table: .*cannot be loaded: Unexpected "export"/,
  ],
] as const) {
  test(`${what} is a problem with its place, and nothing is written`, async () => {
    const folder = sourcesWith(file, from, to);
    const { problems, files } = await generateFrom(folder);
    assert.ok(problems.length > 0);
    assert.match(printProblem(problems[0]!), complaint);
    assert.is(files.size, 0);
  });
}

/** The compiled rows of a run. */
async function compiledRows({ files }: Generated, folder: string): Promise<CompiledRules> {
  const path = join(folder, "rows.mjs");
  writeFileSync(path, files.get("generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js")!);
  return (await import(pathToFileURL(path).href)).rules;
}

test("tables are sets: backwards, they refuse, fill and move the same", async () => {
  const folder = sourcesWith(
    "rules/index.ts",
    /export const tables([\s\S]*?)\n\];/,
    `const listed$1\n];
    export const tables = listed.map(({ tables, ...names }) => ({
      ...names,
      tables: Object.fromEntries(
        Object.entries(tables as object).reverse().map(([name, table]) => [name, { ...table, rows: [...table.rows].reverse() }]),
      ),
    }));`,
  );
  const generated = await generateFrom(folder);
  assert.equal(generated.problems, []);
  const backwards = await compiledRows(generated, folder);
  assert.is.not(backwards.checks[0]!.id, rules.checks[0]!.id);
  const generators = { uuid4: () => "u", now: () => "n", build: () => "b" };
  const answer = (by: CompiledRules, { privileged, ...request }: Request) => {
    const caller = { username: "x", groups: privileged ? ["system:masters"] : [] };
    const verdict = admit(by, { ...request, caller }, ["crd", "policy", "webhook"], generators);
    return verdict.allowed ? verdict.object : verdict.refusals.map((refusal) => refusal.rule).sort();
  };
  for (const request of fc.sample(requests, { numRuns: 500, seed: 1 })) {
    assert.equal(answer(backwards, request), answer(rules, request));
    for (const [table, fact] of [
      ["powerMoves", "powerOnHeld"],
      ["restartMoves", "restartDue"],
    ] as const) {
      const object = decoded({ ...request.object, spec: request.object.spec ?? {} });
      const seen = { object, facts: { [fact]: request.privileged } };
      assert.is(rowFor(backwards.moves[table]!, seen).id, rowFor(rules.moves[table]!, seen).id);
    }
  }
});

test("a folder of rules without an index is a problem, for it was meant to hold tables", async () => {
  const folder = sourcesWith("rules/index.ts", /^/, "// a copy\n");
  rmSync(join(folder, "rules/index.ts"));
  const { problems, files } = await generateFrom(folder);
  assert.equal(problems.map(printProblem), [
    "rules:1:1 error no-input: rules has no index.ts that exports tables",
  ]);
  assert.is(files.size, 0);
});

test.run();
