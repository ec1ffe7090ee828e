/** Plain scalars as kubectl 1.36.3 reads them (`kubectl annotate --local -o json`), and written so that it reads them back. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse, stringify } from "yaml";
import { kubernetesYaml } from "../../runtime/yaml.ts";

const read = (text: string): unknown => parse(`at: ${text}`, kubernetesYaml).at;

const texts = [
  ...[
    "00:50:56:00:00:01",
    "1:30",
    "e0",
    "12e",
    "0x",
    "0xZ",
    "0b12",
    "1,000",
    "1.2.3",
    "v1",
    "_1",
    "-_",
    "._5",
  ],
  ...["yEs", "tRUE", "nUll", "nope", "+", "-.", ".", "2026-01-02", "2026-01-02T03:04:05Z", "--1", "1d"],
];

for (const text of texts) test(`${text} is a text`, () => assert.is(read(text), text));

const values: readonly [unknown, ...(readonly string[])][] = [
  [true, "true", "True", "TRUE", "y", "Y", "yes", "Yes", "on", "ON"],
  [false, "false", "n", "N", "no", "No", "off", "Off"],
  [null, "", "~", "null", "Null", "NULL"],
  [0, "0", "-0", "00", "0_"],
  [8, "8", "010", "0o10", "0O10", "0b1000", "0x8", "0X8", "+8", "08", "8.", "0_10"],
  [-3, "-3", "-0b11", "-_3"],
  [1000, "1000", "1_000", "1e3", "1E3", "+1.e+3", "1_e3"],
  [0.5, ".5", "+.5", "0.5", "5e-1", ".5_0"],
];

for (const [value, ...spellings] of values)
  for (const text of spellings) test(`"${text}" is ${value}`, () => assert.is(read(text), value));

test("a quoted scalar is a text, and a tag says what a scalar is", () => {
  assert.equal(["'010'", '"yes"', "!!str 12", '!!int "12"'].map(read), ["010", "yes", "12", 12]);
});

test("a merge key takes over the fields of another map", () => {
  assert.equal(parse("a: &a {b: 1}\nc:\n  <<: *a\n  d: yes\n", kubernetesYaml).c, { b: 1, d: true });
});

test("what is written reads back as it was", () => {
  const value = [...texts, ...values.flat(), 1.5, [], {}, "a\nb\n"];
  assert.equal(parse(stringify(value, kubernetesYaml), kubernetesYaml), value);
});

test.run();
