/** Manifests are printed as the library prints them, byte for byte. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { stringify } from "yaml";
import { printYaml } from "../../codegen/emit/yaml.ts";

const library = (value: unknown): string =>
  stringify(value, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });

/** Texts that look like something else, and those that need a block or quotes. */
const AWKWARD = [
  ..."y n yes No ON off true False null Null ~ - -- --- ... ? : = << .5 .inf .NaN 1e3 0x1 0o7 1_000 12:30".split(
    " ",
  ),
  ..."2026-01-02 2026-01-02T15:04:05Z # #a a#b a: :a a:b [a] {a} a] &a *a !a |a >a %a @a `a` 'a' \"a\" a' é".split(
    " ",
  ),
  ...[
    "",
    " ",
    " a",
    "a ",
    "a # b",
    "a: b",
    "a - b",
    "- a",
    "a -",
    "a\tb",
    "a\t",
    "a: \tb",
    "a\t#b",
    "a\\b",
    "a,b",
  ],
  ...[
    "a\nb",
    "a\nb\n",
    "a\n\n b\nc",
    "\na",
    " a\nb",
    "a \nb",
    "a\n",
    "a\n\n",
    "\n",
    "a\r\nb",
    "\u0085",
    "\u0000",
  ],
];

test("texts that YAML could take for something else", () => {
  for (const text of AWKWARD) {
    for (const value of [{ a: text }, { a: [text] }, [{ a: { b: text } }, [text]], [text]])
      assert.is(printYaml(value), library(value), JSON.stringify(value));
    if (text.includes("\n") || text.includes("\r")) continue;
    const named = { a: { [text]: text }, b: [{ [text]: [text] }] };
    assert.is(printYaml(named), library(named), JSON.stringify(named));
  }
});

test("objects and lists, empty ones, numbers, and what is undefined", () => {
  for (const value of [
    {},
    [],
    "text",
    null,
    [[]],
    [{}],
    { a: {} },
    { a: [] },
    { a: undefined },
    { a: { b: undefined }, c: 1 },
    [undefined, null],
    [[1, [2, [{ a: [3] }]]], { a: { b: [{ c: 1, d: 2 }] } }],
    { a: 0.1, b: -1, c: 1e21, e: 2 ** 53, f: true, g: null },
  ])
    assert.is(printYaml(value), library(value), JSON.stringify(value));
});

test("any plain data", () => {
  const text = fc.oneof(
    fc.constantFrom(...AWKWARD),
    fc.string({ maxLength: 30 }),
    fc.stringMatching(/^[!-~a-z][a-z ]{0,4}(\n{1,2}[ -~]{1,5}){1,3}$/),
    fc.stringMatching(/^[a-zA-Z.^(/][a-z:#' "\n-]{0,20}$/),
  );
  const name = text.filter((one) => !/[\n\r]/.test(one));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.double().filter((one) => !Object.is(one, -0)),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, (data) => assert.is(printYaml({ a: data }), library({ a: data }))),
    { numRuns: 500 },
  );
});

test.run();
