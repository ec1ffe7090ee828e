/** RE2 patterns in JavaScript's words match the same texts, or there are none. */
import { RE2JS } from "re2js";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { javascriptPattern } from "../../../rules/lang/samples/javascript-pattern.ts";

// biome-ignore format: a table
const SAID: readonly (readonly [re2: string, javascript: string])[] = [
  [String.raw`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`, String.raw`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`],
  [String.raw`\Aab\z`,                          "^ab$"],
  [String.raw`^(?P<major>\d+)\.(?<minor>\d+)$`, String.raw`^(?<major>\d+)\.(?<minor>\d+)$`],
  [String.raw`^a\-b\_c\/d\"$`,                  String.raw`^a\x2Db_c\/d"$`],
  [String.raw`^[\w-.]+$`,                       String.raw`^[\w\-.]+$`],
  [String.raw`^[a\-z_]+$`,                      String.raw`^[a\x2Dz_]+$`],
  [String.raw`^[[:alpha:]_][[:alnum:]-]*$`,     String.raw`^[A-Za-z_][0-9A-Za-z-]*$`],
  [String.raw`^[^[:space:]]+$`,                 String.raw`^[^\t\n\v\f\r ]+$`],
  [String.raw`^[]a]+$`,                         String.raw`^[\]a]+$`],
  [String.raw`^\pL\p{Greek}\P{Lu}$`,            String.raw`^\p{L}\p{Script=Greek}\P{Lu}$`],
  [String.raw`^\Qa.b\E$`,                       String.raw`^a\.b$`],
  [String.raw`^\x{1F600}\x41$`,                 String.raw`^\u{1F600}\x41$`],
  [String.raw`^${"$"}{a}$`,                     String.raw`^$\{a\}$`],
  [String.raw`^a{2,3}b{$`,                      String.raw`^a{2,3}b\{$`],
];

const TEXTS = [
  "",
  "a",
  "ab",
  "ab\n",
  "1.2",
  'a-b_c/d"',
  "a.b",
  "a-b",
  "-",
  "_x",
  "x-1",
  " ",
  "]",
  "\u{1F600}A",
  "eαb",
  "$\u007Ba}",
  "aab{",
  "é",
  "A",
  "[",
  "a b",
  "1",
];

for (const [re2, javascript] of SAID) {
  test(`${re2} is ${javascript}`, () => {
    assert.is(javascriptPattern(re2), javascript);
    const [theirs, ours] = [RE2JS.compile(re2), new RegExp(javascript, "u")];
    for (const text of TEXTS) assert.is(ours.test(text), theirs.test(text), JSON.stringify(text));
  });
}

for (const re2 of ["(?i)^abc$", "^a(?i:b)$", String.raw`^\C$`, "^[[:^alpha:]]$", "^a(", "(?s)."]) {
  test(`${re2} has no words there`, () => assert.is(javascriptPattern(re2), undefined));
}

test.run();
