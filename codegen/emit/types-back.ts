/**
 * Types generated back from our JSON Schemas by json-schema-to-typescript: an independent reader of the schemas.
 * That they equal the types of `api/` is proved by the compiler, in test/types.
 */
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { type Model, type ResourceModel, resourceKey } from "../model.ts";
import type { Files } from "./emitter.ts";
import { tsHeader } from "./header.ts";
import { type JsonSchema, jsonSchema, jsonSchemaPath } from "./json-schema.ts";

export async function emitTypesBack(model: Model): Promise<Files> {
  const files: Files = new Map();
  for (const r of model.resources) {
    const text = await compile(nameAnything(jsonSchema(r)) as JSONSchema, r.kind, {
      bannerComment: tsHeader(jsonSchemaPath(r)).trimEnd(),
      additionalProperties: false,
      ignoreMinAndMaxItems: true,
      unknownAny: true,
      format: false,
    });
    files.set(`generated/types-back/${fileOf(r)}`, `${text.trimEnd()}\n`);
  }
  files.set("generated/types-back/index.ts", index(model.resources));
  return files;
}

/** json-schema-to-typescript takes a schema without a type for an object; its own word for any value is "any". */
function nameAnything(schema: JsonSchema): JsonSchema {
  const { properties, items, additionalProperties } = schema;
  const isAnything = schema.type === undefined && schema.const === undefined;
  return {
    ...schema,
    ...(isAnything ? { type: "any" } : {}),
    ...(properties
      ? { properties: mapValues(properties as { [name: string]: JsonSchema }, nameAnything) }
      : {}),
    ...(items ? { items: nameAnything(items as JsonSchema) } : {}),
    ...(typeof additionalProperties === "object"
      ? { additionalProperties: nameAnything(additionalProperties as JsonSchema) }
      : {}),
  };
}

const mapValues = <A, B>(object: { [name: string]: A }, change: (value: A) => B): { [name: string]: B } =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));

const fileOf = (r: ResourceModel): string => `${r.group}/${r.version}/${r.kind.toLowerCase()}.ts`;

function index(resources: readonly ResourceModel[]): string {
  const alias = (r: ResourceModel) => resourceKey(r).replace(/[^A-Za-z0-9]/g, "_");
  const imports = resources
    .map((r) => `import type { ${r.kind} as ${alias(r)} } from "./${fileOf(r)}";\n`)
    .join("");
  const types = resources.map((r) => `  ${JSON.stringify(resourceKey(r))}: ${alias(r)};\n`).join("");
  return `${tsHeader("generated/jsonschema")}${imports}\n/** By \`group/version/Kind\`. */\nexport interface BackTypes {\n${types}}\n`;
}
