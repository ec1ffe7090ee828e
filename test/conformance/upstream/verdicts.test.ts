/** Upstream's recorded verdicts are ours, but for the exceptions that the inventory gives a reason for. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { upstreamExceptions } from "../../../rules/inventory/upstream-exceptions.ts";
import { type Agreement, compare, isSamePlace } from "./agreement.ts";
import { ask, type Complaint } from "./ours.ts";
import { type RecordedCase, readCases } from "./recorded.ts";

const cases = readCases();
const excepted = new Set(upstreamExceptions.flatMap((exception) => exception.cases));

for (const kind of new Set(cases.map((recorded) => recorded.kind))) {
  const asked = cases.filter((recorded) => recorded.kind === kind);
  test(`${kind}: ${asked.length} recorded verdicts are ours, or exceptions that are not stale`, async () => {
    for (const recorded of asked) {
      const ours = await ask(recorded);
      const agreement = compare(recorded, ours);
      if (excepted.has(recorded.id))
        assert.is.not(agreement, "same", `${recorded.id} is no exception any more`);
      else assert.is(agreement, "same", difference(recorded, ours));
    }
  });
}

function difference({ id, op, allowed, fields }: RecordedCase, ours: readonly Complaint[]): string {
  const theirs = fields.map(([path, type]) => `${path}: ${type}`).join(", ") || "without a field";
  const mine = ours.map(({ field, type, by }) => `${field}: ${type} [${by}]`).join(", ");
  return `${id} ${op}: upstream ${allowed ? "allows" : `refuses: ${theirs}`}; ours ${mine === "" ? "allow" : `refuse: ${mine}`}`;
}

test("an exception is a recorded case and stands once", () => {
  const ids = new Set(cases.map(({ id }) => id));
  const listed = upstreamExceptions.flatMap((exception) => exception.cases);
  assert.equal(
    listed.filter((id, index) => !ids.has(id) || listed.indexOf(id) !== index),
    [],
  );
  const reasons = upstreamExceptions.map(({ because }) => because);
  assert.is(new Set(reasons).size, reasons.length);
});

const recorded = (allowed: boolean, ...fields: [string, string][]): RecordedCase => ({
  ...cases[0]!,
  allowed,
  fields,
});
const complaint = (field: string, type: string): Complaint => ({ field, type, by: "vm/row" });

const answers: [says: string, recorded: RecordedCase, ours: Complaint[], agreement: Agreement][] = [
  ["both allow", recorded(true), [], "same"],
  ["we refuse what upstream allows", recorded(true), [complaint("spec", "Invalid value")], "other verdict"],
  ["we allow what upstream refuses", recorded(false, ["spec", "Invalid value"]), [], "other verdict"],
  ["both refuse without a field", recorded(false), [complaint("spec", "Forbidden")], "same"],
  [
    "we complain about more",
    recorded(false, ["spec.a", "Forbidden"]),
    [complaint("spec.b", "Forbidden"), complaint("spec.a", "Forbidden")],
    "same",
  ],
  [
    "we complain about less",
    recorded(false, ["spec.a", "Forbidden"], ["spec.b", "Forbidden"]),
    [complaint("spec.a", "Forbidden")],
    "other field or type",
  ],
  [
    "the type is another",
    recorded(false, ["spec.a", "Forbidden"]),
    [complaint("spec.a", "Invalid value")],
    "other field or type",
  ],
];

for (const [says, theirs, ours, agreement] of answers) {
  test(`${says}: ${agreement}`, () => assert.is(compare(theirs, ours), agreement));
}

const places: [one: string, other: string, same: boolean][] = [
  ["spec.volumes[0].name", "spec.volumes[0].name", true],
  ["spec.volumes", "spec.volumes[0]", true],
  ["spec.volumes[0].name", "spec.volumes.name", true],
  ["spec.clusterIp", "spec.clusterIP", true],
  ["metadata.annotations[a.b/c]", "metadata.annotations.a.b/c", true],
  ["metadata.annotations", "metadata.annotations[a.b/c]", true],
  ["spec.volumes[0]", "spec.volumes[1]", false],
  ["spec.volumes[0].name", "spec.volumes[0]", false],
  ["spec.volumes[0].name", "spec.volumes[0].unitNumber", false],
  ["metadata.labels[a]", "metadata.labels[b]", false],
  ["spec", "spec.volumes", false],
];

for (const [one, other, same] of places) {
  test(`${one} is ${same ? "the place" : "not the place"} ${other}`, () => {
    assert.is(isSamePlace(one, other), same);
    assert.is(isSamePlace(other, one), same);
  });
}

test.run();
