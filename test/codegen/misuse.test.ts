/**
 * Input that nobody should write, or that only looks odd: each is told in one line with its place, or comes out right;
 * never an error without a place, never a long wait.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { generate } from "../../codegen/generate.ts";
import { printProblem } from "../../codegen/problems.ts";

const VERSION =
  'export const groupVersion = { group: "shop.example.com", version: "v1", storage: true, served: true } as const;\n';

/** A resource with this spec; other declarations come first. */
const widget = (spec: string, before = "", tags = "plural=widgets", name = "Widget"): string =>
  `import type { ObjectMeta } from "vmop/meta";\n${before}
/** @resource ${tags} */
export interface ${name} {
  metadata: ObjectMeta;
  spec: {
    ${spec}
  };
}
`;

async function run(files: { [name: string]: string }, prepare: (folder: string) => void = () => {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "vmop-misuse-"));
  try {
    for (const [name, text] of Object.entries({ "v1/groupversion.ts": VERSION, ...files })) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    prepare(folder);
    const { problems, files: made } = await generate({ apiDir: folder, base: folder, only: ["crds"] });
    const crd = made.get("crds/widgets.shop.example.com.yaml") ?? "";
    return { said: problems.map(printProblem).join("\n"), crd };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A field with these markers. */
const field = (markers: string, type = "string"): string => `/** ${markers} */\n    a?: ${type};`;

// biome-ignore format: a table
const refused: readonly (readonly [what: string, source: string, says: string])[] = [
  ["a tag that objects inherit",      widget(field("@constructor")),                        "7:9 error unknown-marker: @constructor"],
  ["a type that objects inherit",     widget("a: constructor;"),                            "7:8 error unknown-type: there is no type constructor"],
  ["a pair that objects inherit",     widget(field("@column A toString=1")),                "@column has no part toString"],
  ["a group of inherited names",      widget(field("@exactlyOneOf constructor toString", "{ x?: string }")), "has no field constructor"],
  ["a key that objects inherit",      widget(field("@listType map @listMapKey toString", "{ x: string }[]")), "names toString, which no item has"],
  ["a field __proto__",               widget('"__proto__"?: string;'),                      "7:5 error unsupported-type: a schema cannot express a field named __proto__"],
  ["fields that objects inherit",     widget("toString?: string; b?: { valueOf: string };"),  "a field named valueOf"],
  ["a default with __proto__",        widget(field('@default {"__proto__": 1}', "{ x?: number }")), "@default has a field named __proto__"],
  ["JSON without quotes",             widget(field("@default {a: 1}", "{ a?: number }")),   "takes a JSON value, not {a: 1}; in JSON"],
  ["JSON without an end",             widget(field('@default {"a": 1', "{ a?: number }")),  "and all is closed"],
  ["JSON too deep",                   widget(field(`@default ${"[".repeat(5000)}${"]".repeat(5000)}`, "string[]")), "nested at most 100 deep"],
  ["a default beyond all numbers",    widget(field("@default 1e309", "number")),            "has a number that is too large"],
  ["a limit beyond all numbers",      widget(field("@minimum 1e309", "number")),            'takes a number, not "1e309"'],
  ["a limit that would be another",   widget(field("@maximum 9007199254740993", "number")), "the nearest is 9007199254740992"],
  ["a count beyond all numbers",      widget(field("@maxLength 99999999999999999999")),     "takes a smaller number"],
  ["half a character in a default",   widget(field('@default "\\ud800"')),                  "has half a character"],
  ["half a character in a literal",   widget('a: "x\\ud800";'),                             "a text with half a character"],
  ["a quote without an end",          widget(field('@items pattern="abc', "string[]")),     "@items has a quote that does not end"],
  ["a quote without an end, once",    widget("a: string;", "", 'plural=widgets @annotation x="abc'), "@annotation takes key=value"],
  ["an expression that never ends",   widget(field(`@pattern ^(a+)+$ @example "${"a".repeat(40)}!"`)), "error bad-example"],
  ["a depth that nobody needs",       widget(field("@depth 1000", "R"), "export interface R { n?: R }"), "@depth takes at most 32"],
  ["types that double",               widget(field("@depth 20", "R"), "export interface R { l?: R; r?: R }"), "a resource of more than 20000 fields"],
  ["a file that nests too deep",      widget(`a: ${"{ a: ".repeat(5000)}string${" }".repeat(5000)};`), "1:1 error no-input: v1/widget.ts is nested too deeply"],
  ["a plural that leads elsewhere",   widget("a: string;", "", "plural=../../etc/x"),       'has the plural "../../etc/x"'],
  ["a short name of nothing",         widget("a: string;", "", "plural=widgets shortNames=w,"), 'has the short name ""'],
  ["a kind with an umlaut",           widget("a: string;", "", "plural=widgets", "Würfel"), "Würfel is no name for a kind"],
  ["a resource with parameters",      widget("a: T;", "", "plural=widgets", "Widget<T>"),   "cannot have type parameters"],
  ["an import of no TypeScript",      widget("a: X;", 'import type X from "./groupversion.json";'), "leads to no file"],
  ["an import of a file in a file",   widget("a: X;", 'import type { X } from "./groupversion.ts/x.ts";'), "leads to no file"],
  ["an import of what is not there",  widget("a: X;", 'import type { X } from "./groupversion.ts";'), "v1/groupversion.ts exports no such type"],
  ["a form that rules cannot see",    widget('a: { type: "m"; m: { [key: string]: unknown } } | { type: "n"; n: { [key: string]: O } };', "/** @preserveUnknownFields */\nexport type O = unknown;"), "is open, and rules cannot see it"],
];

for (const [what, source, says] of refused) {
  test(`${what} is refused`, async () => {
    const started = performance.now();
    const { said, crd } = await run({ "v1/widget.ts": source });
    assert.ok(said.includes(says), said);
    assert.match(said, /^v1\/widget\.ts:\d+:\d+ error /);
    assert.is(crd, "");
    assert.ok(performance.now() - started < 10_000, "it takes long");
  });
}

// biome-ignore format: a table
const taken: readonly (readonly [what: string, source: string, holds: RegExp])[] = [
  ["types that objects inherit",    widget("a: toString; b: __proto__;", "export interface toString { x: string }\nexport interface __proto__ { z: string }"), /\bx:\n[\s\S]*\bz:\n/],
  ["computed names that are fixed", widget('["a-b"]: string;'), /a-b:\n +type: string/],
  ["numbers as names",              widget("1: string; 0x10: string;"), /"1":\n[\s\S]*"16":\n/],
  ["names in any script",           widget('größe: string; "名/前": string; "😀"?: string;'), /größe:\n[\s\S]*名\/前:\n[\s\S]*😀:\n/],
  ["old line ends",                 widget("/**\n * Prose.\n * @minLength 1\n */\na: string;").replaceAll("\n", "\r"), /description: Prose\.\n +type: string\n +minLength: 1/],
  ["a byte order mark and CRLF",    `\uFEFF${widget("/**\n * Prose\n * goes on.\n * @minLength 1\n */\na: string;").replaceAll("\n", "\r\n")}`, /description: Prose goes on\.\n +type: string\n +minLength: 1/],
  ["a pattern that only RE2 knows", widget(field("@pattern ^(?i)[[:alpha:]]+\\z")), /pattern: \^\(\?i\)\[\[:alpha:\]\]\+\\z/],
  ["a duration as Go writes it",    widget(field('@format duration @default "2160h"')), /default: 2160h/],
  ["depths of two hundred",         widget(`a: ${"{ a: ".repeat(200)}string${" }".repeat(200)};`), /type: string/],
];

for (const [what, source, holds] of taken) {
  test(`${what} come out right`, async () => {
    const { said, crd } = await run({ "v1/widget.ts": source });
    assert.is(said, "");
    assert.match(crd, holds);
  });
}

const source = { "v1/widget.ts": widget("a: string;") };

test("a link to nothing is named, and one to a folder around it is not followed for ever", async () => {
  const lost = await run(source, (folder) => symlinkSync("/nowhere/at/all", path.join(folder, "v1/x.ts")));
  assert.match(lost.said, /^v1\/x\.ts:1:1 error no-input: v1\/x\.ts cannot be read: it is a link to nothing/);
  const loop = await run(source, (folder) => symlinkSync("..", path.join(folder, "v1/loop")));
  assert.is(loop.said, "");
  assert.match(loop.crd, "kind: Widget");
});

test("a folder may be called like a file", async () => {
  const { said, crd } = await run({ ...source, "v1/x.ts/more.ts": "export interface More { a: string }" });
  assert.is(said, "");
  assert.match(crd, "kind: Widget");
});

test("a kind that two files of a version declare is told as that", async () => {
  const { said } = await run({ ...source, "v1/widget2.ts": source["v1/widget.ts"] });
  assert.match(said, "v1/widget2.ts:4:18 error bad-resource: Widget is declared more than once in v1");
});

test.run();
