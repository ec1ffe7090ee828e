/** The shape of the tree: which way imports point, where packages are at home, how large files are. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { circle, complaintsAbout, importsOf, root, sourceFiles, targetOf } from "./imports.ts";

const files = sourceFiles().map((file) => {
  const text = readFileSync(join(root, file), "utf8");
  return { file, text, imports: importsOf(text) };
});

test("imports point the agreed way, and packages are imported where they are at home", () => {
  assert.ok(files.length > 300);
  assert.equal(
    files.flatMap(({ file, imports }) => complaintsAbout(file, imports)),
    [],
  );
});

test("no modules import each other in a circle at run time", () => {
  const graph = new Map(
    files.map(({ file, imports }) => [
      file,
      imports.filter((one) => one.form === "value").flatMap((one) => targetOf(file, one.specifier) ?? []),
    ]),
  );
  assert.is(circle(graph)?.join(" → "), undefined);
});

test("what a person runs needs no development dependency", () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const needed = files
    .filter(({ file }) => /^(api|rules|runtime)\//.test(file))
    .flatMap(({ file, imports }) =>
      imports
        .filter(({ specifier, form }) => form !== "type" && !/^(\.|node:)/.test(specifier))
        .map(({ line, specifier }) => ({ at: `${file}:${line} ${specifier}`, specifier })),
    );
  const undeclared = needed.filter(
    ({ specifier }) => !Object.keys(dependencies).some((name) => `${specifier}/`.startsWith(`${name}/`)),
  );
  assert.equal(
    undeclared.map(({ at }) => at),
    [],
  );
});

for (const [file, text, complaint] of [
  [
    "runtime/x.ts",
    'import { generate } from "../codegen/generate.ts";',
    /runtime\/x.ts:1 .*may not import codegen/,
  ],
  [
    "runtime/x.ts",
    '\nimport type { tables } from "../rules/index.ts";',
    /runtime\/x.ts:2 .*may not import rules/,
  ],
  ["runtime/x.ts", 'await import("../codegen/cli.ts");', /may not import codegen/],
  ["runtime/cli.ts", 'import { main } from "../codegen/cli.ts";', /may not import codegen/],
  ["runtime/x.ts", 'export * from "../test/support/run.ts";', /may not import test/],
  ["rules/lang/x.ts", 'import { tables } from "../index.ts";', /may not import rules/],
  ["rules/lang/x.ts", 'type A = import("../../api/meta.ts").Condition;', /may not import api/],
  ["rules/virtualmachine/x.ts", 'import { y } from "./y.ts";', /imports only types/],
  ["api/x.ts", 'import type { Row } from "../rules/lang/tables.ts";', /may not import rules/],
  ["generated/x.ts", 'import { z } from "../runtime/z.ts";', /may not import runtime/],
  ["codegen/x.ts", 'import { Project } from "ts-morph";', /belongs to codegen\/read/],
  ["runtime/x.ts", 'import Ajv from "ajv/dist/2020.js";', /belongs to codegen\/check/],
  ["runtime/x.ts", 'import("@kubernetes/client-node");', /belongs to runtime\/client\/kubeconfig.ts/],
  ["runtime/x.ts", 'import { x } from "../../elsewhere.ts";', /leads out/],
] as const) {
  test(`refused in ${file}: ${text.trim()}`, () => {
    const found = complaintsAbout(file, importsOf(text));
    assert.is(found.length, 1);
    assert.match(found[0]!, complaint);
  });
}

test("text that looks like an import is none", () => {
  assert.equal(importsOf('const text = `\nimport { a } from "../codegen/a.ts";`;\n// import "b";'), []);
});

test("a circle is named from file to file", () => {
  const graph = new Map([
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["b"]],
  ]);
  assert.equal(circle(graph), ["b", "c", "b"]);
});

const TOP = [
  ...["api", "codegen", "crds", "generated", "rules", "runtime", "test"],
  ...["LICENSE", "README.md", "biome.json", "package-lock.json", "package.json", "tsconfig.json"],
];

test("the top level holds what was agreed, beside dot files", () => {
  const ignored = readFileSync(join(root, ".gitignore"), "utf8").split("\n");
  const found = readdirSync(root).filter(
    (name) => !name.startsWith(".") && !ignored.includes(name) && !ignored.includes(`${name}/`),
  );
  assert.equal(
    found.filter((name) => !TOP.includes(name) && !name.endsWith(".log")),
    [],
  );
  assert.equal(
    TOP.filter((name) => !found.includes(name)),
    [],
  );
});

test("no source names a place on somebody's machine", () => {
  const place = /(?<![\w.$}])\/(work|root|tmp|(home|Users)\/\w)/;
  const found = files
    .filter(({ file }) => !file.startsWith("test/"))
    .flatMap(({ file, text }) =>
      text.split("\n").flatMap((line, i) => (place.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
    );
  assert.equal(found, []);
});

const LARGEST = 450;

/** Larger for a reason. */
const LARGE: { readonly [file: string]: string } = {
  "test/lang/cel/kernel.test.ts": "tables of expressions, one a topic",
  "test/lang/cel/cost-expressions.ts": "tables of expressions, one a library",
};

test(`files stay below ${LARGEST} lines`, () => {
  const found = files
    .filter(({ file }) => !file.startsWith("generated/") && !Object.hasOwn(LARGE, file))
    .filter(({ text }) => text.split("\n").length > LARGEST)
    .map(({ file }) => file);
  assert.equal(found, []);
});

test.run();
