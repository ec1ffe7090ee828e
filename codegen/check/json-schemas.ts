/** A second reader, ajv, accepts every JSON Schema and finds its defaults and examples valid. */
import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { pattern } from "../../rules/lang/schema/pattern.ts";
import { type JsonSchema, jsonSchema } from "../emit/json-schema.ts";
import { type Model, type ResourceModel, resourceKey } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { fieldPath } from "../schema-tree.ts";
import type { CheckResult } from "./check.ts";
import { positionOf } from "./locate.ts";

/** What is asked of a schema: whether it is one, and of a part of it, all that is wrong with a value. */
type Task = "read" | "judge";

/** A document is only read, which is quicker without words for errors; its parts were read with it. */
const OPTIONS: Record<Task, Options> = {
  read: { allErrors: false, messages: false },
  judge: { allErrors: true, validateSchema: false },
};

/** Starting costs ajv more than our schemas do, so one of each serves many. */
let shared: { [task in Task]?: Ajv2020 } = {};
let compiled = 0;
/** What ajv compiled it keeps in part, whatever is removed, and `--watch` goes on for days. */
const MANY = 200;

/** The last document of each kind that was without problems: `--watch` proves again only what has changed. */
const proven = new Map<string, string>();

export function checkJsonSchemas(model: Model): CheckResult {
  if (compiled > MANY) {
    shared = {};
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
  try {
    compile(schema, "read");
  } catch (error) {
    const holes = { output: `the JSON Schema of ${resource.kind}`, complaint: (error as Error).message };
    return [problem("emit-failed", resource.positions[""]!, holes)];
  }
  const given = givenIn(schema, "");
  const complaints = complain(given, schema);
  return given.flatMap(({ code, path }, i) => {
    const complaint = complaints.get(i)?.join("; ");
    return complaint ? [problem(code, positionOf(path, resource), { path, complaint })] : [];
  });
}

/** JavaScript's own expressions may try for ever; RE2 says the same in linear time, where it knows the syntax. */
const linear = Object.assign(
  (source: string, flags: string) => {
    const native = new RegExp(source, flags);
    const re2 = pattern(source);
    // ajv takes two patterns of the same text for one.
    return "error" in re2 ? native : { ...re2, toString: () => source };
  },
  { code: "linear" },
);

/** Formats that only Kubernetes knows are not judged; unknown keywords are mistakes of ours. */
function createAjv(task: Task): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    validateFormats: true,
    logger: false,
    // Its optimiser takes longer than it saves: each schema is used once.
    code: { optimize: false, regExp: linear },
    ...OPTIONS[task],
  });
  addFormats.default(ajv);
  return ajv;
}

/** ajv would remember the whole schema for ever. */
function compile(schema: JsonSchema, task: Task): ValidateFunction {
  compiled += 1;
  shared[task] ??= createAjv(task);
  const ajv = shared[task];
  try {
    return ajv.compile(schema);
  } finally {
    ajv.removeSchema(schema);
  }
}

/** A default or an example, and the schema that it stands in. */
interface Given {
  path: string;
  code: "bad-default" | "bad-example";
  schema: JsonSchema;
  value: unknown;
}

/** What is wrong with values, by their number. All are judged as fields of one object, for a schema takes long to compile. */
function complain(given: readonly Given[], { $defs }: JsonSchema): ReadonlyMap<number, string[]> {
  const complaints = new Map<number, string[]>();
  if (given.length === 0) return complaints;
  const properties = Object.fromEntries(given.map(({ schema }, i) => [`${i}`, schema]));
  const validate = compile({ properties, ...($defs ? { $defs } : {}) }, "judge");
  if (validate(Object.fromEntries(given.map(({ value }, i) => [`${i}`, value])))) return complaints;
  for (const error of validate.errors ?? []) {
    const [, number, ...steps] = error.instancePath.split("/");
    const said = say(error, steps);
    complaints.set(Number(number), [...(complaints.get(Number(number)) ?? []), said]);
  }
  return complaints;
}

/** @param steps to what is wrong, from the value */
function say(error: ErrorObject, steps: readonly string[]): string {
  const { allowedValues, additionalProperty } = error.params as {
    allowedValues?: unknown[];
    additionalProperty?: string;
  };
  const where = steps.join(".") || "it";
  const what = allowedValues
    ? allowedValues.map((v) => JSON.stringify(v)).join(", ")
    : (additionalProperty ?? "");
  return `${where} ${error.message ?? error.keyword}${what === "" ? "" : `: ${what}`}`;
}

/** All defaults and examples, node by node. */
function givenIn(node: JsonSchema, path: string): Given[] {
  const { default: fallback, examples = [], $schema, $defs, ...schema } = node as JsonSchema & Values;
  const found: Given[] = examples.map((value) => ({ path, code: "bad-example", schema, value }));
  if (fallback !== undefined) found.unshift({ path, code: "bad-default", schema, value: fallback });
  for (const [name, inner] of Object.entries((node.properties ?? {}) as { [name: string]: JsonSchema })) {
    found.push(...givenIn(inner, fieldPath(path, name)));
  }
  if (typeof node.items === "object") found.push(...givenIn(node.items as JsonSchema, `${path}[]`));
  const values = node.additionalProperties;
  if (typeof values === "object") found.push(...givenIn(values as JsonSchema, `${path}{}`));
  return found;
}

interface Values {
  default?: unknown;
  examples?: readonly unknown[];
}
