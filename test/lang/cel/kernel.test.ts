import { Environment as SecondOpinion } from "@marcbachmann/cel-js";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  type CelResult,
  type CelType,
  celOptional,
  compile,
  escapeName,
  estimateCost,
  formatIssues,
  isProgram,
  type Program,
  parse,
  print,
  rename,
  rt,
  CelTypes as T,
} from "../../../rules/lang/cel/index.ts";

const item = T.object("item", {
  name: { json: "name", type: T.string },
  value: { json: "value", type: T.int },
});
const self = T.object("self", {
  x: { json: "x", type: T.int },
  s: { json: "s", type: T.string },
  d: { json: "d", type: T.double },
  at: { json: "at", type: T.timestamp },
  port: { json: "port", type: T.dyn },
  a__dash__b: { json: "a-b", type: T.string },
  __namespace__: { json: "namespace", type: T.string },
  items: { json: "items", type: T.list(item) },
  named: { json: "named", type: T.list(item, { type: "map", keys: ["name"] }) },
  set: { json: "set", type: T.list(T.string, { type: "set" }) },
  m: { json: "m", type: T.map(T.string, T.string) },
});

type Variables = { readonly [name: string]: CelType };
const TYPED: Variables = { self, oldSelf: self };
const DYNAMIC: Variables = { object: T.dyn, oldObject: T.dyn };

function program(source: string, variables: Variables = TYPED, compat = "1.37"): Program {
  const compiled = compile(source, { compat, variables });
  if (!isProgram(compiled)) throw new Error(formatIssues(source, compiled.issues));
  return compiled;
}

function complaint(source: string, variables: Variables = TYPED, compat = "1.37"): string {
  const compiled = compile(source, { compat, variables });
  return isProgram(compiled) ? "" : formatIssues(source, compiled.issues);
}

/** The value, or the code of the error. */
function answer(result: CelResult): unknown {
  return result.ok ? result.value : result.error.code;
}
const run = (source: string, activation: object, variables: Variables = TYPED): unknown =>
  answer(program(source, variables).evaluate(activation as never));

function table(
  name: string,
  activation: object,
  variables: Variables,
  rows: readonly (readonly [string, unknown])[],
): void {
  test(name, () => {
    for (const [source, expected] of rows) assert.equal(run(source, activation, variables), expected, source);
  });
}

// biome-ignore format: a table
table("an error on one side is absorbed when the other side decides", { self: {} }, TYPED, [
  ["self.x > 0 || true",                       true],
  ["true || self.x > 0",                       true],
  ["self.x > 0 && false",                      false],
  ["false && self.x > 0",                      false],
  ["self.x > 0 || false",                      "noSuchKey"],
  ["self.x > 0 && true",                       "noSuchKey"],
  ["[0, 1].exists(i, 1 / i == 1)",             true],
  ["[0, 1].all(i, 1 / i == 5)",                false],
  ["[0, 1].all(i, 1 / i == 1)",                "divideByZero"],
  ["[0, 1].exists_one(i, 1 / i == 1)",         "divideByZero"],
  ["false ? self.x : 3",                       3],
]);

const full = {
  x: 3,
  s: "abc",
  d: 2,
  at: "2024-02-29T12:00:00.5Z",
  port: 80,
  "a-b": "dash",
  namespace: "ns",
  items: [
    { name: "a", value: 1 },
    { name: "b", value: 2 },
  ],
  named: [
    { name: "a", value: 1 },
    { name: "b", value: 2 },
  ],
  set: ["p", "q"],
  m: { k: "v" },
  hidden: 1,
};

// biome-ignore format: a table
table("values are read by their declared type", { self: full, oldSelf: full }, TYPED, [
  ["self.x + 1",                                              4],
  ["self.d / 4.0",                                            0.5],
  ["type(self.d) == double",                                  true],
  ["self.at.getDayOfYear()",                                  59],
  ["self.at.getHours('Asia/Tokyo')",                          21],
  ["self.at + duration('30m') > self.at",                     true],
  ["self.port == 80 && type(self.port) == int",               true],
  ["self.a__dash__b",                                         "dash"],
  ["self.namespace + self.__namespace__",                     "nsns"],
  ["self.items[1].name",                                      "b"],
  ["self.items.filter(i, i.value > 1).map(i, i.name)",        ["b"]],
  ["self.m.k + self.m['k']",                                  "vv"],
  ["self.m['none']",                                          "noSuchKey"],
  ["has(self.m.k) && !has(self.m.none)",                      true],
  ["self.items[2].name == 'x'",                               "invalid"],
  ["self.?s.orValue('none') + self.items[?7].name.orValue('!')", "abc!"],
  ["self == oldSelf",                                         true],
  ["dyn(self).size()",                                        12],
]);

// biome-ignore format: a table
table("null properties and missing ones are absent, defaults of `has`", { self: { s: null } }, TYPED, [
  ["has(self.s)",            false],
  ["self.s == 'a'",          "noSuchKey"],
  ["self.?s.hasValue()",     false],
  ["has(self.items)",        false],
]);

const other = {
  named: [full.named[1], full.named[0]],
  set: ["q", "p"],
  items: [full.items[1], full.items[0]],
};

// biome-ignore format: a table
table("sets and map-lists compare and add by their own rules", { self: full, oldSelf: other }, TYPED, [
  ["self.set == oldSelf.set",                                 true],
  ["self.named == oldSelf.named",                             true],
  ["self.items == oldSelf.items",                             false],
  ["self.set + ['q', 'r']",                                   ["p", "q", "r"]],
  ["(self.named + oldSelf.named).size()",                     2],
  ["self.items + oldSelf.items == oldSelf.items",             false],
]);

const SET_ONCE = "(!has(oldSelf.x) || has(self.x)) && (!has(oldSelf.x) || self.x == oldSelf.x)";

test("a set-once field may be set, kept, and neither changed nor removed", () => {
  const rule = program(SET_ONCE);
  const verdict = (before: object, after: object): unknown =>
    answer(rule.evaluate({ oldSelf: before, self: after }));
  assert.is(verdict({}, {}), true);
  assert.is(verdict({}, { x: 1 }), true);
  assert.is(verdict({ x: 1 }, { x: 1 }), true);
  assert.is(verdict({ x: 1 }, { x: 2 }), false);
  assert.is(verdict({ x: 1 }, {}), false);
});

test("an optional oldSelf is there or not", () => {
  const rule = program("!oldSelf.hasValue() || oldSelf.value().x <= self.x", {
    self,
    oldSelf: T.optional(self),
  });
  assert.is(answer(rule.evaluate({ self: { x: 1 }, oldSelf: celOptional.none() })), true);
  assert.is(answer(rule.evaluate({ self: { x: 1 }, oldSelf: celOptional.of({ x: 2 }) })), false);
});

const object = {
  spec: { n: 3, f: 1.5, list: [1, 2.5, "x", null], "a-b": { c: true } },
  metadata: { labels: {} },
};

// biome-ignore format: a table
table("schemaless values take their type from the data", { object, oldObject: null }, DYNAMIC, [
  ["object.spec.n + 1",                                       4],
  ["object.spec.n + 1.0",                                     "noSuchOverload"],
  ["object.spec.n < 3.5 && object.spec.f > 1",                true],
  ["type(object.spec.n) == int && type(object.spec.f) == double", true],
  ["object.spec['a-b'].c",                                    true],
  ["oldObject == null",                                       true],
  ["has(object.metadata.labels) && !has(object.metadata.annotations)", true],
  ["has(oldObject.spec)",                                     false],
  ["oldObject.spec",                                          "noSuchKey"],
  ["oldObject['spec']",                                       "noSuchKey"],
  ["has(object.spec.list.x)",                                 "invalid"],
  ["object.spec.list.exists(e, e == 2.5)",                    true],
  ["object.spec.list[3] == null",                             true],
  ["object.spec.n && true",                                   "noSuchOverload"],
  ["object.spec.?missing.orValue('d')",                       "d"],
]);

test("a dyn variable computed on access is left alone until an expression reaches it", () => {
  let computed = 0;
  const activation = {
    get object(): unknown {
      computed++;
      return { n: 1 };
    },
  };
  assert.is(answer(program("false && object.n == 1", DYNAMIC).evaluate(activation)), false);
  assert.is(computed, 0);
  assert.is(answer(program("object.n == 1", DYNAMIC).evaluate(activation)), true);
});

// biome-ignore format: a table
table("integers are exact to 64 bits and never wrap", {}, {}, [
  ["9007199254740993 - 1",                      9007199254740992n],
  ["9223372036854775807 + 1",                   "overflow"],
  ["-9223372036854775808 - 1",                  "overflow"],
  ["3037000500 * 3037000500",                   "overflow"],
  ["-7 / 2",                                    -3],
  ["-7 % 2",                                    -1],
  ["1 / 0",                                     "divideByZero"],
  ["uint(1) - 2u",                              "overflow"],
]);

// biome-ignore format: a table
table("Kubernetes' libraries", {}, {}, [
  ["quantity('1Gi').isGreaterThan(quantity('1G'))",           true],
  ["quantity('1.5').isInteger()",                             false],
  ["quantity('2k').add(1).asInteger()",                       2001],
  ["quantity('1000m') == quantity('1')",                      true],
  ["isQuantity('1.5.2')",                                     false],
  ["ip('::1').isLoopback() && ip('10.0.0.1').family() == 4",  true],
  ["isIP('::ffff:1.2.3.4') || isIP('01.2.3.4')",              false],
  ["ip.isCanonical('2001:DB8::1')",                           false],
  ["cidr('10.0.0.0/8').containsIP('10.1.2.3')",               true],
  ["string(cidr('10.1.2.3/8').masked())",                     "10.0.0.0/8"],
  ["url('https://a.b:80/c?x=1&x=2').getQuery()['x']",         ["1", "2"]],
  ["url('https://[::1]:80/c').getHostname()",                 "::1"],
  ["isURL('../x')",                                           false],
  ["semver('1.2.3').isLessThan(semver('1.10.0-a'))",          true],
  ["semver('v1.2', true).minor()",                            2],
  ["format.dns1123Label().validate('ok').hasValue()",         false],
  ["format.named('uuid').value().validate('x').hasValue()",   true],
  ["'a1b22'.findAll('[0-9]+')",                               ["1", "22"]],
  ["[3, 1, 2].sort()",                                        [1, 2, 3]],
  ["['bb', 'a'].sortBy(s, s.size())",                         ["a", "bb"]],
  ["[1, 2, 3].sum() + [4, 5].max()",                          11],
  ["lists.range(3).reverse()",                                [2, 1, 0]],
  ["sets.equivalent([1, 1, 2], [2, 1])",                      true],
  ["{'a': 1, 'b': 2}.transformMap(k, v, v + 1)",              { a: 2, b: 3 }],
  ["'%s has %d'.format([dyn('x'), 2])",                            "x has 2"],
]);

// biome-ignore format: a table
const REFUSED: readonly (readonly [string, string])[] = [
  ["self.zz",                   "ERROR: <input>:1:5: undefined field 'zz'\n | self.zz\n | ....^"],
  ["self.x + 'a'",              "ERROR: <input>:1:8: found no matching overload for '_+_' applied to '(int, string)'\n | self.x + 'a'\n | .......^"],
  ["zz == 1",                   "ERROR: <input>:1:1: undeclared reference to 'zz' (in container '')\n | zz == 1\n | ^"],
  ["[1, 'a']",                  "ERROR: <input>:1:5: expected type 'int' but found 'string'\n | [1, 'a']\n | ....^"],
  ["self.s.matches('(')",       "ERROR: <input>:1:16: invalid matches argument\n | self.s.matches('(')\n | ...............^"],
  ["has(self)",                 "ERROR: <input>:1:5: invalid argument to has() macro\n | has(self)\n | ....^"],
  ["self.x.all(i, true)",       "ERROR: <input>:1:5: expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)\n | self.x.all(i, true)\n | ....^"],
];

test("what does not fit is refused in cel-go's words", () => {
  for (const [source, text] of REFUSED) assert.is(complaint(source), text);
});

test("a library is refused before its version", () => {
  const uses: readonly (readonly [string, string])[] = [
    ["quantity('1') == quantity('1')", "1.28"],
    ["isIP('a')", "1.30"],
    ["[1].all(i, e, e > 0)", "1.32"],
    ["isSemver('1.0.0')", "1.33"],
    ["lists.range(2)", "1.34"],
  ];
  for (const [source, since] of uses) {
    const before = `1.${Number(since.slice(2)) - 1}`;
    assert.is(complaint(source, TYPED, since), "", source);
    assert.match(complaint(source, TYPED, before), "undeclared reference", source);
  }
});

test("hostile names and texts stay data", () => {
  const variables = { self: T.map(T.string, T.dyn), object: T.dyn };
  const activation = { self: { ok: 1 }, object: { ok: 1 } };
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    assert.is(run(`self.${name} == 1`, activation, variables), "noSuchKey", name);
    assert.is(run(`has(object.${name})`, activation, variables), false, name);
    assert.match(complaint(`self.x.${name}`), "does not support field selection");
    assert.match(complaint(name), "undeclared reference");
    assert.match(complaint(`self.${name}`), "undefined field");
  }
  const text = '"); throw 1; ("\\u2028\\n`$ {1}\\\\';
  assert.is(run(`'${text}'.size() > 0`, {}), true);
  assert.equal(run("{'__proto__': 1}.map(k, k)", {}), ["__proto__"]);
  assert.is(run("[1].map(rt, rt + 1)[0]", {}), 2);
});

test("no text makes the parser throw or hang", () => {
  const size = 200_000;
  for (const text of [
    "(".repeat(size),
    "[".repeat(size / 4),
    `1${"+1".repeat(2000)}`,
    `a${".a".repeat(2000)}`,
    "\ud800",
    "'",
  ]) {
    assert.ok("issues" in parse(text), text.slice(0, 20));
  }
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      const parsed = parse(text);
      return "ast" in parsed || parsed.issues.length > 0;
    }),
    { numRuns: 300 },
  );
});

test("loops stop when the budget does", () => {
  const nested = "l.all(a, l.all(b, l.all(c, a + b + c >= 0)))";
  const l = Array.from({ length: 1000 }, (_, i) => i);
  assert.is(run(nested, { l }, { l: T.list(T.int) }), "budget");
  const budget = { remaining: 100 };
  assert.is(answer(program("l.all(a, a >= 0)", { l: T.list(T.int) }).evaluate({ l }, budget)), "budget");
  assert.ok(budget.remaining < 0);
  const enough = { remaining: 10_000 };
  assert.is(answer(program("l.all(a, a >= 0)", { l: T.list(T.int) }).evaluate({ l }, enough)), true);
  assert.is(enough.remaining, 10_000 - (1 + 1 + 1000 * 5));
});

test("the estimate grows with the schema's bounds", () => {
  const rule = program("self.items.all(i, self.items.exists(j, i.name == j.name))");
  const sized = (list: number, text: number) => (path: string) => ({
    min: 0,
    max: path.endsWith(".name") ? text : list,
  });
  const limit = 10_000_000;
  assert.ok(estimateCost(rule, sized(10, 63)).max < limit);
  assert.ok(estimateCost(rule, sized(3_000_000, 3_000_000)).max > limit);
  assert.is(estimateCost(rule, () => undefined).max, Number.POSITIVE_INFINITY);
  assert.equal(
    estimateCost(program("self.x == 1"), () => undefined),
    { min: 3, max: 3 },
  );
});

test("reads and tests are static paths of free names", () => {
  const rule = program("has(oldSelf.x) && self.items.all(i, i.name != self.s) && size(self.m.k) > 0");
  assert.equal(rule.reads, ["oldSelf.x", "self.items", "self.m.k", "self.s"]);
  assert.equal(rule.tested, ["oldSelf.x"]);
  const optional = program(
    "type(self.?items[?0].name.orValue('')) == string && sets.contains([self.x], [1])",
  );
  assert.equal(optional.reads, ["self.items", "self.x"]);
  assert.equal(optional.tested, ["self.items"]);
});

const PRINTED = [
  "a.b[0].c(1, -2)",
  "!(a && b) || c ? d : (e ? f : g)",
  "(a ? b : c) ? d : e",
  "a - (b - c) * -(1)",
  "[1, ?o, 'q\"\\n']",
  "{?'k': o, 1u: 1e10}",
  "has(a.b) && a.all(x, x.exists(y, y in x))",
  "a.?b[?0].optMap(v, v + 1)",
  "a.map(x, x > 1, x * 2).sortBy(k, -k)",
  "a && b && c && d || (e && (f && g))",
  "!!!a",
  "-(-(a))",
];

test("printing gives back the tree", () => {
  const shape = (source: string): string => {
    const parsed = parse(source);
    if ("issues" in parsed) throw new Error(formatIssues(source, parsed.issues));
    return JSON.stringify(parsed.ast, (key, value) =>
      key === "pos" ? undefined : typeof value === "bigint" ? `${value}n` : value,
    );
  };
  for (const source of PRINTED) {
    const parsed = parse(source);
    if ("issues" in parsed) throw new Error(formatIssues(source, parsed.issues));
    assert.is(shape(print(parsed.ast)), shape(source), source);
  }
});

test("renaming replaces free names only", () => {
  const parsed = parse("self.x == 1 && self.l.all(self, self.y) && has(self.z)");
  if ("issues" in parsed) throw new Error("does not parse");
  assert.is(
    print(rename(parsed.ast, { self: "object.spec" })),
    "object.spec.x == 1 && object.spec.l.all(self, self.y) && has(object.spec.z)",
  );
});

test("property names are escaped as Kubernetes does", () => {
  // biome-ignore format: a table
  const names: readonly (readonly [string, string | undefined])[] = [
    ["plain", "plain"], ["a-b", "a__dash__b"], ["a.b/c", "a__dot__b__slash__c"], ["a__b", "a__underscores__b"],
    ["namespace", "__namespace__"], ["1a", undefined], ["a b", undefined], ["é", undefined],
  ];
  for (const [json, escaped] of names) assert.is(escapeName(json), escaped, json);
});

test("generated source gives the same answers through the runtime", () => {
  const rule = program(SET_ONCE);
  const fn = new Function(`return ${rule.toJavaScript()}`)();
  assert.equal(rt.run(fn, { self: { x: 1 }, oldSelf: { x: 2 } }), { ok: true, value: false });
});

/** Integer and boolean expressions over a, b, p. */
const expressions = fc.letrec((tie) => ({
  number: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("a", "b"),
    fc.integer({ min: -9, max: 9 }).map((n) => `(${n})`),
    fc
      .tuple(tie("number"), fc.constantFrom("+", "-", "*"), tie("number"))
      .map(([l, op, r]) => `(${l} ${op} ${r})`),
    fc.tuple(tie("boolean"), tie("number"), tie("number")).map(([c, l, r]) => `(${c} ? ${l} : ${r})`),
  ),
  boolean: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("p", "true", "false"),
    fc
      .tuple(tie("number"), fc.constantFrom("<", "<=", "==", "!=", ">", ">="), tie("number"))
      .map(([l, op, r]) => `(${l} ${op} ${r})`),
    fc
      .tuple(tie("boolean"), fc.constantFrom("&&", "||"), tie("boolean"))
      .map(([l, op, r]) => `(${l} ${op} ${r})`),
    fc.tuple(tie("number"), tie("boolean")).map(([n, c]) => `([1, 2, ${n}].exists(x, x > a && ${c}))`),
  ),
}));

test("an independent evaluator agrees on a small language", () => {
  const second = new SecondOpinion()
    .registerVariable("a", "int")
    .registerVariable("b", "int")
    .registerVariable("p", "bool");
  const small = fc.integer({ min: -100, max: 100 });
  fc.assert(
    fc.property(expressions.boolean, small, small, fc.boolean(), (source, a, b, p) => {
      const ours = run(source as string, { a, b, p }, { a: T.int, b: T.int, p: T.bool });
      assert.is(ours, second.evaluate(source as string, { a: BigInt(a), b: BigInt(b), p }), source as string);
    }),
    { numRuns: 200 },
  );
});

test.run();
