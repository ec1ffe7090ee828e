/**
 * The conformance suite of the CEL specification, as far as Kubernetes has it: no protobuf messages, no enums.
 * A case passes when compiling or evaluating gives exactly the value or an error where one is expected.
 */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { equals } from "../../../rules/lang/cel/equality.ts";
import { compile, formatIssues, isProgram } from "../../../rules/lang/cel/index.ts";
import { typeName } from "../../../rules/lang/cel/json.ts";
import { Double, Optional } from "../../../rules/lang/cel/values.ts";
import { type Json, plain, surroundings, value } from "./conformance-cases.ts";
import { DIFFERENT, LEFT_OUT } from "./conformance-left-out.ts";

function same(actual: unknown, expected: unknown): boolean {
  if (expected instanceof Double && actual instanceof Double && Number.isNaN(expected.value))
    return Number.isNaN(actual.value);
  if (actual instanceof Optional) return false;
  return typeName(actual) === typeName(expected) && equals(actual, expected);
}

/** What is wrong with our answer; undefined when nothing is. */
function failure(spec: Json): string | undefined {
  const { variables, activation } = surroundings(spec);
  const program = compile(spec.expr, { compat: "1.37", variables, mixedLiterals: true });
  const wantsError = spec.evalError !== undefined || spec.anyEvalErrors !== undefined;
  if (!isProgram(program)) return wantsError ? undefined : formatIssues(spec.expr, program.issues);
  const result = program.evaluateValue(activation);
  if (!result.ok) return wantsError ? undefined : `${result.error.code}: ${result.error.message}`;
  const expected = spec.typedResult?.result ?? spec.value ?? { boolValue: true };
  if (wantsError) return `expected an error, got ${String(result.value)}`;
  return same(result.value, value(expected))
    ? undefined
    : `expected ${JSON.stringify(expected)}, got ${show(result.value)}`;
}

function show(actual: unknown): string {
  return `${typeName(actual)} ${JSON.stringify(actual, (_, v) => (typeof v === "bigint" ? `${v}n` : v))}`;
}

const leftOut = new Set(Object.values(LEFT_OUT).flat());
const different = new Set(Object.values(DIFFERENT).flat());

test(`conformance: ${plain.length} cases give the specified value or error`, () => {
  const failed = plain.flatMap(({ path, spec }) => {
    if (leftOut.has(path) || different.has(path)) return [];
    const why = failure(spec);
    return why === undefined ? [] : [`${path}: ${spec.expr}\n    ${why}`];
  });
  assert.is(failed.join("\n"), "");
});

test("every case left out exists, fails, and is at most one in fifty", () => {
  const byPath = new Map(plain.map((c) => [c.path, c.spec]));
  const wrong = [...leftOut, ...different].filter(
    (path) => !byPath.has(path) || failure(byPath.get(path)) === undefined,
  );
  assert.equal(wrong, []);
  assert.ok(leftOut.size <= plain.length / 50, `${leftOut.size} of ${plain.length}`);
});

test.run();
