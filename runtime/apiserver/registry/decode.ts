/** From the bytes of a request body to an object of the resource, as strict as the request wants it. */
import { parse as parseYaml } from "yaml";
import type { KubeObject } from "../contract.ts";
import { badRequest } from "../errors.ts";
import { duplicateKeys } from "./json-duplicates.ts";
import { readMetadata } from "./metadata.ts";
import type { RequestContext, Resource } from "./resource.ts";

export type BodyFormat = "json" | "yaml";

/** Deeper bodies are refused, so that no walk over an object runs out of stack. */
const deepest = 1000;

/** Reads a whole object; throws the StatusError for a body that is none. */
export function decodeObject(
  resource: Resource,
  body: Buffer,
  format: BodyFormat,
  context: RequestContext,
): KubeObject {
  const { value, duplicates } = parseBody(resource, body, format, context);
  const complain = (why: string) =>
    badRequest(
      `the object provided is unrecognized (must be of type ${resource.info.kind}): ${why} (${summary(body)})`,
    );
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw complain(
      "couldn't get version/kind; json parse error: json: cannot unmarshal the body into an object",
    );
  }
  const object = value as KubeObject;
  if (resource.custom) {
    if (!isText(object.kind)) throw complain(`Object 'Kind' is missing in '${body.toString()}'`);
    if (!isText(object.apiVersion)) {
      throw complain(`Object 'apiVersion' is missing in '${body.toString()}'`);
    }
  } else {
    object.kind = isText(object.kind) ? object.kind : resource.info.kind;
    object.apiVersion = isText(object.apiVersion) ? object.apiVersion : resource.apiVersion;
  }
  return shapeObject(resource, object, context, duplicates);
}

/** Brings a parsed object into the shape of the resource; unknown fields warn or are refused. */
export function shapeObject(
  resource: Resource,
  object: KubeObject,
  context: RequestContext,
  duplicates: readonly string[],
  strict: (problems: string[]) => Error = (problems) =>
    badRequest(
      `${sentAs(object)} cannot be handled as a ${resource.info.kind}: strict decoding error: ${problems.join(", ")}`,
    ),
): KubeObject {
  if (object.apiVersion !== resource.apiVersion) {
    throw badRequest(
      `the API version in the data (${object.apiVersion}) does not match the expected API version (${resource.apiVersion})`,
    );
  }
  if (!resource.custom && object.kind !== resource.info.kind) {
    throw badRequest(
      `${sentAs(object)} cannot be handled as a ${resource.info.kind}: converting (${object.kind}) to (${resource.info.kind}): unknown conversion`,
    );
  }
  const unknown: string[] | undefined = context.fieldValidation === "Ignore" ? undefined : [];
  const unreadable = readMetadata(object, unknown) ?? resource.strategy.undecodable?.(object);
  if (unreadable !== undefined) {
    throw badRequest(`${sentAs(object)} cannot be handled as a ${resource.info.kind}: ${unreadable}`);
  }
  const shaped = resource.strategy.normalize(object, unknown);
  if (unknown !== undefined) {
    const problems = [
      ...duplicates.map((path) => `duplicate field ${JSON.stringify(path)}`),
      ...unknown.sort().map((path) => `unknown field ${JSON.stringify(path)}`),
    ];
    if (problems.length > 0) {
      if (context.fieldValidation === "Strict") throw strict(problems);
      for (const problem of problems) context.warn(problem);
    }
  }
  return shaped;
}

/** The JSON or YAML value of a body, and the keys it has twice. */
function parseBody(resource: Resource, body: Buffer, format: BodyFormat, context: RequestContext) {
  const text = body.toString();
  const unreadable = (error: unknown) =>
    badRequest(
      `the object provided is unrecognized (must be of type ${resource.info.kind}): couldn't get version/kind; json parse error: ${firstLine(error)} (${summary(body)})`,
    );
  let value: unknown;
  try {
    value =
      format === "json"
        ? JSON.parse(text)
        : parseYaml(text, { schema: "yaml-1.1", uniqueKeys: false, maxAliasCount: 100 });
  } catch (error) {
    throw unreadable(error);
  }
  if (isTooDeep(value, deepest)) throw unreadable(new Error("exceeded max depth"));
  const duplicates = format === "json" && context.fieldValidation !== "Ignore" ? duplicateKeys(text) : [];
  return { value, duplicates };
}

/** Reads a patch document. */
export function decodePatch(body: Buffer, format: BodyFormat): unknown {
  let value: unknown;
  try {
    const text = body.toString();
    value =
      format === "json" ? JSON.parse(text) : parseYaml(text, { schema: "yaml-1.1", maxAliasCount: 100 });
  } catch (error) {
    throw badRequest(`error decoding patch: ${firstLine(error)}`);
  }
  if (isTooDeep(value, deepest)) throw badRequest("error decoding patch: exceeded max depth");
  return value;
}

function isTooDeep(value: unknown, left: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (left === 0) return true;
  for (const key in value) if (isTooDeep((value as { [key: string]: unknown })[key], left - 1)) return true;
  return false;
}

function sentAs(object: KubeObject): string {
  const version = object.apiVersion.slice(object.apiVersion.indexOf("/") + 1);
  return `${object.kind} in version ${JSON.stringify(version)}`;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]!;
}

/** The start of a body as hexadecimal digits. */
function summary(body: Buffer): string {
  const start = body.subarray(0, 30).toString("hex");
  return body.length > 30 ? `${start} ...` : start;
}
