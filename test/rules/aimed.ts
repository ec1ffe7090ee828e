/**
 * Requests aimed at rows: each example of a row put into whole objects of its kind. What an example leaves open is filled
 * in several ways, for what one row asks for another may refuse.
 */
import { isDeepStrictEqual } from "node:util";
import type { PlacedCheck } from "../../codegen/rules/check.ts";
import { splitAtItems } from "../../codegen/rules/fields.ts";
import { upgradeMarks } from "../../rules/lang/annotations.ts";
import { textMatching } from "../../rules/lang/samples/pattern-text.ts";
import { applyDefaults, type JSONSchemaProps, validate } from "../../rules/lang/schema/index.ts";
import type { Example, Operation } from "../../rules/lang/tables.ts";
import { valueAt } from "../../rules/lang/value-at.ts";
import type { KubeObject } from "../../runtime/apiserver/contract.ts";
import type { KindUnderTest } from "./every-kind.ts";

export interface AimedRequest {
  readonly of: KindUnderTest;
  readonly operation: Operation;
  /** Of a delete, the object that goes. */
  readonly object: KubeObject;
  readonly oldObject?: KubeObject;
  readonly privileged: boolean;
  /** Features that are off. */
  readonly off: readonly string[];
  readonly lookedUp?: { readonly [fact: string]: unknown };
}

export type Json = { [field: string]: unknown };

const NAMES = { name: "it", namespace: "ns" };

/** All requests of a kind that its rows' examples make, and whose objects the schema accepts. */
export function aimedAt(kind: KindUnderTest): AimedRequest[] {
  const all = kind.checks.flatMap((check) =>
    [...check.admits, ...check.refuses].flatMap((example) => embedded(kind, check, example)),
  );
  return [...new Map(all.map((request) => [textOf(request), request])).values()];
}

const textOf = ({ of: _, ...request }: AimedRequest): string => JSON.stringify(request);

/** An example in every surrounding, on every operation of its row. */
function embedded(of: KindUnderTest, check: PlacedCheck, example: Example): AimedRequest[] {
  const { privileged, powerOnHeld, upgraded, restartDue: _, ...lookedUp } = example.facts ?? {};
  const annotations = { ...(powerOnHeld ? HELD : {}), ...(upgraded ? UPGRADED : {}) };
  const place = (node: unknown, root: unknown, { base, keeps }: Surrounding): KubeObject => {
    const around = merged(base, merged({ metadata: { annotations } }, root ?? {})) as Json;
    const whole = check.anchor === "" ? merged(around, node) : around;
    if (check.anchor !== "" && node !== undefined) put(whole as Json, check.anchor.split("."), node, keeps);
    return named(of, completed(of.schema, whole) as Json);
  };
  return operationsFor(check, example).flatMap((operation) =>
    surroundings(of, check).flatMap((around): AimedRequest[] => {
      const object = place(example.wrote ?? example.new, example.root, around);
      const oldObject = place(example.old, example.oldRoot ?? example.root, around);
      const request = {
        of,
        operation,
        object,
        ...(operation === "update" ? { oldObject } : {}),
        privileged: privileged === true,
        off: example.off ?? [],
        lookedUp,
      };
      return isPossible(request) ? [asAsked(request)] : [];
    }),
  );
}

const HELD = { "poweron.check.vmoperator.vmware.com/backup": "a backup is running" };
const UPGRADED = {
  [upgradeMarks.build]: "1.2.3",
  [upgradeMarks.schema]: "v1alpha5",
  [upgradeMarks.feature]: "1",
};

/** An example with something old is about an update; one without is about all operations of the row. */
function operationsFor({ on }: PlacedCheck, example: Example): readonly Operation[] {
  const isUpdate = example.old !== undefined || example.oldRoot !== undefined;
  return isUpdate ? on.filter((operation) => operation === "update") : on;
}

interface Surrounding {
  readonly base: KubeObject;
  /** What stands where the example goes keeps the fields that the example does not name. */
  readonly keeps: boolean;
}

/** What most rows are about that ask for a state; only some kinds have one. */
const running = { status: { powerState: "PoweredOn" } } as unknown as KubeObject;

/** Nothing, a running machine, and each sample: as it is, and without what stands where the example goes. */
function surroundings({ samples }: KindUnderTest, { anchor }: PlacedCheck): Surrounding[] {
  const path = (splitAtItems(anchor).items || anchor).replace(/\[\].*/, "").split(".");
  const cleared = path[0] ? samples.map((sample) => without(sample, path)) : [];
  return [
    ...[{} as KubeObject, running, ...samples, ...cleared].map((base) => ({ base, keeps: false })),
    ...(anchor.includes(".") ? samples.map((base) => ({ base, keeps: true })) : []),
  ];
}

/** Whether the schema accepts what is asked and what was there. */
export const isPossible = ({ of, object, oldObject }: AimedRequest): boolean =>
  [object, oldObject].every(
    (one) =>
      one === undefined ||
      (validate(of.bare, applyDefaults(of.bare, one), { operation: "create" }).errors.length === 0 &&
        canBeScaled(of, one)),
  );

/** What a server asks of the fields that the scale subresource reads. */
function canBeScaled({ crd }: KindUnderTest, object: KubeObject): boolean {
  const { scale } = crd.spec.versions[0]!.subresources ?? {};
  const paths = scale ? [scale.specReplicasPath, scale.statusReplicasPath] : [];
  return paths.every((path) => Number(valueAt(object, path.slice(1)) ?? 0) >= 0);
}

/** The request as a server has it: nobody writes a status together with the rest. */
export function asAsked(request: AimedRequest): AimedRequest {
  const { of, operation, oldObject } = request;
  if (operation === "delete" || !of.crd.spec.versions[0]!.subresources?.status) return request;
  const { status: _, ...object } = request.object;
  return {
    ...request,
    object: (oldObject?.status === undefined
      ? object
      : { ...object, status: oldObject.status }) as KubeObject,
  };
}

/** The object under the names of its kind, as JSON has it. */
export function named({ apiVersion, kind, crd }: KindUnderTest, object: Json): KubeObject {
  const { metadata, ...rest } = object as { metadata?: Json };
  const { namespace, name } = NAMES;
  const names = { name: metadata?.name ?? name, ...(crd.spec.scope === "Namespaced" ? { namespace } : {}) };
  const { labels, annotations } = metadata ?? {};
  const ownerReferences = (metadata?.ownerReferences as Json[] | undefined)?.map((one) => ({
    ...OWNER,
    ...one,
  }));
  const head = { apiVersion, kind, metadata: { labels, annotations, ownerReferences, ...names } };
  return JSON.parse(JSON.stringify({ ...rest, ...head }));
}

const OWNER = {
  apiVersion: "v1",
  kind: "ConfigMap",
  name: "it",
  uid: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01",
};

/** The second over the first; what is no object replaces. */
function merged(base: unknown, over: unknown): unknown {
  if (over === undefined) return structuredClone(base);
  if (!isObject(base) || !isObject(over)) return structuredClone(over);
  const fields = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...fields].map((field) => [field, merged(base[field], over[field])]));
}

/** Puts a node where the path leads; a list on the way is then one of this item. */
function put(object: Json, [step, ...rest]: readonly string[], node: unknown, keeps: boolean): void {
  const field = step!.replace("[]", "");
  const inner = (value: unknown): unknown => {
    if (rest.length === 0) return keeps ? merged(value, node) : structuredClone(node);
    const made = isObject(value) ? value : {};
    put(made, rest, node, keeps);
    return made;
  };
  const there = object[field];
  // What stands around an item may have it in its list already, among others.
  if (rest.length === 0 && Array.isArray(there) && there.some((item) => isDeepStrictEqual(item, node)))
    return;
  object[field] = step!.endsWith("[]") ? [inner(Array.isArray(there) ? there[0] : undefined)] : inner(there);
}

function without(object: KubeObject, path: readonly string[]): KubeObject {
  const copy = structuredClone(object) as Json;
  let at: unknown = copy;
  for (const name of path.slice(0, -1)) at = isObject(at) ? at[name] : undefined;
  if (isObject(at)) delete at[path.at(-1)!];
  return copy as KubeObject;
}

/** The value with the required fields that it lacks, as plain as the schema allows; items differ by their index. */
function completed(schema: JSONSchemaProps, value: unknown, index = 0): unknown {
  if (Array.isArray(value))
    return value.map((item, i) => completed((schema.items as JSONSchemaProps | undefined) ?? {}, item, i));
  if (!isObject(value)) return value;
  const lacking = (schema.required ?? []).filter((name) => value[name] === undefined);
  const whole = {
    ...value,
    ...Object.fromEntries(lacking.map((name) => [name, plain(schema.properties![name]!, index)])),
  };
  return Object.fromEntries(
    Object.entries(whole).map(([name, inner]) => [name, completed(schema.properties?.[name] ?? {}, inner)]),
  );
}

function plain(schema: JSONSchemaProps, index = 0): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[index % schema.enum.length];
  switch (schema.type) {
    case "integer":
    case "number":
      return (schema.minimum ?? 1) + index;
    case "boolean":
      return false;
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, (_, i) =>
        plain(schema.items as JSONSchemaProps, i),
      );
    case "object":
      return completed(schema, {});
    default:
      return FORMATS[schema.format ?? ""] ?? text(schema, index);
  }
}

function text({ pattern, minLength = 1 }: JSONSchemaProps, index: number): string {
  const one = (pattern === undefined ? undefined : textMatching(pattern)) ?? "a".repeat(minLength);
  return index === 0 ? one : `${one}${index}`;
}

const FORMATS: { readonly [format: string]: string } = {
  uuid: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01",
  "date-time": "2026-01-02T03:04:05Z",
  ipv4: "192.0.2.1",
};

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
