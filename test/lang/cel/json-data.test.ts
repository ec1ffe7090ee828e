/** What compiled expressions read from JSON objects of any make, and that short ways to an answer give the long way's. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type CelType, compile, isProgram, CelTypes as T } from "../../../rules/lang/cel/index.ts";

const INHERITED = ["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"];

const object = (fields: { [name: string]: CelType }): CelType =>
  T.object(
    "self",
    Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, { json: name, type }])),
  );

const self = object({
  s: T.string,
  inner: object({ s: T.string, n: T.int }),
  ...Object.fromEntries(INHERITED.map((name) => [name, T.string])),
});

function answers(source: string, value: unknown): unknown[] {
  return (["text", "closures"] as const).map((codegen) => {
    const program = compile(source, { compat: "1.36", variables: { self } }, { codegen });
    if (!isProgram(program)) throw new Error(`${source}: ${JSON.stringify(program.issues)}`);
    const result = program.evaluate({ self: value });
    return result.ok ? result.value : result.error.message;
  });
}

function gives(source: string, value: unknown, expected: unknown): void {
  assert.equal(answers(source, value), [expected, expected], `${source} of ${JSON.stringify(value)}`);
}

test("a declared field that every object inherits is there only where the data has it", () => {
  for (const name of INHERITED) {
    const data = JSON.parse(`{"${name}": "x"}`);
    gives(`has(self.${name})`, {}, false);
    gives(`has(self.${name})`, data, true);
    gives(`self.${name}`, {}, `no such key: ${name}`);
    gives(`self.${name}`, data, "x");
    gives(`self.?${name}.orValue('none')`, {}, "none");
    gives(`self.?${name}.orValue('none')`, data, "x");
  }
});

test("data that calls its constructor something, or has none, is read alike", () => {
  const bare = Object.assign(Object.create(null), { s: "a" });
  for (const data of [{ s: "a" }, JSON.parse('{"s": "a", "constructor": null}'), bare]) {
    gives("self.s == 'a' && has(self.s) && !has(self.inner)", data, true);
    gives("self.?inner.?s.orValue('none')", data, "none");
  }
});

test("what is no object has no fields", () => {
  for (const [data, kind] of [
    ["text", "string"],
    [7, "number"],
    [[], "object"],
  ] as const) {
    gives("self.s", data, `invalid data, expected object, got ${kind}`);
    gives("has(self.s)", data, `invalid data, expected object, got ${kind}`);
  }
  gives("self.?inner.?s.orValue('')", { inner: "text" }, "invalid data, expected object, got string");
});

test("an optional chain ends at the first null, and holds what is at its end", () => {
  const cases: [unknown, string, boolean][] = [
    [{}, "none", false],
    [{ inner: null }, "none", false],
    [{ inner: {} }, "none", false],
    [{ inner: { s: null } }, "none", false],
    [{ inner: { s: "" } }, "", true],
    [{ inner: { s: "a" } }, "a", true],
  ];
  for (const [data, held, isThere] of cases) {
    gives("self.?inner.?s.orValue('none')", data, held);
    gives("self.?inner.?s.hasValue()", data, isThere);
    gives("self.?inner.?s == optional.none()", data, !isThere);
    gives("self.?inner.?s.or(optional.of('none')).value()", data, held);
  }
});

test("a size beside a limit counts characters, not code units", () => {
  const texts = ["", "a", "ab", "😀", "😀😀", "a😀b", "\ud800", "\ud800a"];
  const compared: [string, (size: number, limit: number) => boolean][] = [
    ["<=", (size, limit) => size <= limit],
    ["<", (size, limit) => size < limit],
    [">", (size, limit) => size > limit],
    [">=", (size, limit) => size >= limit],
  ];
  for (const s of texts)
    for (const [operator, holds] of compared)
      for (const limit of [-1, 0, 1, 2, 3, 4]) {
        gives(`size(self.s) ${operator} ${limit}`, { s }, holds([...s].length, limit));
        gives(`self.s.size() ${operator} ${limit}`, { s }, holds([...s].length, limit));
      }
});

test.run();
