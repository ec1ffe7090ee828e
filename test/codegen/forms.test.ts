/**
 * A union in a CRD is the union that TypeScript knows: for each sample, the compiler and the JSON Schema give the verdict
 * that API servers give too (on-server/forms.ts).
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { complaintsOf } from "../types/compile.ts";
import { type Sample, unionSamples } from "./form-samples.ts";

const scenarios = path.join(import.meta.dirname, "scenarios");
const output = (scenario: string, file: string) =>
  readFileSync(path.join(scenarios, scenario, "output", file), "utf8");

const verdict = ({ what, accepted }: Sample) => `${what}: ${accepted ? "accepted" : "refused"}`;

test("the compiler gives each verdict", () => {
  const lines = unionSamples.map(
    ({ spec }, i) => `export const s${i}: WidgetInput["spec"] = ${JSON.stringify(spec)};`,
  );
  const proof = ['import type { WidgetInput } from "./types.ts";', ...lines].join("\n");
  const types = output("discriminated", "generated/types/shop.example.com/v1.ts");
  const complaints = complaintsOf(
    new Map([
      ["types.ts", types],
      ["proof.ts", proof],
    ]),
  );
  const refused = new Set(complaints.map(({ line }) => line - 2));
  assert.equal(
    unionSamples.map((sample, i) => verdict({ ...sample, accepted: !refused.has(i) })),
    unionSamples.map(verdict),
  );
});

test("the compiler narrows by a tag and by a key", () => {
  const proof = `import type { Disk, Source } from "./types.ts";
    export const path = (disk: Disk): string => (disk.type === "File" ? disk.path : disk.type);
    export const url = (source: Source): string | undefined => (source.http ? source.http.url : undefined);
    export const age = (source: Source): number | undefined => (source.snapshot ? source.maxAge : undefined);
    // @ts-expect-error
    export const wrong = (disk: Disk): string => (disk.type === "Block" ? disk.path : "");`;
  const types = output("discriminated", "generated/types/shop.example.com/v1.ts");
  assert.equal(
    complaintsOf(
      new Map([
        ["types.ts", types],
        ["proof.ts", proof],
      ]),
    ),
    [],
  );
});

test("the JSON Schema gives each verdict", () => {
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  const validate = ajv.compile(
    JSON.parse(output("discriminated", "generated/jsonschema/shop.example.com/v1/widget.json")),
  );
  const widget = { apiVersion: "shop.example.com/v1", kind: "Widget", metadata: { name: "w" } };
  assert.equal(
    unionSamples.map((sample) =>
      verdict({ ...sample, accepted: validate({ ...widget, spec: sample.spec }) }),
    ),
    unionSamples.map(verdict),
  );
});

test.run();
