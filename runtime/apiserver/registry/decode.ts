/** From the bytes of a request body to an object of the resource, as strict as the request wants it. */
import { parse as parseYaml } from "yaml";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { kubernetesYaml } from "../../yaml.ts";
import { goMismatch } from "../builtin/go-decode.ts";
import { builtinKinds } from "../builtin/kinds.ts";
import { protobufMessages } from "../builtin/protobuf-fields.ts";
import type { KubeObject } from "../contract.ts";
import { badRequest, unsupportedMediaType } from "../errors.ts";
import { decodeProtobuf, ProtobufError } from "../http/protobuf.ts";
import { duplicateKeys } from "./json-duplicates.ts";
import { syntaxProblem } from "./json-syntax.ts";
import { readMetadata } from "./metadata.ts";
import type { RequestContext, Resource } from "./resource.ts";
import { repeatedKeys } from "./yaml-duplicates.ts";

export type BodyFormat = "json" | "yaml" | "protobuf";

/** Deeper bodies are refused, so that no walk over an object runs out of stack. */
const deepest = 1000;

/** Reads a whole object; throws the StatusError for a body that is none. */
export function decodeObject(
  resource: Resource,
  body: Buffer,
  format: BodyFormat,
  context: RequestContext,
): KubeObject {
  const complain = (why: string) =>
    badRequest(
      `the object provided is unrecognized (must be of type ${resource.info.kind}): ${why} (${summary(body)})`,
    );
  if (format === "protobuf")
    return shapeObject(resource, readProtobuf(resource, body, complain), context, []);
  const text = body.toString();
  const value = parseText(text, format, (why) => complain(format === "json" ? untyped(why) : why));
  const duplicates = context.fieldValidation === "Ignore" ? [] : duplicatesIn(text, format, context);
  if (value !== null && (typeof value !== "object" || Array.isArray(value))) {
    throw complain(untyped(noObject(value)));
  }
  const object = (value ?? {}) as KubeObject;
  for (const field of ["apiVersion", "kind"] as const) {
    if (object[field] === null || object[field] === undefined) object[field] = "";
    else if (typeof object[field] !== "string") {
      const found = goKind(object[field]);
      throw complain(
        untyped(`json: cannot unmarshal ${found} into Go struct field .${field} of type string`),
      );
    }
  }
  if (object.apiVersion.split("/").length > 2) {
    throw complain(`unexpected GroupVersion string: ${object.apiVersion}`);
  }
  if (!resource.custom) {
    object.kind ||= resource.info.kind;
    object.apiVersion ||= resource.apiVersion;
  } else if (object.kind === "") throw complain(`Object 'Kind' is missing in '${text}'`);
  return shapeObject(resource, object, context, duplicates);
}

/** What is said of keys that stand twice. `text` has been parsed without an error. */
function duplicatesIn(text: string, format: "json" | "yaml", { fieldValidation }: RequestContext): string[] {
  if (format === "json") return duplicateKeys(text).map((path) => `duplicate field ${JSON.stringify(path)}`);
  const found = repeatedKeys(text);
  if (found.length === 0 || fieldValidation === "Warn") return found;
  return [`yaml: unmarshal errors:\n  ${found.join("\n  ")}`];
}

/** The Go type that Kubernetes first reads every body as. */
const typeHeader =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

function noObject(value: unknown): string {
  return `json: cannot unmarshal ${goKind(value)} into Go value of type ${typeHeader}`;
}

function untyped(why: string): string {
  return `couldn't get version/kind; json parse error: ${why}`;
}

function readProtobuf(resource: Resource, body: Buffer, complain: (why: string) => Error): KubeObject {
  if (resource.custom || !protobufMessages.has(resource.info.kind)) {
    throw unsupportedMediaType(["application/json", "application/yaml"]);
  }
  try {
    const object = decodeProtobuf(body, protobufMessages, resource.info.kind);
    return {
      ...object,
      kind: object.kind || resource.info.kind,
      apiVersion: object.apiVersion || resource.apiVersion,
    } as KubeObject;
  } catch (error) {
    throw error instanceof ProtobufError ? complain(error.message) : error;
  }
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
  if (object.apiVersion !== resource.apiVersion) throw otherVersion(resource, object, context, strict);
  if (!resource.custom && object.kind !== resource.info.kind) throw otherKind(resource, object);
  const unknown: string[] | undefined = context.fieldValidation === "Ignore" ? undefined : [];
  const unreadable =
    readMetadata(object, unknown, resource.custom ? undefined : resource.info.kind) ??
    resource.strategy.undecodable?.(object);
  if (unreadable !== undefined) {
    throw badRequest(`${sentAs(object)} cannot be handled as a ${resource.info.kind}: ${unreadable}`);
  }
  const shaped = resource.strategy.normalize(object, unknown);
  if (unknown !== undefined) {
    const problems = [
      ...duplicates,
      ...unknown.sort().map((path) => `unknown field ${JSON.stringify(path)}`),
    ];
    if (problems.length > 0) {
      if (context.fieldValidation === "Strict") throw strict(problems);
      for (const problem of problems) context.warn(problem);
    }
  }
  return shaped;
}

/** The refusal of a body of another built-in kind than the URL's. */
function otherKind(resource: Resource, object: KubeObject): Error {
  const { group, version, kind } = resource.info;
  const isKnown = builtinKinds.some(
    (known) => known.kind === object.kind && known.group === group && known.version === version,
  );
  const why = isKnown
    ? `converting (${version}.${object.kind}) to (${internalGroup(resource)}.${kind}): unknown conversion`
    : unregistered(object);
  return badRequest(`${sentAs(object)} cannot be handled as a ${kind}: ${why}`);
}

function unregistered({ kind, apiVersion }: { kind?: unknown; apiVersion?: unknown }): string {
  return `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/runtime/scheme.go:111"`;
}

/** The refusal of a body in another version than the URL's. */
function otherVersion(
  { info, apiVersion, custom }: Resource,
  object: KubeObject,
  context: RequestContext,
  strict: (problems: string[]) => Error,
): Error {
  if (!custom) {
    return badRequest(`${sentAs(object)} cannot be handled as a ${info.kind}: ${unregistered(object)}`);
  }
  // A version that the resource does not have has no fields.
  if (object.kind === info.kind && object.apiVersion.startsWith(`${info.group}/`)) {
    const unknown = Object.keys(object)
      .filter((field) => !["apiVersion", "kind", "metadata"].includes(field))
      .map((field) => `unknown field ${JSON.stringify(field)}`)
      .sort();
    if (context.fieldValidation === "Strict" && unknown.length > 0) return strict(unknown);
    if (context.fieldValidation === "Warn") for (const text of unknown) context.warn(text);
  }
  return badRequest(
    `the API version in the data (${object.apiVersion}) does not match the expected API version (${apiVersion})`,
  );
}

/** The Go package of a built-in kind's internal form. */
function internalGroup({ info }: Resource): string {
  return info.group === "" ? "core" : info.group.split(".", 1)[0]!;
}

/** The JSON or YAML value of a text; `refuse` makes the error of one that is neither. */
function parseText(text: string, format: "json" | "yaml", refuse: (why: string) => Error): unknown {
  let value: unknown;
  try {
    value =
      format === "json"
        ? JSON.parse(text)
        : parseYaml(text, { ...kubernetesYaml, uniqueKeys: false, maxAliasCount: 100 });
  } catch (error) {
    const problem = format === "json" ? syntaxProblem(text) : undefined;
    throw refuse(problem ?? (format === "yaml" ? `yaml: ${firstLine(error)}` : firstLine(error)));
  }
  if (isTooDeep(value, deepest)) throw refuse("exceeded max depth");
  return value;
}

/** Reads a patch document. */
export function decodePatch(body: Buffer, format: "json" | "yaml"): unknown {
  return parseText(body.toString(), format, (why) => badRequest(`error decoding patch: ${why}`));
}

/** Reads the options of a deletion. */
export function decodeDeleteOptions(body: Buffer, format: BodyFormat): object {
  if (format === "protobuf") {
    try {
      return decodeProtobuf(body, protobufMessages, "DeleteOptions");
    } catch (error) {
      throw error instanceof ProtobufError ? badRequest(error.message) : error;
    }
  }
  const value = parseText(body.toString(), format, (why) => badRequest(untyped(why))) ?? {};
  if (typeof value !== "object" || Array.isArray(value)) throw badRequest(untyped(noObject(value)));
  const wrong = goMismatch("DeleteOptions", deleteOptionsSchema, value);
  if (wrong !== undefined) throw badRequest(wrong);
  const { kind = "DeleteOptions", apiVersion = "v1" } = value as { kind?: unknown; apiVersion?: unknown };
  if (kind !== "DeleteOptions") throw badRequest(unregistered({ kind, apiVersion }));
  return value;
}

const text: JSONSchemaProps = { type: "string" };
const deleteOptionsSchema: JSONSchemaProps = {
  type: "object",
  properties: {
    apiVersion: text,
    kind: text,
    dryRun: { type: "array", items: text },
    gracePeriodSeconds: { type: "integer", format: "int64" },
    orphanDependents: { type: "boolean" },
    propagationPolicy: text,
    preconditions: { type: "object", properties: { uid: text, resourceVersion: text } },
  },
};

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

function goKind(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]!;
}

const longestSummary = 30;
const openBrace = 0x7b;

/** The start of a body: JSON objects as they are, anything else as hexadecimal digits. */
function summary(body: Buffer): string {
  if (body.length === 0) return "<empty>";
  const start = body.subarray(0, longestSummary).toString(body[0] === openBrace ? "utf8" : "hex");
  return body.length > longestSummary ? `${start} ...` : start;
}
