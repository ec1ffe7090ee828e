/** The pages about CEL and schemas say what the kernels do. */

import { writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { emitCelDocs } from "../../codegen/emit/cel-docs.ts";
import EVIDENCE from "../../codegen/emit/cel-evidence.json" with { type: "json" };
import { emitSchemaDocs, REFUSED } from "../../codegen/emit/schema-docs.ts";
import { LIBRARY } from "../../rules/lang/cel/environment.ts";
import { MACROS } from "../../rules/lang/cel/macros.ts";
import { checkStructural, type JSONSchemaProps } from "../../rules/lang/schema/index.ts";
import { plain } from "../lang/cel/conformance-cases.ts";
import { DIFFERENT, LEFT_OUT } from "../lang/cel/conformance-left-out.ts";
import { readRecorded } from "../lang/cel/costs.ts";
import { type Difference, FROM_PACKAGES, FROM_RELEASES } from "../lang/cel/versions/different.ts";
import { COMPATS, recordedAnswers } from "../lang/cel/versions/record.ts";
import { RELEASES } from "../lang/cel/versions/releases.ts";
import { WRONG } from "../lang/cel/wrong/expressions.ts";
import { LIBRARIES } from "../lang/on-server/expressions.ts";

const page = emitCelDocs().get("generated/docs/cel.md")!;

/** How much the kernel was compared, with what. */
function counted(): typeof EVIDENCE {
  const answers = recordedAnswers();
  const rules = answers.filter(({ releases }) => releases !== undefined).length;
  const differing = [FROM_PACKAGES, FROM_RELEASES].flatMap((by) => Object.values<Difference>(by));
  const groups = readRecorded();
  const sizes = Object.entries({ ...LEFT_OUT, ...DIFFERENT }).map(([why, cases]) => [why, cases.length]);
  return {
    conformance: { cases: plain.length, different: Object.fromEntries(sizes) },
    versions: {
      expressions: answers.length,
      answers: answers.length * (COMPATS.length + 1) + rules * RELEASES.length,
      different: differing.reduce(
        (sum, { versions, expressions }) => sum + versions.length * expressions.length,
        0,
      ),
    },
    costs: {
      expressions: groups.reduce((sum, { expressions }) => sum + expressions.length, 0),
      evaluations: groups.reduce(
        (sum, { answers }) => sum + answers.reduce((all, one) => all + (one.evaluations?.length ?? 0), 0),
        0,
      ),
    },
    onServers: { expressions: LIBRARIES.reduce((sum, { expressions }) => sum + expressions.length, 0) },
    wrong: Object.values(WRONG).flat().length,
  };
}

if (process.env.VMOP_RECORD) {
  const file = new URL("../../codegen/emit/cel-evidence.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify(counted(), null, 2)}\n`);
} else
  test("the counts on the page are those of the tests' data; VMOP_RECORD=1 writes them down", () => {
    assert.equal(EVIDENCE, counted());
  });

test("every function and macro is on the page, with the release that accepts it", () => {
  const missing = LIBRARY.filter(
    ({ name }) => /^\w/.test(name) && !name.startsWith("_") && !name.includes("@"),
  )
    .map(({ name }) => name)
    .filter((name) => !page.includes(`\`${name}\``));
  assert.equal(missing, []);
  for (const { usage } of MACROS) assert.ok(page.includes(`\`${usage}\``), usage);
  assert.match(page, "| `lists.range` | `lists.range(int) → list(int)` | 1.35 |");
  assert.match(page, "| `list.sortBy(x, key)` | 1.35 |");
  assert.match(
    page,
    "| `sets.contains` `sets.equivalent` `sets.intersects` | `f(list(A), list(A)) → bool` | 1.30 |",
  );
  assert.match(page, "`int + int → int`");
});

test("a keyword that the page says is refused is refused", () => {
  const fields = { type: "object", properties: { a: { type: "string" } } } as const;
  for (const keyword of REFUSED) {
    const value = keyword === "id" || keyword.startsWith("$") ? "x" : { x: { type: "string" } };
    const schema = { ...fields, [keyword]: value } as JSONSchemaProps;
    assert.is.not(checkStructural(schema, "").length, 0, keyword);
  }
  assert.equal(checkStructural(fields, ""), []);
});

test("formats have the release that enforces them", () => {
  const schemas = emitSchemaDocs().get("generated/docs/schemas.md")!;
  assert.match(schemas, "| `k8sshortname` | string | 1.35 |");
  assert.match(schemas, "| `datetime` | string | any |");
});

test.run();
