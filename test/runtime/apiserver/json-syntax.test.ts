/** What clients hear about a body that is no JSON: the words of Go's decoder. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { syntaxProblem } from "../../../runtime/apiserver/registry/json-syntax.ts";

// biome-ignore format: table
const problems: readonly [text: string, problem: string][] = [
  ["",               "unexpected end of JSON input"],
  ["{",              "unexpected end of JSON input"],
  ['{"a":',          "unexpected end of JSON input"],
  ['"a',             "unexpected end of JSON input"],
  ['{"a":}',         "invalid character '}' looking for beginning of value"],
  ["{'a': 1}",       "invalid character '\\'' looking for beginning of object key string"],
  ['{"a":1,}',       "invalid character '}' looking for beginning of object key string"],
  ['{"a" 1}',        "invalid character '1' after object key"],
  ['{"a":1 "b":2}',  "invalid character '\"' after object key:value pair"],
  ["[1 2]",          "invalid character '2' after array element"],
  ["[1,]",           "invalid character ']' looking for beginning of value"],
  ['{"kind":"x"} x', "invalid character 'x' after top-level value"],
  ["hello",          "invalid character 'h' looking for beginning of value"],
  ["tru",            "invalid character ' ' in literal true (expecting 'e')"],
  ["nope",           "invalid character 'o' in literal null (expecting 'u')"],
  ["-",              "invalid character ' ' in numeric literal"],
  ["1.x",            "invalid character 'x' after decimal point in numeric literal"],
  ["1e+",            "invalid character ' ' in exponent of numeric literal"],
  ['"\u0001"',       "invalid character '\\x01' in string literal"],
  ['"\\x"',          "invalid character 'x' in string escape code"],
  ['"\\u12g4"',      "invalid character 'g' in \\u hexadecimal character escape"],
];
for (const [text, problem] of problems) {
  test(`${JSON.stringify(text)}: ${problem}`, () => {
    assert.throws(() => JSON.parse(text));
    assert.is(syntaxProblem(text), problem);
  });
}

for (const text of ['{"a":[1,-0.5e3,true,null,{}],"b":"\\u00e4\\n"}', " [ ] ", "0", "[[],{}]"]) {
  test(`${text} is JSON`, () => {
    JSON.parse(text);
    assert.is(syntaxProblem(text), undefined);
  });
}

test("endless nesting is told, too", () => {
  assert.is(syntaxProblem("[".repeat(100_000)), "exceeded max depth");
});

test.run();
