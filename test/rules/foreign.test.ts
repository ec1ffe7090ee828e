/** Kinds of others in the tables: no CRD of ours carries their rows, so policies and our admission do. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { policyObjects } from "../../codegen/rules/as-policy.ts";
import { foreignResource, homeless } from "../../codegen/rules/foreign.ts";
import { lowerChecks } from "../../codegen/rules/lower.ts";
import { placeCheck } from "../../codegen/rules/place.ts";
import type { KindTables, ValidationRow } from "../../codegen/rules/rows.ts";

const row = (at: string, require: string): ValidationRow => ({
  id: "secret/sealed",
  doc: "A sentence.",
  source: "ours:because",
  at,
  on: ["create", "update"],
  require,
  reason: "Forbidden",
  message: "leave it",
  admits: [],
  refuses: [],
});

const secrets = (...rows: ValidationRow[]): KindTables => ({
  key: "/v1/Secret",
  kind: "Secret",
  foreign: { plural: "secrets", scope: "Namespaced", labelled: "example.com/sealed" },
  tables: [{ kind: "validation", name: "validation", doc: "A sentence.", rows }],
  positions: new Map(),
});

function placed(kind: KindTables) {
  const resource = foreignResource(kind)!;
  const checks = lowerChecks(kind, resource).flatMap(
    (check) => placeCheck(check, kind, resource.schema).check ?? [],
  );
  return { resource, checks };
}

test("a row about metadata is a policy's, which sees only objects with the label", () => {
  const kind = secrets(row("metadata", "fact.privileged || !('example.com/sealed' in self.labels)"));
  const { resource, checks } = placed(kind);
  assert.equal(homeless(kind, checks), []);
  const [policy] = policyObjects(resource, checks, false, kind.foreign!.labelled) as {
    metadata: { name: string };
    spec: { matchConstraints: object };
  }[];
  assert.is(policy!.metadata.name, "secrets.core");
  assert.equal(policy!.spec.matchConstraints, {
    resourceRules: [
      { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["secrets"] },
    ],
    objectSelector: { matchExpressions: [{ key: "example.com/sealed", operator: "Exists" }] },
  });
});

test("a row that only a CRD could ask is refused", () => {
  const kind = secrets(row("", "self.metadata.name != 'root'"));
  assert.match(
    homeless(kind, placed(kind).checks)[0]!.message,
    "would be a rule of a CRD, but Secret has none",
  );
});

test("a kind that says no names of its own is left to the API types", () => {
  assert.is(foreignResource({ ...secrets(), foreign: undefined }), undefined);
});

test.run();
