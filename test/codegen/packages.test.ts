/** Types of packages are types like others, whatever their comments say. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { generate } from "../../codegen/generate.ts";
import { printProblem } from "../../codegen/problems.ts";
import { tempDir } from "../support/temp.ts";

const groupVersion = `export const groupVersion = { group: "shop.example.com", version: "v1", storage: true, served: true } as const;`;

/** A project with one API folder, one widget, and one package. */
async function project(spec: string, imports: string, packageFiles: { [file: string]: string }) {
  const folder = tempDir("project");
  const widget = `import type { ObjectMeta } from "vmop/meta";
${imports}

/** @resource plural=widgets */
export interface Widget { metadata: ObjectMeta; spec: WidgetSpec; }
export interface WidgetSpec { ${spec} }`;
  const files: { [file: string]: string } = {
    "api/groupversion.ts": groupVersion,
    "api/widget.ts": widget,
    ...Object.fromEntries(
      Object.entries(packageFiles).map(([file, text]) => [`node_modules/@acme/shapes/${file}`, text]),
    ),
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const apiDir = path.join(folder, "api");
  const { model, problems } = await generate({ apiDir, base: folder, only: ["crds"] });
  return { spec: model?.resources[0]?.schema.properties?.spec, said: problems.map(printProblem) };
}

const manifest = JSON.stringify({ name: "@acme/shapes", types: "index.d.ts" });

test("a package's declarations give schemas, and its tags are left alone", async () => {
  const { spec, said } = await project(
    "box?: Box; kind?: Kind",
    'import type { Box, Kind } from "@acme/shapes";',
    {
      "package.json": manifest,
      "index.d.ts": `import type { Side } from "./side";
import type { Gone } from "not-installed";
/**
 * A box.
 * @public
 * @see something
 */
export interface Box {
  /** How long. @minimum 1 @internal */
  readonly side: Side;
}
export declare const enum Kind { Small = "small", Large = "large" }
export interface Other { gone: Gone; call(): void }
export declare function make(): Box;
export declare namespace inner { interface Deep {} }
`,
      "side.d.ts": "export type Side = number;",
    },
  );
  assert.equal(said, []);
  assert.equal(spec?.properties, {
    box: {
      description: "A box.",
      type: "object",
      required: ["side"],
      properties: { side: { description: "How long.", type: "number", minimum: 1 } },
    },
    kind: { type: "string", enum: ["small", "large"] },
  });
});

test("what a package cannot express is said where it is written", async () => {
  const { said } = await project("other?: Other", 'import type { Other } from "@acme/shapes";', {
    "package.json": manifest,
    "index.d.ts": "export interface Other {\n  call(): void;\n  at: Date;\n}\n",
  });
  assert.equal(said, [
    "node_modules/@acme/shapes/index.d.ts:2:3 error unsupported-type: a schema cannot express a function; API objects are plain data; move the function out",
    'node_modules/@acme/shapes/index.d.ts:3:7 error unsupported-type: a schema cannot express a Date; use Time (import type { Time } from "vmop/meta")',
  ]);
});

test("a package that is not installed is named", async () => {
  const { said } = await project("box?: Box", 'import type { Box } from "@acme/shapes";', {});
  assert.match(
    said.join("\n"),
    'the import of Box from "@acme/shapes" leads to no file; install the package, or declare the types here',
  );
});

test.run();
