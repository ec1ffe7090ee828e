/**
 * Types generated back from our JSON Schemas by json-schema-to-typescript: an independent reader of the schemas.
 * That they equal the types of `api/` is proved by the compiler, in test/types.
 */
import type { JSONSchema } from "json-schema-to-typescript";
import { type Model, type ResourceModel, resourceKey } from "../model.ts";
import type { Derive, Files } from "./emitter.ts";
import { tsHeader } from "./header.ts";
import { type JsonSchema, jsonSchema, jsonSchemaPath } from "./json-schema.ts";

/** One module a resource, and an index by `group/version/Kind`. */
export async function emitTypesBack(model: Model, derive: Derive): Promise<Files> {
  const files: Files = new Map();
  for (const r of model.resources) {
    const file = `generated/types-back/${fileOf(r)}`;
    const schema = nameAnything(jsonSchema(r));
    files.set(file, await derive(file, JSON.stringify(schema), () => typesOf(r, schema)));
  }
  files.set("generated/types-back/index.ts", index(model.resources));
  return files;
}

async function typesOf(r: ResourceModel, schema: JsonSchema): Promise<string> {
  const { compile } = await import("./compile-types.ts");
  const text = await compile(schema as JSONSchema, r.kind, {
    bannerComment: tsHeader(jsonSchemaPath(r)).trimEnd(),
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    format: false,
  });
  return `${text.trimEnd()}\n`;
}

/**
 * json-schema-to-typescript takes a schema without a type for an object; its own word for any value is "any". What
 * `allOf` says about fields together is no type.
 */
function nameAnything({ allOf: _, ...schema }: JsonSchema): JsonSchema {
  const { properties, items, additionalProperties, oneOf, $defs } = schema;
  const isAnything = ["type", "const", "oneOf", "$ref"].every((keyword) => schema[keyword] === undefined);
  return {
    ...schema,
    ...(isAnything ? { type: "any" } : {}),
    ...(properties
      ? { properties: mapValues(properties as { [name: string]: JsonSchema }, nameAnything) }
      : {}),
    ...($defs ? { $defs: mapValues($defs as { [name: string]: JsonSchema }, nameAnything) } : {}),
    ...(oneOf ? { oneOf: (oneOf as JsonSchema[]).map(nameAnything) } : {}),
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
