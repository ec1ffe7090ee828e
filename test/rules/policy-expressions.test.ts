/** What a row says has to compile as a policy too, where objects have no types. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkPolicyExpressions } from "../../codegen/check/policy-expressions.ts";
import type { ResourceModel } from "../../codegen/model.ts";
import type { Check } from "../../codegen/rules/check.ts";
import { policiesOf } from "../../codegen/rules/policies.ts";
import type { KindTables, Table } from "../../codegen/rules/rows.ts";
import { placed, shelf, vocabulary } from "./shelf.ts";

const resource = {
  group: "test.example.com",
  version: "v1",
  kind: "Lamp",
  plural: "lamps",
  schema: shelf,
} as unknown as ResourceModel;

const at = { file: "rules/lamp.ts", line: 7, column: 3 };

function complaints(checks: readonly Partial<Check>[], defaults: readonly object[] = []): string[] {
  const tables = [{ kind: "defaulting", name: "defaults", doc: "", rows: defaults }] as unknown as Table[];
  const kind: KindTables = { ...vocabulary, parametrised: true, tables, positions: new Map([["l/bad", at]]) };
  const all = checks.map(placed);
  return checkPolicyExpressions(kind, all, policiesOf(kind, resource, all)).map(
    ({ file, line, message }) => `${file}:${line} ${message.split("\n")[0]}`,
  );
}

const fine = { id: "l/fine", anchor: "spec", require: "feature.Lending || fact.privileged || has(self.a)" };

test("rows whose text an API server takes are no problem", () => {
  assert.equal(
    complaints([
      fine,
      {
        ...fine,
        id: "l/items",
        anchor: "spec.books[]",
        require: "feature.Lending || self.title in ['a', 'b']",
      },
    ]),
    [],
  );
});

test("a list of a text and of a field is one of two types to a policy", () => {
  const [complaint, ...others] = complaints([
    fine,
    { id: "l/bad", anchor: "metadata", require: "['', self.name].exists(name, name == 'a')" },
  ]);
  assert.match(
    complaint!,
    /^rules\/lamp\.ts:7 l\/bad: as a policy's expression, .*expected type 'string' but found 'dyn'/,
  );
  assert.equal(others, []);
});

test("so is one in a default that a policy gives", () => {
  const row = { id: "l/bad", field: "spec.a", on: ["create"], doc: "", source: "ours:x" };
  assert.equal(complaints([], [{ ...row, when: "feature.Lending", from: "self.metadata.name" }]), []);
  const [complaint] = complaints(
    [],
    [{ ...row, when: "['', self.metadata.name].exists(name, name == 'a')", value: "x" }],
  );
  assert.match(complaint!, /^rules\/lamp\.ts:7 l\/bad: as a policy's expression, /);
});

test.run();
