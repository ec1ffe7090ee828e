/**
 * The compatibility gate. Each folder under compat/ with an old/ and a new/ is a case: CRDs of two releases, and in
 * expected.txt what is told of them. Run with VMOP_RECORD=1 to write what is told now, then read the diff.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { main } from "../../codegen/cli.ts";
import { type Change, type ChangeClass, meaningOf } from "../../codegen/compat/changes.ts";
import { compareCommand } from "../../codegen/compat/command.ts";
import { compareCrds } from "../../codegen/compat/compare.ts";
import { parseCrds, readCrds } from "../../codegen/compat/read.ts";
import { type Crd, readCrd } from "../../codegen/compat/read-crd.ts";
import { tempDir } from "../support/temp.ts";
import { type Case, cases } from "./compat/cases.ts";
import { crdOf } from "./compat/on-server.ts";

const folder = path.join(import.meta.dirname, "compat");
const test = suite("compatibility");

for (const name of readdirSync(folder).sort()) {
  if (!existsSync(path.join(folder, name, "old"))) continue;
  test(name, () => {
    const expected = path.join(folder, name, "expected.txt");
    const { code, stdout, stderr } = compareCommand(
      path.join(folder, name, "old"),
      files(path.join(folder, name, "new")),
    );
    const told = `${stdout}${stderr}exit code ${code}\n`;
    if (process.env.VMOP_RECORD === "1") writeFileSync(expected, told);
    assert.fixture(told, readFileSync(expected, "utf8"));
  });
}

test("what an API server was asked is told as it answered", () => {
  const changes = compareCrds([sideOf("old")], [sideOf("now")]);
  for (const one of cases) {
    const told = changes.filter(({ path: at }) => at.startsWith(`spec.${one.name}.`));
    const found = told.find(({ code }) => code === one.code);
    assert.ok(found, `${one.name}: ${JSON.stringify(told)}`);
    assert.is(found?.class, classOf(one), one.name);
    assert.is(found?.class, meaningOf(one.code).class, one.name);
  }
});

/** What the answers of the server make of a change. */
function classOf({ answer, judged }: Case): ChangeClass {
  if (judged) return judged.class;
  if (!answer.startsWith("ku")) return "breaking";
  return answer.endsWith("c") ? "safe" : "ratcheted";
}

test("every change of a release against itself is none", () => {
  assert.equal(compareCrds([sideOf("now")], [sideOf("now")]), []);
});

const BACKUPS = path.join(
  import.meta.dirname,
  "scenarios/backup-api/output/crds/backups.backup.example.org.yaml",
);
const API = path.join(import.meta.dirname, "scenarios/backup-api/input");

test("--compare writes nothing, and its exit code says whether CI should stop", async () => {
  const empty = tempDir("compat");
  const old = path.join(empty, "old");
  mkdirSync(old);
  const crd = parse(readFileSync(BACKUPS, "utf8"), { version: "1.1" });
  const release = (edit: (spec: string) => string) =>
    writeFileSync(path.join(old, "backups.json"), edit(JSON.stringify(crd)));
  const run = async (...args: string[]) => {
    const out: string[] = [];
    const code = await main(
      ["--api", API, "--out", path.join(empty, "out"), "--compare", old, ...args],
      (line) => out.push(line),
      (line) => out.push(line),
    );
    return { code, text: out.join("\n") };
  };

  release((text) => text);
  assert.equal(await run(), { code: 0, text: "no CRD changed" });

  release((text) =>
    text.replace('"properties":{"volume"', '"properties":{"gone":{"type":"string"},"volume"'),
  );
  const broken = await run();
  assert.is(broken.code, 1);
  assert.match(broken.text, /breaking +v1alpha1 spec\.gone: the field is gone: string/);
  assert.is((await run("--fail-on", "none")).code, 0);

  release((text) => text.replace('"maxLength":253', '"maxLength":300'));
  assert.is((await run()).code, 0);
  assert.is((await run("--fail-on", "ratcheted")).code, 1);
  assert.not.ok(existsSync(path.join(empty, "out")));
  const { changes } = JSON.parse((await run("--json")).text) as { changes: Change[] };
  assert.equal(
    changes.map(({ class: name, code, kind, version, path: at, was, is }) => ({
      name,
      code,
      kind,
      version,
      at,
      was,
      is,
    })),
    [
      {
        name: "ratcheted",
        code: "bound-tightened",
        kind: "Backup",
        version: "v1alpha1",
        at: "spec.volume",
        was: "maxLength 300",
        is: "maxLength 253",
      },
    ],
  );
});

test("a place without CRDs is wrong usage, in a sentence", async () => {
  const empty = tempDir("compat");
  writeFileSync(path.join(empty, "broken.yaml"), "kind: CustomResourceDefinition\n  a: [");
  const complaints = (place: string) => readCrds(place).complaints;
  assert.equal(complaints(path.join(empty, "nowhere")), [`${path.join(empty, "nowhere")} does not exist`]);
  assert.match(complaints(empty)[0]!, /broken\.yaml is no YAML: /);
  assert.equal(complaints(API), [`${API} holds no CustomResourceDefinition`]);
  assert.is(
    await main(
      ["--api", API, "--out", path.join(empty, "out"), "--compare", API],
      () => {},
      () => {},
    ),
    2,
  );
});

test("what is no CRD is said in a sentence, and never more than that", () => {
  const spec = { group: "a.b", scope: "Namespaced", names: { kind: "A", plural: "as" } };
  const crd = (part: object) => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "as.a.b" },
    spec: { ...spec, versions: [{ name: "v1", schema: { openAPIV3Schema: { type: "object" } } }], ...part },
  });
  const said = (document: unknown) => parseCrds([["x.yaml", JSON.stringify(document)]]).complaints;
  assert.equal(said(crd({})), []);
  const wrong = "x.yaml holds a CustomResourceDefinition that";
  assert.equal(said({ ...crd({}), apiVersion: "v1" }), [`${wrong} is no apiextensions.k8s.io/v1`]);
  assert.equal(said({ ...crd({}), metadata: null }), [`${wrong} has no name or no kind`]);
  assert.equal(said(crd({ names: [] })), [`${wrong} has no name or no kind`]);
  assert.equal(said(crd({ versions: {} })), [`${wrong} has no versions`]);
  assert.equal(said(crd({ versions: [null] })), [`${wrong} has a version without name`]);
  const [schema] = said(crd({ versions: [{ name: "v1", schema: { openAPIV3Schema: { properties: 5 } } }] }));
  assert.match(schema!, `${wrong} has a version v1 whose schema is none: `);
  const odd = {
    name: "v1",
    subresources: 3,
    selectableFields: [null],
    additionalPrinterColumns: [7],
    schema: null,
  };
  assert.equal(said(crd({ versions: [odd], conversion: [] })), []);
});

test.run();

function sideOf(side: "old" | "now"): Crd {
  const crd = readCrd(crdOf(side));
  if ("complaint" in crd) throw new Error(crd.complaint);
  return crd;
}

function files(place: string): Map<string, string> {
  return new Map(readdirSync(place).map((name) => [name, readFileSync(path.join(place, name), "utf8")]));
}
