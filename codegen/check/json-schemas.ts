/** A second reader, ajv, accepts every JSON Schema and finds its defaults and examples valid. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { pattern } from "../../rules/lang/schema/pattern.ts";
import { type JsonSchema, jsonSchema } from "../emit/json-schema.ts";
import { type Model, type ResourceModel, resourceKey } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { fieldPath } from "../schema-tree.ts";
import type { CheckResult } from "./check.ts";
import { positionOf } from "./locate.ts";

/** Reading its own meta-schemas costs ajv more than our schemas do, so one serves many. */
let shared: Ajv2020 | undefined;
let compiled = 0;
/** What ajv compiled it keeps in part, whatever is removed, and `--watch` goes on for days. */
const MANY = 500;

/** The last document of each kind that was without problems: `--watch` proves again only what has changed. */
const proven = new Map<string, string>();

export function checkJsonSchemas(model: Model): CheckResult {
  if (compiled > MANY) {
    shared = undefined;
    compiled = 0;
  }
  const problems = model.resources.flatMap((resource) => {
    const schema = jsonSchema(resource);
    const text = JSON.stringify(schema);
    const key = resourceKey(resource);
    if (proven.get(key) === text) return [];
    const found = checkResource(resource, schema);
    if (found.length === 0) proven.set(key, text);
    return found;
  });
  return { problems, notes: [] };
}

function checkResource(resource: ResourceModel, schema: JsonSchema): Problem[] {
  const problems: Problem[] = [];
  try {
    compile(schema);
  } catch (error) {
    const holes = { output: `the JSON Schema of ${resource.kind}`, complaint: (error as Error).message };
    return [problem("emit-failed", resource.positions[""]!, holes)];
  }
  for (const { path, node } of valued(schema, "")) {
    const at = positionOf(path, resource);
    const { default: fallback, examples = [], ...own } = node as JsonSchema & { examples?: unknown[] };
    const rules = schema.$defs ? { ...own, $defs: schema.$defs } : own;
    if (fallback !== undefined) {
      const complaint = complain(rules, fallback);
      if (complaint) problems.push(problem("bad-default", at, { path, complaint }));
    }
    for (const example of examples) {
      const complaint = complain(rules, example);
      if (complaint) problems.push(problem("bad-example", at, { path, complaint }));
    }
  }
  return problems;
}

/** JavaScript's own expressions may try for ever; RE2 says the same in linear time, where it knows the syntax. */
const linear = Object.assign(
  (source: string, flags: string) => {
    const native = new RegExp(source, flags);
    const re2 = pattern(source);
    return "error" in re2 ? native : re2;
  },
  { code: "linear" },
);

/** Formats that only Kubernetes knows are not judged; unknown keywords are mistakes of ours. */
function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
    validateFormats: true,
    logger: false,
    // Its optimiser takes longer than it saves: each schema is used once.
    code: { optimize: false, regExp: linear },
  });
  addFormats.default(ajv);
  return ajv;
}

/** ajv would remember the whole schema for ever. */
function compile(schema: JsonSchema): ValidateFunction {
  compiled += 1;
  shared ??= createAjv();
  const ajv = shared;
  try {
    return ajv.compile(schema);
  } finally {
    ajv.removeSchema(schema);
  }
}

function complain(schema: JsonSchema, value: unknown): string | undefined {
  const validate = compile(schema);
  if (validate(value)) return undefined;
  return (validate.errors ?? []).map(say).join("; ");
}

function say(error: ErrorObject): string {
  const { allowedValues, additionalProperty } = error.params as {
    allowedValues?: unknown[];
    additionalProperty?: string;
  };
  const where = error.instancePath === "" ? "it" : error.instancePath.slice(1).replaceAll("/", ".");
  const what = allowedValues
    ? allowedValues.map((v) => JSON.stringify(v)).join(", ")
    : (additionalProperty ?? "");
  return `${where} ${error.message ?? error.keyword}${what === "" ? "" : `: ${what}`}`;
}

/** The nodes that carry a default or examples. */
function valued(schema: JsonSchema, path: string): { path: string; node: JsonSchema }[] {
  const found = schema.default !== undefined || schema.examples !== undefined ? [{ path, node: schema }] : [];
  for (const [name, inner] of Object.entries((schema.properties ?? {}) as { [name: string]: JsonSchema })) {
    found.push(...valued(inner, fieldPath(path, name)));
  }
  if (typeof schema.items === "object") found.push(...valued(schema.items as JsonSchema, `${path}[]`));
  const values = schema.additionalProperties;
  if (typeof values === "object") found.push(...valued(values as JsonSchema, `${path}{}`));
  return found;
}
