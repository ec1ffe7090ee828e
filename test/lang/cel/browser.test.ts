/** The kernels in a browser: nothing of Node, and no code made from text. */

import { runInNewContext } from "node:vm";
import { buildSync } from "esbuild";
import { test } from "uvu";
import * as assert from "uvu/assert";

const tree = new URL("../../../", import.meta.url).pathname;

const PAGE = `
import { compile, CelTypes, isProgram } from "./rules/lang/cel/index.ts";
import * as schemas from "./rules/lang/schema/index.ts";

const self = CelTypes.object("self", {
  text: { json: "text", type: CelTypes.string },
  raw: { json: "raw", type: CelTypes.bytes },
  items: { json: "items", type: CelTypes.list(CelTypes.int) },
});

globalThis.evaluate = (source, value) => {
  const program = compile(source, { compat: "1.35", variables: { self } });
  return isProgram(program) ? program.evaluate({ self: value }) : program;
};
globalThis.exported = Object.keys(schemas);
`;

interface Page {
  evaluate(source: string, value: object): unknown;
  readonly exported: readonly string[];
}

/** The page's own globals after it has run with what every browser has, in a context that may not make code. */
function page(): Page {
  const { outputFiles } = buildSync({
    stdin: { contents: PAGE, resolveDir: tree, loader: "ts" },
    ...{ bundle: true, write: false, platform: "browser", format: "iife", logLevel: "silent" },
  });
  // The one of the encoder: bytes of two contexts are of two classes.
  const globals = { TextEncoder, TextDecoder, Uint8Array };
  const options = { contextCodeGeneration: { strings: false, wasm: false } };
  runInNewContext(outputFiles[0]!.text, globals, options);
  return globals as unknown as Page;
}

const { evaluate, exported } = page();
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("rules are evaluated without Node and without code from text", () => {
  const value = { text: "ünï🎉", raw: "w7w=", items: [1, 2, 3] };
  for (const rule of [
    "self.items.all(i, i > 0) && self.text.startsWith('ü')",
    "self.raw == b'ü' && self.raw >= b'u'",
    "self.text.size() == 4 && [self.text].isSorted()",
    "self.text.matches('^(ü|n)+') && '%x'.format([self.text]) == 'c3bc6ec3aff09f8e89'",
    "strings.quote(self.text) == '\"ünï🎉\"' && string(bytes(self.text)) == self.text",
    "timestamp('2024-01-01T00:00:00Z').getHours('Asia/Tokyo') == 9 && quantity('1k').asInteger() == 1000",
  ])
    assert.equal(plain(evaluate(rule, value)), { ok: true, value: true }, rule);
});

test("errors are values there as well", () => {
  const answer = { ok: false, error: { code: "noSuchKey", message: "no such key: text" } };
  assert.equal(plain(evaluate("self.text == ''", {})), answer);
});

test("the schema kernel loads", () => {
  assert.ok(exported.length > 5);
});

test.run();
