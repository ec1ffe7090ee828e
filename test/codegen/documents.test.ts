/** The outputs for people agree with each other: samples, JSON Schemas, reference pages, constructs. All of our API. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { Testing } from "cdk8s";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { anchors } from "../../codegen/emit/markdown.ts";
import { generate } from "../../codegen/generate.ts";
import { printProblem } from "../../codegen/problems.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/index.ts";
import { tempDir } from "../support/temp.ts";

const root = path.join(import.meta.dirname, "../..");
const { files, model, problems } = await generate({
  apiDir: path.join(root, "api"),
  rulesDir: path.join(root, "rules"),
  only: ["samples", "reference", "jsonSchemas", "constructs", "rbac"],
});
const resources = model?.resources.filter(({ served }) => served) ?? [];
const named = (pattern: RegExp) => [...files].filter(([file]) => pattern.test(file));
const samples = named(/^generated\/samples\//).map(([file, text]) => ({
  file,
  text,
  manifest: parse(text, { version: "1.1" }),
}));

test("the API generates", () => {
  assert.equal(problems.map(printProblem), []);
  assert.is(samples.length, 2 * resources.length);
});

test("every sample says where its schema is, and the schema accepts it", () => {
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
  addFormats.default(ajv);
  for (const { file, text, manifest } of samples) {
    const relative = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text)![1]!;
    const schema = files.get(path.posix.join(path.posix.dirname(file), relative));
    assert.ok(schema, `${file}: ${relative}`);
    const { $schema: _, ...document } = JSON.parse(schema!);
    const validate = ajv.compile(document);
    assert.ok(validate(manifest), `${file}: ${ajv.errorsText(validate.errors)}`);
  }
});

test("a full sample has every field of the spec, but for those it names as left out", () => {
  for (const r of resources) {
    const { text, manifest } = samples.find(({ file }) =>
      file.endsWith(`${r.version}/${r.kind.toLowerCase()}.full.yaml`),
    )!;
    const missing = Object.keys(r.schema.properties?.spec?.properties ?? {}).filter(
      (field) => !(field in (manifest.spec ?? {})) && !text.includes(`#   spec.${field}\n`),
    );
    const members = new Set(r.unions.spec?.variants.flatMap(({ fields }) => fields));
    assert.equal(
      missing.filter((field) => !members.has(field)),
      [],
      r.kind,
    );
  }
});

test("every link of the reference leads to a page, a file or a heading", () => {
  for (const [file, text] of named(/\.md$/)) {
    const anchor = anchors();
    const headings = new Set([...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading!)));
    const prose = text.replaceAll(/`[^`\n]*`/g, "");
    for (const [, target] of prose.matchAll(/\]\(([^)]+)\)/g)) {
      if (target!.startsWith("#")) assert.ok(headings.has(target!.slice(1)), `${file}: ${target}`);
      else if (!/^https?:/.test(target!))
        assert.ok(files.has(path.posix.join(path.posix.dirname(file), target!)), `${file}: ${target}`);
    }
  }
});

test("every field of a kind stands on its page", () => {
  for (const r of resources) {
    const page = files.get(`generated/docs/reference/${r.group}/${r.version}/${r.kind.toLowerCase()}.md`)!;
    const { apiVersion, kind, metadata, ...properties } = r.schema.properties ?? {};
    const missing = fieldNames({ properties }).filter((field) => !page.includes(`| \`${field}\``));
    assert.equal(missing, [], r.kind);
  }
});

function fieldNames(schema: JSONSchemaProps): string[] {
  const { properties = {}, items, additionalProperties } = schema;
  const inner = [items, additionalProperties].flatMap((one) =>
    typeof one === "object" && !Array.isArray(one) ? fieldNames(one) : [],
  );
  return [...Object.keys(properties), ...Object.values(properties).flatMap(fieldNames), ...inner];
}

test("a construct of each kind makes the full sample of it", async () => {
  const folder = tempDir("constructs");
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
  for (const [file, text] of named(/^generated\/constructs\//)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  for (const r of resources) {
    const stem = `${r.group}/${r.version}/${r.kind.toLowerCase()}`;
    const module = await import(pathToFileURL(path.join(folder, "generated/constructs", `${stem}.ts`)).href);
    const { manifest } = samples.find(({ file }) => file === `generated/samples/${stem}.full.yaml`)!;
    const { apiVersion, kind, ...props } = manifest;
    const chart = Testing.chart();
    new module[r.kind](chart, "sample", props);
    assert.equal(Testing.synth(chart), [manifest], stem);
  }
});

test("no two roles have the same name", () => {
  const names = named(/^generated\/rbac\//).flatMap(([, text]) =>
    [...text.matchAll(/^ {2}name: (.*)$/gm)].map(([, name]) => name),
  );
  assert.is(new Set(names).size, names.length);
  assert.ok(names.includes("virtualmachines.vmoperator.vmware.com-viewer"));
});

test.run();
