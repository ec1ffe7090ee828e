import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  type CelResult,
  type CelType,
  compile,
  formatIssues,
  isProgram,
  type Program,
  CelTypes as T,
} from "../../../rules/lang/cel/index.ts";

const variables: { readonly [name: string]: CelType } = {
  a: T.dyn,
  s: T.string,
  l: T.list(T.int),
  m: T.map(T.string, T.dyn),
  o: T.object("o", { x: { json: "x", type: T.int } }),
};

/** Long enough for a busy machine, far too short for anything that grows faster than the text. */
const LIMIT_MS = 3000;

function timed<R>(run: () => R): R {
  const started = performance.now();
  const result = run();
  const took = performance.now() - started;
  assert.ok(took < LIMIT_MS, `took ${Math.round(took)} ms`);
  return result;
}

function refused(source: string): string {
  const compiled = timed(() => compile(source, { compat: "1.37", variables }));
  return isProgram(compiled) ? "" : formatIssues(source, compiled.issues).split("\n")[0]!;
}

function both(source: string): readonly Program[] {
  return (["text", "closures"] as const).map((codegen) => {
    const compiled = compile(source, { compat: "1.37", variables }, { codegen });
    if (!isProgram(compiled)) throw new Error(formatIssues(source, compiled.issues));
    return compiled;
  });
}

/** What generated code and closures both answer. */
function answer(source: string, activation: object): unknown {
  const [text, closures] = both(source).map((program) =>
    timed(() => program.evaluate(activation as never)),
  ) as [CelResult, CelResult];
  assert.equal(text, closures, source);
  return text.ok ? text.value : text.error.code;
}

const TOO_DEEP = "ERROR: <input>:-1:0: expression recursion limit exceeded: 250";
const TOO_NESTED = "ERROR: <input>:-1:0: max recursion depth exceeded";
const tooLong = (size: number): string =>
  `ERROR: <input>:-1:0: expression code point size exceeds limit: size: ${size}, limit 100000`;
const many = (text: string, times: number): string => text.repeat(times);

// biome-ignore format: a table
const TEXTS: readonly (readonly [string, string, string])[] = [
  ["100,000 parentheses",          many("(", 50_000) + many(")", 50_000),           TOO_DEEP],
  ["100,001 parentheses",          many("(", 100_001),                              tooLong(100_001)],
  ["open parentheses",             many("(", 100_000),                              TOO_DEEP],
  ["open brackets",                many("[", 100_000),                              TOO_DEEP],
  ["maps in maps",                 many("{1:", 30_000),                             TOO_DEEP],
  ["calls in calls",               many("f(", 50_000),                              TOO_DEEP],
  ["deep choices",                 `${many("true ? 1 : ", 8000)}1`,                 TOO_DEEP],
  ["a long path",                  `a${many(".a", 49_999)}`,                        TOO_NESTED],
  ["a long optional path",         `a${many(".?a", 33_000)}`,                       TOO_NESTED],
  ["many indexes",                 `a${many("[0]", 33_000)}`,                       TOO_NESTED],
  ["many methods",                 `s${many(".trim()", 14_000)}`,                   TOO_NESTED],
  ["a long sum",                   `1${many("+1", 49_999)}`,                        TOO_NESTED],
  ["a long comparison",            `1${many("<1", 49_999)}`,                        TOO_NESTED],
  ["a sum of groups",              many("1+(", 30_000),                             TOO_DEEP],
  ["macros in macros",             many("[1].all(i, ", 8000),                       TOO_DEEP],
  ["a literal of a megabyte",      `'${many("x", 1_000_000)}'`,                     tooLong(1_000_002)],
  ["wide characters",              `'${many("😀", 100_000)}'`,                      tooLong(100_002)],
  ["closing parentheses",          many(")", 100_000),                              "ERROR: <input>:-1:0: error recovery token lookahead limit exceeded: 256"],
  ["quotes",                       many("'", 99_999),                               "ERROR: <input>:-1:0: error recovery token lookahead limit exceeded: 256"],
  ["backslashes",                  `'${many("\\", 99_999)}`,                        "ERROR: <input>:1:1: Syntax error: token recognition error at: "],
  ["no tokens",                    many("#", 100_000),                              "ERROR: <input>:1:1: Syntax error: token recognition error at: '#'"],
  ["unknown names",                `x${many(" && x", 19_999)}`,                     "ERROR: <input>:1:1: undeclared reference to 'x' (in container '')"],
  ["a digit too many",             many("9", 100_000),                              "ERROR: <input>:1:1: invalid int literal"],
  ["an exponent too many",         `1e${many("9", 90_000)}`,                        "ERROR: <input>:1:1: invalid double literal"],
  ["a lone surrogate",             "\ud800",                                        "ERROR: <input>:1:1: Syntax error: token recognition error at: '\ud800'"],
  ["a pattern too large",          `s.matches('${many("(", 6)}a${many("{100})", 6)}')`, "ERROR: <input>:1:11: invalid matches argument"],
];

for (const [what, source, message] of TEXTS) {
  test(`${what}: refused at once, as a cluster does`, () => {
    const said = refused(source);
    assert.ok(said.startsWith(message) && said !== "", said.slice(0, 200));
  });
}

test("a chain that doubles with every link is refused at once", () => {
  const chain = (links: number): string => `a.?x${many(".optMap(x, x + 1)", links)}`;
  assert.is(refused(chain(4)), "");
  assert.match(refused(chain(40)), "the macros of this expression repeat");
});

test("an error deep inside other work is a value as well", () => {
  const deep = (levels: number): string =>
    levels === 0 ? refused(many("(", 240) + "1 +" + many(")", 240)) : deep(levels - 1);
  assert.ok(deep(2000).startsWith("ERROR: "));
});

// biome-ignore format: a table
const LARGE: readonly (readonly [string, string, object, unknown])[] = [
  ["many negations",         `${many("!", 99_000)}true`,                     {}, true],
  ["many conditions",        `true${many("&&true", 16_000)}`,                {}, true],
  ["a list of 33,000",       `size([${many("1, ", 33_000)}1])`,              {}, 33_001],
  ["a map of 11,000",        `size({${Array.from({ length: 11_000 }, (_, i) => `${i}:1`).join(",")}})`, {}, 11_000],
  ["a long literal",         `size('${many("x", 99_000)}')`,                 {}, 99_000],
  ["a long bytes literal",   `size(b'${many("é", 90_000)}')`,                {}, 180_000],
  ["249 groups",             `${many("(", 249)}1${many(")", 249)}`,          {}, 1],
  ["nested loops",           "l.all(a, l.all(b, l.all(c, l.all(d, a + b + c + d >= 0))))", { l: Array.from({ length: 500 }, (_, i) => i) }, "budget"],
  ["lists that grow",        `[1, 2]${many(".map(x, [x, x])", 20)}.size()`,  {}, 2],
  ["text that grows",        `'x'${Array.from({ length: 30 }, () => ".replace('x', 'xxxxxxxxxx')").join("")}.size() > 0`, {}, "budget"],
  ["a pattern that explodes elsewhere", "s.matches('^(a+)+$')",              { s: `${many("a", 5000)}!` }, false],
  ["alternatives that explode elsewhere", "s.matches('^(a|a|aa)*$')",        { s: `${many("a", 5000)}!` }, false],
  ["a pattern from data",    "'x'.matches(s)",                               { s: `${many("(", 6)}a${many("{100})", 6)}` }, "invalid"],
  ["a range from data",      "lists.range(l[0]).size() > 0",                 { l: [1_000_000_000_000] }, "invalid"],
];

for (const [what, source, activation, expected] of LARGE) {
  test(`${what}: answered in bounded time`, () => {
    assert.is(answer(source, activation), expected);
  });
}

test("names that objects inherit are no entries, fields or variables", () => {
  const data = { a: { x: 1 }, m: { x: 1 }, o: { x: 1 } };
  for (const name of ["__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty"]) {
    assert.match(refused(name), "undeclared reference");
    assert.match(refused(`${name}()`), "undeclared reference");
    assert.match(refused(`s.${name}()`), "undeclared reference");
    assert.match(refused(`o.${name}`), "undefined field");
    assert.match(refused(`${name}{}`), "undeclared reference");
    assert.match(refused(`o{${name}: 1}`), "not a type");
    assert.is(answer(`has(a.${name}) || has(m.${name}) || '${name}' in m`, data), false);
    assert.is(answer(`a.${name} == 1`, data), "noSuchKey");
    assert.is(answer(`m['${name}'] == 1`, data), "noSuchKey");
    assert.is(answer(`{'${name}': 2}.${name} == 2 && {'${name}': 2}.exists(k, k == '${name}')`, data), true);
    assert.is(answer(`[1].all(${name}, ${name} == 1)`, data), true);
  }
  const own = { m: JSON.parse('{"__proto__": 5}') };
  assert.is(answer("m['__proto__'] == 5 && m.all(k, k == '__proto__')", own), true);
});

test("half a character in data is one character and changes nothing", () => {
  const data = { s: "\ud800x", l: [1] };
  assert.is(answer("size(s) == 2 && s.endsWith('x') && s == s", data), true);
  assert.is(answer("s.matches('x$')", data), true);
  assert.is(typeof answer("s.upperAscii().charAt(0)", data), "string");
});

test.run();
