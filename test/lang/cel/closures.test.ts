import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  type CelType,
  compile,
  isProgram,
  type Program,
  CelTypes as T,
} from "../../../rules/lang/cel/index.ts";
import { plain, surroundings } from "./conformance-cases.ts";

type Variables = { readonly [name: string]: CelType };

function programOf(source: string, variables: Variables, codegen?: "text" | "closures"): Program | undefined {
  const env = { compat: "1.37", variables, mixedLiterals: true };
  const compiled = compile(source, env, codegen && { codegen });
  return isProgram(compiled) ? compiled : undefined;
}

/** Value or error, and what it cost, so that any two answers that differ read differently. */
function answer(program: Program | undefined, activation: object, budget = 100_000): unknown {
  const left = { remaining: budget };
  const result = program?.evaluateValue(activation as never, left);
  return { result, cost: budget - left.remaining };
}

function assertSame(source: string, variables: Variables, activation: object, budget?: number): void {
  const [text, closures] = (["text", "closures"] as const).map((codegen) =>
    answer(programOf(source, variables, codegen), activation, budget),
  );
  assert.equal(closures, text, source);
}

test(`closures and generated code give the same value or error at the same cost: ${plain.length} conformance cases`, () => {
  let evaluated = 0;
  for (const { spec } of plain) {
    const { variables, activation } = surroundings(spec);
    if (programOf(spec.expr, variables)) evaluated++;
    assertSame(spec.expr, variables, activation);
  }
  assert.ok(evaluated > 1000, `${evaluated} compile`);
});

const self = T.object("self", {
  n: { json: "n", type: T.int },
  s: { json: "s", type: T.string },
  b: { json: "b", type: T.bool },
  list: { json: "list", type: T.list(T.int) },
  m: { json: "m", type: T.map(T.string, T.int) },
  any: { json: "any", type: T.dyn },
});

const infix = (
  part: fc.Arbitrary<unknown>,
  operators: readonly string[],
  other = part,
): fc.Arbitrary<string> =>
  fc.tuple(part, fc.constantFrom(...operators), other).map(([l, op, r]) => `(${l} ${op} ${r})`);

/** Expressions over `self`, many of which fail on some data. */
const expressions = fc.letrec((tie) => ({
  int: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(
      "self.n",
      "1",
      "0",
      "-7",
      "9223372036854775807",
      "size(self.s)",
      "self.list[1]",
      "self.m.k",
      "self.m['q']",
    ),
    infix(tie("int"), ["+", "-", "*", "/", "%"]),
    fc.tuple(tie("bool"), tie("int"), tie("int")).map(([c, l, r]) => `(${c} ? ${l} : ${r})`),
    fc.tuple(tie("ints"), tie("int")).map(([list, i]) => `${list}[${i}]`),
    tie("ints").map((list) => `${list}.map(x, x + self.n).sum()`),
    tie("int").map((n) => `self.?n.optMap(v, v + ${n}).orValue(${n})`),
    tie("int").map((n) => `self.m[?'q'].or(optional.of(${n})).value()`),
    tie("int").map((n) => `int(dyn(${n}))`),
  ),
  text: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("self.s", "'a'", "'\\u00e9\\'\\\\\\n'", "'😀'", "string(self.n)"),
    infix(tie("text"), ["+"]),
  ),
  ints: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("self.list", "[1, 2, 3]", "[]", "[?self.?n, 1]"),
    infix(tie("ints"), ["+"]),
    fc.tuple(tie("ints"), tie("int")).map(([list, n]) => `${list}.filter(x, x > ${n})`),
    fc.tuple(tie("int"), tie("ints")).map(([n, list]) => `${list}.transformList(i, x, i + x / ${n})`),
  ),
  bool: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(
      "self.b",
      "true",
      "false",
      "has(self.n)",
      "self.any",
      "self.any == 1",
      "self.any.x > 1",
      "'k' in self.m",
    ),
    infix(tie("int"), ["<", "<=", "==", "!=", ">", ">="]),
    infix(tie("text"), ["<", "==", "!="]),
    infix(tie("bool"), ["&&", "||"]),
    tie("bool").map((b) => `!(${b})`),
    fc
      .tuple(tie("ints"), tie("int"), tie("bool"))
      .map(([list, n, b]) => `${list}.all(x, x / ${n} > 0 || ${b})`),
    fc
      .tuple(tie("ints"), tie("bool"))
      .map(([list, b]) => `${list}.exists(x, self.list.exists_one(y, y == x) && ${b})`),
    tie("int").map((n) => `self.m.transformMap(k, v, v + ${n}).all(k, v, v > 0)`),
    fc.tuple(tie("ints"), tie("ints")).map(([l, r]) => `${l} == ${r}`),
    fc.tuple(tie("int"), tie("ints")).map(([n, list]) => `${n} in ${list}`),
  ),
}));

const data = fc.record(
  {
    n: fc.constantFrom(0, 1, 3, -2, Number.MAX_SAFE_INTEGER),
    s: fc.constantFrom("", "a", "é'\\\n", "😀"),
    b: fc.boolean(),
    list: fc.array(fc.integer({ min: -2, max: 3 }), { maxLength: 4 }),
    m: fc.constantFrom({}, { k: 1 }, { k: 1, q: 2 }),
    any: fc.constantFrom(1, "x", true, null, { x: 2 }, [1]),
  },
  { requiredKeys: [] },
);

test("closures and generated code agree on random expressions over data with gaps, also when the budget ends", () => {
  fc.assert(
    fc.property(expressions.bool, data, fc.constantFrom(100_000, 40, 7), (source, own, budget) => {
      assertSame(source as string, { self }, { self: own }, budget);
    }),
    { numRuns: 600 },
  );
});

test("where code may not be made from text, closures are used unasked", () => {
  const kernel = new URL("../../../rules/lang/cel/index.ts", import.meta.url).href;
  const script = `
    import { compile, CelTypes } from ${JSON.stringify(kernel)};
    const list = CelTypes.list(CelTypes.int);
    const rule = compile("l.all(i, i + 1 > 3)", { compat: "1.37", variables: { l: list } });
    console.log(JSON.stringify([rule.evaluate({ l: [3, 4] }), rule.evaluate({ l: [3, 2] })]));`;
  const flags = ["--disallow-code-generation-from-strings", "--import", "tsx", "--input-type=module"];
  const run = spawnSync(process.execPath, [...flags, "--eval", script], { encoding: "utf8" });
  assert.equal(JSON.parse(run.stdout), [
    { ok: true, value: true },
    { ok: true, value: false },
  ]);
});

// biome-ignore format: a table
const FAILURES: readonly (readonly [string, object, string | undefined])[] = [
  ["self.n == 1",                             {},                  "1:4 select"],
  ["self.n > 0 && 10 / self.n > 1",           { n: 3 },            undefined],
  ["self.n == 0 && 10 / self.n > 1",          { n: 0 },            "1:18 call"],
  ["self.b ||\n  self.list[7] == 2",          { b: false, list: [] }, "2:11 call"],
  ["self.list.all(i, 10 / i > 1)",            { list: [5, 0] },    "1:20 call"],
  ["self.n + self.m.missing == 3",            { n: 1, m: {} },     "1:15 select"],
  ["'é' + self.s == ''",                      {},                  "1:10 select"],
  ["has(self.n) ? self.s == '' : self.b",     {},                  "1:33 select"],
  ["self.any + 1 > 2",                        { any: "x" },        "1:9 call"],
  ["self.n > 1 || self.b",                    { b: true },         undefined],
];

test("an error's place is the innermost part that failed", () => {
  for (const [source, own, expected] of FAILURES) {
    const result = programOf(source, { self })!.evaluate({ self: own });
    const place = result.ok ? undefined : result.error.place!();
    assert.is(place && `${place.line}:${place.column} ${place.node.kind}`, expected, source);
  }
});

test("what only costs too much has no place, and errors are alike wherever they come from", () => {
  const broke = programOf("self.list.all(i, i > 0)", { self })!.evaluate(
    { self: { list: [1] } },
    { remaining: 1 },
  );
  assert.ok(!broke.ok && broke.error.place!() === undefined);
  const error = { code: "noSuchKey", message: "no such key: s" };
  assert.equal(programOf("self.s == ''", { self })!.evaluate({ self: {} }), { ok: false, error });
});

test.run();
