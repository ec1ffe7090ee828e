/** The pure `admit` in the words of `admission.k8s.io/v1 AdmissionReview`. */
import type { CompiledRules } from "../../rules/lang/compiled.ts";
import type { Filled, Generators } from "../../rules/lang/defaulting.ts";
import type { Operation } from "../../rules/lang/tables.ts";
import { admit, type Refusal } from "./admit.ts";
import { ERROR_TYPES } from "./field-error.ts";
import { lookUp, type ObjectReader, readParameters } from "./lookups.ts";

export interface AdmissionReview {
  apiVersion: string;
  kind: string;
  request?: {
    uid: string;
    operation: string;
    kind: { group: string; version: string; kind: string };
    name?: string;
    namespace?: string;
    userInfo: { username?: string; groups?: string[] };
    object: unknown;
    oldObject: unknown;
  };
}

export interface AdmissionResponse {
  uid: string;
  allowed: boolean;
  patchType?: "JSONPatch";
  /** A JSON patch, base64. */
  patch?: string;
  status?: object;
}

/** Answers a review; one about a kind without rules, or about an object that is being deleted, is allowed. */
export async function review(
  rules: readonly CompiledRules[],
  body: AdmissionReview,
  generators: Generators,
  reader: ObjectReader,
): Promise<object> {
  return {
    apiVersion: "admission.k8s.io/v1",
    kind: "AdmissionReview",
    response: await respond(rules, body.request!, generators, reader),
  };
}

const OPERATIONS: { readonly [operation: string]: Operation } = {
  CREATE: "create",
  UPDATE: "update",
  DELETE: "delete",
};

async function respond(
  rules: readonly CompiledRules[],
  request: NonNullable<AdmissionReview["request"]>,
  generators: Generators,
  reader: ObjectReader,
): Promise<AdmissionResponse> {
  const { group, version, kind } = request.kind;
  const own = rules.find((candidate) => candidate.kind === `${group}/${version}/${kind}`);
  const operation = OPERATIONS[request.operation];
  if (!own || !operation || isBeingDeleted(request.object)) return { uid: request.uid, allowed: true };
  const caller = { username: request.userInfo.username ?? "", groups: request.userInfo.groups ?? [] };
  const object = operation === "delete" ? request.oldObject : request.object;
  const [params, lookedUp] = await Promise.all([
    readParameters(reader),
    lookUp(own, operation, object, request.namespace ?? "", reader),
  ]);
  const verdict = admit(
    own,
    { operation, object, oldObject: request.oldObject ?? undefined, caller, params, lookedUp },
    ["webhook"],
    generators,
  );
  if (!verdict.allowed)
    return { uid: request.uid, allowed: false, status: refusalStatus(request, verdict.refusals) };
  if (verdict.filled.length === 0) return { uid: request.uid, allowed: true };
  const patch = Buffer.from(JSON.stringify(verdict.filled.map(patchOperation))).toString("base64");
  return { uid: request.uid, allowed: true, patchType: "JSONPatch", patch };
}

const isBeingDeleted = (object: unknown): boolean =>
  (object as { metadata?: { deletionTimestamp?: string } } | null)?.metadata?.deletionTimestamp !== undefined;

const patchOperation = (filled: Filled) => ({
  op: filled.op,
  path: `/${filled.path.map((name) => name.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`,
  ...(filled.op === "remove" ? {} : { value: filled.value }),
});

function refusalStatus(
  request: NonNullable<AdmissionReview["request"]>,
  refusals: readonly Refusal[],
): object {
  const causes = refusals.map((refusal) => ({
    reason: ERROR_TYPES[refusal.reason].cause,
    field: refusal.field,
    message: `${ERROR_TYPES[refusal.reason].text}: ${refusal.message} [${refusal.rule}]`,
  }));
  const forbidden = refusals.every((refusal) => refusal.reason === "Forbidden");
  return {
    status: "Failure",
    code: forbidden ? 403 : 422,
    reason: forbidden ? "Forbidden" : "Invalid",
    message: causes.map((cause) => `${cause.field}: ${cause.message}`).join(", "),
    details: { name: request.name ?? "", group: request.kind.group, kind: request.kind.kind, causes },
  };
}
