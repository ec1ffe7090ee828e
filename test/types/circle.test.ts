/**
 * The compiler proves that what goes out comes back: types generated from the JSON Schemas are the types of the API, and
 * the types of the API fit those generated from the CRDs. What the server answers may be written again.
 */
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ALL, complaintsAbout } from "./circle.ts";
import { complaintsOf } from "./compile.ts";

for (const api of ["api", "test/types/library"]) {
  test(`the circle closes for ${api}`, async () => {
    assert.equal(await complaintsAbout(path.join(import.meta.dirname, "../..", api)), []);
  });
}

for (const [what, one, other] of [
  ["a field that is missing", "{ a: string; b?: string }", "{ a: string }"],
  ["a field that is missing from one form", '{ t: "x"; a?: string } | { t: "y" }', '{ t: "x" } | { t: "y" }'],
  ["a field of another type", "{ a: string[] }", "{ a: number[] }"],
  ["a literal more", '{ a?: "x" | "y" }', '{ a?: "x" }'],
] as const) {
  test(`the proof sees ${what}`, () => {
    const lines = [
      `${ALL}type One = ${one}; type Other = ${other};`,
      "export const there = (value: All<One>): All<Other> => value;",
      "export const back = (value: All<Other>): All<One> => value;",
    ];
    assert.is.not(complaintsOf(new Map([["proof.ts", lines.join("\n")]])).length, 0);
  });
}

test.run();
