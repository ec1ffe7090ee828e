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
  only: [
    ...([
      "samples",
      "reference",
      "jsonSchemas",
      "constructs",
      "rbac",
      "types",
      "resources",
      "fuzzers",
    ] as const),
    ...(["openApi", "markerDocs", "celDocs", "schemaDocs", "compatDocs", "sizeDocs", "docsIndex"] as const),
  ],
});
const resources = model?.resources.filter(({ served }) => served) ?? [];
const named = (pattern: RegExp) => [...files].filter(([file]) => pattern.test(file));
const pages = named(/\.md$/);
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

test("the shortest sample of a machine names what the policies ask for", () => {
  const { manifest } = samples.find(({ file }) => file.endsWith("/virtualmachine.minimal.yaml"))!;
  assert.equal(manifest.spec, {
    className: "my-class",
    imageName: "my-image",
    storageClass: "my-storage-class",
  });
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

test("every link of a page leads to a page, a file, a folder, a heading or a row", () => {
  const places = (text: string): Set<string> => {
    const anchor = anchors();
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading!));
    return new Set([...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id!)]);
  };
  for (const [file, text] of pages) {
    const prose = text.replaceAll(/^```[\s\S]*?^```|`[^`\n]*`/gm, "");
    for (const [, target] of prose.matchAll(/\]\(([^)]+)\)/g)) {
      if (/^https?:/.test(target!)) continue;
      const [to, place] = target!.split("#") as [string, string?];
      const found = to === "" ? file : path.posix.join(path.posix.dirname(file), to);
      const leads = [...files.keys()].some((one) => one === found || one.startsWith(`${found}/`));
      assert.ok(leads, `${file}: ${target}`);
      if (place !== undefined) assert.ok(places(files.get(found)!).has(place), `${file}: ${target}`);
    }
  }
});

test("links lead from the index to every page", () => {
  const reached = new Set<string>();
  const follow = (file: string): void => {
    if (reached.has(file) || !files.has(file)) return;
    reached.add(file);
    for (const [, to] of files.get(file)!.matchAll(/\]\(([^)#]+\.md)/g))
      follow(path.posix.join(path.posix.dirname(file), to!));
  };
  follow("generated/docs/README.md");
  assert.equal(
    pages.map(([file]) => file).filter((file) => !reached.has(file)),
    [],
  );
});

test("every row of a table has as many cells as its head", () => {
  for (const [file, text] of pages) {
    const cells = (line: string) => line.replaceAll("\\|", "").split("|").length;
    let head = 0;
    for (const line of text.replaceAll(/^```[\s\S]*?^```/gm, "").split("\n")) {
      if (!line.startsWith("|")) head = 0;
      else head ||= cells(line);
      if (head > 0) assert.is(cells(line), head, `${file}: ${line}`);
    }
  }
});

test("a page shows what it is about, not the escapes of its markup", () => {
  for (const [file, text] of pages)
    for (const [span] of text.matchAll(/`[^`\n]+`/g)) assert.not.match(span, /&[a-z]+;/, file);
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
