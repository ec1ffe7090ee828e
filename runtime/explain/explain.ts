/**
 * What an API server with our rules would do with a request, and by which rows. The schema is asked as the embedded
 * server asks it; rows are asked as compiled, all of them, where a server stops at the first place that refuses.
 */
import type { CompiledRules, Place } from "../../rules/lang/compiled.ts";
import type { Filled, Generators } from "../../rules/lang/defaulting.ts";
import { fieldErrorText } from "../../rules/lang/schema/index.ts";
import type { FieldError } from "../../rules/lang/schema/types.ts";
import type { Operation } from "../../rules/lang/tables.ts";
import { type AdmissionRequest, admit, type Refusal } from "../admission/admit.ts";
import type { Caller } from "../admission/facts.ts";
import { lookUp, readParameters } from "../admission/lookups.ts";
import type { KubeObject } from "../apiserver/contract.ts";
import { keepSystemFields, wipeSystemFields } from "../apiserver/registry/metadata.ts";
import type { Resource } from "../apiserver/registry/resource.ts";
import type { DynamicObject } from "../client/object.ts";
import { errorsOf, readObject, toBeStored } from "./as-server.ts";
import { filledBySchema } from "./filled-by-schema.ts";
import type { ExplainedKind } from "./kinds.ts";
import { knownObjects } from "./known-objects.ts";
import { DEFAULT_NAMESPACE, type ExplainedRequest } from "./requests.ts";

/** A field that was filled, by a row or by a default that stands in the API types. */
export interface FilledField {
  readonly field: string;
  /** Absent where a row took away what was there. */
  readonly value?: unknown;
  readonly rule?: string;
}

/** What happens to the object of a request. */
export interface Outcome {
  readonly allowed: boolean;
  /** What the API server says of the object's form; where it says anything, no row is asked. */
  readonly schema: readonly string[];
  readonly filled: readonly FilledField[];
  readonly refusals: readonly (Refusal & { readonly place: Place })[];
  /** How many rows speak about the operation, and were asked. */
  readonly asked: number;
  /** Objects that rows looked up and nobody gave. */
  readonly missing: readonly string[];
}

export interface Explanation extends Outcome {
  readonly kind: string;
  /** `namespace/name`, or the name. */
  readonly name: string;
  readonly operation: Operation;
  readonly caller: Caller;
  /** Whether a schema of the kind is known; there is none for kinds that the API server brings along. */
  readonly schemaKnown: boolean;
}

export interface Surroundings {
  readonly caller: Caller;
  /** Objects that rows may look up, and the parameters of admission. */
  readonly around: readonly DynamicObject[];
  readonly generators: Generators;
}

/** Never throws for what an object says; nothing is stored or sent. */
export async function explain(
  kind: ExplainedKind,
  request: ExplainedRequest,
  surroundings: Surroundings,
): Promise<Explanation> {
  const { metadata } = (request.object ?? request.old)!;
  const namespace = kind.namespaced ? (metadata?.namespace ?? DEFAULT_NAMESPACE) : "";
  const name = metadata?.name ?? `${metadata?.generateName}*`;
  return {
    kind: kind.kind,
    name: namespace === "" ? name : `${namespace}/${name}`,
    operation: request.operation,
    caller: surroundings.caller,
    schemaKnown: kind.resource !== undefined,
    ...(await decide(kind, request, namespace, surroundings)),
  };
}

async function decide(
  { resource, rules }: ExplainedKind,
  request: ExplainedRequest,
  namespace: string,
  { caller, around, generators }: Surroundings,
): Promise<Outcome> {
  const read = readRequest(resource, request, namespace);
  if ("complaint" in read) return { ...REFUSED, schema: [read.complaint] };
  const { object, old } = read;
  const bySchema = filledBySchema(request.object, object, rules);
  const known = knownObjects(around);
  const asking: AdmissionRequest = {
    operation: request.operation,
    object,
    oldObject: old,
    caller,
    params: await readParameters(knownObjects(around)),
    lookedUp: rules && (await lookUp(rules, request.operation, object ?? old, namespace, known)),
  };
  const defaulted = rules && admit(rules, asking, [], generators);
  const byRows = defaulted?.allowed ? defaulted.filled : [];
  const filled = [...bySchema, ...byRows.map(filledByRow)];
  const whole = defaulted?.allowed ? (defaulted.object as KubeObject) : object;
  const schema = object && resource ? formErrors(errorsOf(resource, whole!, old), rules) : [];
  if (schema.length > 0) return { ...REFUSED, schema, filled };
  const places: readonly Place[] = isBeingDeleted(object) ? ["crd"] : ["crd", "policy", "webhook"];
  const verdict = rules && admit(rules, asking, places, generators);
  const refusals = verdict?.allowed === false ? verdict.refusals : [];
  return {
    allowed: refusals.length === 0,
    schema,
    filled,
    refusals: refusals.map((refusal) => ({ ...refusal, place: placeOf(rules!, refusal.rule) })),
    asked: rules ? rowsAsked(rules, request.operation, places) : 0,
    missing: [...new Set(known.missing)],
  };
}

const REFUSED: Outcome = { allowed: false, schema: [], filled: [], refusals: [], asked: 0, missing: [] };

/** Both objects as the server shows them to admission. */
function readRequest(
  resource: Resource | undefined,
  request: ExplainedRequest,
  namespace: string,
): { object?: KubeObject; old?: KubeObject } | { complaint: string } {
  const place = (sent: DynamicObject): KubeObject => {
    const object = structuredClone(sent) as KubeObject;
    if (namespace !== "") object.metadata.namespace = namespace;
    return object;
  };
  const read: { object?: KubeObject; old?: KubeObject } = {};
  for (const which of ["old", "object"] as const) {
    const sent = request[which];
    if (!sent) continue;
    const shaped = resource ? readObject(resource, place(sent)) : { object: place(sent) };
    if ("complaint" in shaped) return shaped;
    read[which] = shaped.object;
  }
  const { object, old } = read;
  if (!object) return read;
  if (old) keepSystemFields(object.metadata, old.metadata);
  else wipeSystemFields(object.metadata);
  return { ...read, object: resource ? toBeStored(resource, object, old) : object };
}

/**
 * Complaints about the object's form. Where all are rows of ours there is none, and the rows are asked; else the server
 * answers with all that it found in the CRD, and asks nothing more.
 */
function formErrors(errors: readonly FieldError[], rules: CompiledRules | undefined): string[] {
  const isOfRow = ({ detail }: FieldError) =>
    rules?.checks.some(({ id }) => detail.endsWith(`[${id}]`)) ?? false;
  return errors.every(isOfRow) ? [] : errors.map(fieldErrorText);
}

const isBeingDeleted = (object: KubeObject | undefined): boolean =>
  object?.metadata.deletionTimestamp !== undefined;

const placeOf = (rules: CompiledRules, rule: string): Place =>
  rules.checks.find(({ id }) => id === rule)!.place;

function rowsAsked({ checks }: CompiledRules, operation: Operation, places: readonly Place[]): number {
  const asked = checks.filter(({ on, place }) => on.includes(operation) && places.includes(place));
  return new Set(asked.map(({ id }) => id)).size;
}

const filledByRow = ({ id, path, op, value }: Filled): FilledField => ({
  field: path.map((name, i) => (/^\d+$|\W/.test(name) ? `[${name}]` : i === 0 ? name : `.${name}`)).join(""),
  ...(op === "remove" ? {} : { value }),
  rule: id,
});
