/** Every marker of other generators has one verdict, and a verdict that names ours is written as ours is read. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { formats } from "../../api/formats.ts";
import { type MarkerName, markers } from "../../api/markers.ts";
import { parseMarkers } from "../../codegen/assemble/markers.ts";
import { emitMarkerDocs } from "../../codegen/emit/marker-docs.ts";
import { equivalents, type Peer, type Verdict } from "../../codegen/peers/equivalents.ts";
import { equivalentOf } from "../../codegen/peers/hint.ts";
import { type Problem, printProblem } from "../../codegen/problems.ts";
import { parseComment } from "../../codegen/read/jsdoc.ts";
import { compileRow, environmentAt } from "../../codegen/rules/environment.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { peerFormats, peerMarkers } from "./peer-markers.ts";

const at = { file: "x.ts", line: 1, column: 1 };

/** What the example rows speak about. */
const widget: JSONSchemaProps = {
  type: "object",
  properties: {
    metadata: { type: "object" },
    spec: {
      type: "object",
      properties: {
        color: { type: "string" },
        mode: { type: "string" },
        level: { type: "integer" },
        parts: {
          type: "array",
          items: { type: "object", properties: { name: { type: "string" }, size: { type: "integer" } } },
        },
      },
    },
  },
};

/** The complaints about one tag where it may stand. */
function complaints(written: string): string[] {
  const problems: Problem[] = [];
  const { tags } = parseComment(`/** ${written} */`);
  const name = tags[0]!.name as MarkerName;
  const doc = { text: "", tags: tags.map((tag) => ({ ...tag, position: at })) };
  parseMarkers(doc, markers[name]?.on[0] ?? "field", problems);
  return problems.map(printProblem);
}

for (const [peer, names] of Object.entries(peerMarkers)) {
  const verdicts: { readonly [marker: string]: Verdict } = equivalents[peer as Peer];

  test(`each marker of ${peer} has a verdict, and there is no other`, () => {
    assert.equal(Object.keys(verdicts).sort(), [...new Set(names)].sort());
  });

  test(`what ${peer} becomes is written as we read it`, () => {
    const written = Object.values(verdicts).flatMap((verdict) => ("write" in verdict ? [verdict.write] : []));
    assert.equal(written.flatMap(complaints), []);
  });
}

test("a reason is a sentence", () => {
  const reasons = Object.values(equivalents).flatMap((peer) =>
    Object.values<Verdict>(peer).flatMap((verdict) => ("none" in verdict ? [verdict.none] : [])),
  );
  assert.equal(
    reasons.filter((reason) => !/^[A-Z].*\.$/.test(reason)),
    [],
  );
});

test("the CEL of every example row parses and type-checks", () => {
  const wrong = Object.values(equivalents).flatMap((peer) =>
    Object.entries<Verdict>(peer).flatMap(([name, verdict]) => {
      if (!("row" in verdict)) return [];
      const cells = Object.values(verdict.row)[0] as { at?: string; require?: string; when?: string };
      const text = cells.require ?? cells.when;
      const compiled =
        text === undefined ? {} : compileRow(text, environmentAt(widget, cells.at ?? ""), "bool");
      return "complaint" in compiled ? [`${name}: ${compiled.complaint}`] : [];
    }),
  );
  assert.equal(wrong, []);
});

test("the formats of validation-gen are formats here", () => {
  assert.equal(
    peerFormats.filter((name) => !(name in formats)),
    [],
  );
});

test("every example of the vocabulary is read without a complaint, and every argument has one", () => {
  const examples = Object.entries(markers).map(([name, m]) => ("example" in m ? m.example : `@${name}`));
  assert.equal(examples.flatMap(complaints), []);
  const without = Object.entries(markers).filter(([, m]) => m.takes !== "none" && !("example" in m));
  assert.equal(without, []);
});

test("a peer's marker is found however it is written", () => {
  assert.is(equivalentOf("kubebuilder:validation:MinLength=3"), "here it is @minLength 1");
  assert.is(equivalentOf("+KubeBuilder:validation:minlength"), "here it is @minLength 1");
  assert.is(equivalentOf("kubebuilder:rbac:groups=apps"), equivalentOf("kubebuilder:rbac"));
  assert.is.not(equivalentOf("k8s:update=NoSet"), equivalentOf("k8s:update=NoUnset"));
  assert.match(equivalentOf("k8s:nothing")!, "see the equivalents");
  assert.is(equivalentOf("minLenght"), undefined);
});

test("the manual lists every marker, format and peer's marker", () => {
  const manual = [...emitMarkerDocs().values()].join();
  const words = [
    ...Object.keys(markers).map((name) => `| \`@${name}`),
    ...Object.keys(formats).map((name) => `| \`${name}\``),
    ...Object.values(peerMarkers).flatMap((names) => names.map((name) => `| \`${name}\``)),
  ];
  assert.equal(
    words.filter((word) => !manual.includes(word)),
    [],
  );
});

test.run();
