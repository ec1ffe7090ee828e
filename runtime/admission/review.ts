/** The pure `admit` in the words of `admission.k8s.io/v1 AdmissionReview`. */
import type { CompiledRules } from "../../rules/lang/compiled.ts";
import type { Filled, Generators } from "../../rules/lang/defaulting.ts";
import type { RefusalReason } from "../../rules/lang/tables.ts";
import { admit, type Refusal } from "./admit.ts";

export interface AdmissionReview {
  apiVersion: string;
  kind: string;
  request?: {
    uid: string;
    operation: string;
    kind: { group: string; version: string; kind: string };
    name?: string;
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
export function review(
  rules: readonly CompiledRules[],
  body: AdmissionReview,
  generators: Generators,
): object {
  const request = body.request!;
  return {
    apiVersion: "admission.k8s.io/v1",
    kind: "AdmissionReview",
    response: respond(rules, request, generators),
  };
}

function respond(
  rules: readonly CompiledRules[],
  request: NonNullable<AdmissionReview["request"]>,
  generators: Generators,
): AdmissionResponse {
  const { group, version, kind } = request.kind;
  const own = rules.find((candidate) => candidate.kind === `${group}/${version}/${kind}`);
  const operation =
    request.operation === "CREATE" ? "create" : request.operation === "UPDATE" ? "update" : undefined;
  if (!own || !operation || isBeingDeleted(request.object)) return { uid: request.uid, allowed: true };
  const caller = { username: request.userInfo.username ?? "", groups: request.userInfo.groups ?? [] };
  const verdict = admit(
    own,
    { operation, object: request.object, oldObject: request.oldObject ?? undefined, caller },
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
  op: filled.replaced ? "replace" : "add",
  path: `/${filled.path.map((name) => name.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`,
  value: filled.value,
});

/** How Kubernetes' `field.Error` begins, and the cause it is reported as. */
const ERROR_TYPES: { readonly [reason in RefusalReason]: { text: string; cause: string } } = {
  Invalid: { text: "Invalid value", cause: "FieldValueInvalid" },
  Forbidden: { text: "Forbidden", cause: "FieldValueForbidden" },
  Required: { text: "Required value", cause: "FieldValueRequired" },
  Duplicate: { text: "Duplicate value", cause: "FieldValueDuplicate" },
};

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
