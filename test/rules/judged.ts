/** What a cluster without our webhook has to answer to a request, as the compiled rows see it. */
import type { CompiledCheck, CompiledRules } from "../../rules/lang/compiled.ts";
import { applyDefaults } from "../../rules/lang/schema/index.ts";
import type { RefusalReason } from "../../rules/lang/tables.ts";
import { admit, type Refusal, type Verdict } from "../../runtime/admission/admit.ts";
import type { KubeObject } from "../../runtime/apiserver/contract.ts";
import type { AimedRequest } from "./aimed.ts";

export const CALLERS = {
  ordinary: { username: "developer", groups: ["system:authenticated"] },
  privileged: { username: "admin", groups: ["system:masters", "system:authenticated"] },
};

const generators = {
  uuid4: () => "00000000-0000-4000-8000-000000000001",
  now: () => "2026-01-02T03:04:05.000000006Z",
  build: () => "v1.2.3",
};

/** A refusal as a server words it. */
export interface Told {
  readonly rule: string;
  readonly reason: string;
  readonly message: string;
  /** Of a rule in a CRD. */
  readonly field?: string;
}

export interface Judgement {
  readonly crd: readonly Told[];
  readonly policy: readonly Told[];
  /** What becomes of a written object where nothing refuses, with all that defaults fill in. */
  readonly filled?: KubeObject;
}

/** The nearest reasons that servers know. */
const REASONS: Record<RefusalReason, { readonly crd: string; readonly policy: string }> = {
  Invalid: { crd: "FieldValueInvalid", policy: "Invalid" },
  TypeInvalid: { crd: "FieldValueInvalid", policy: "Invalid" },
  NotSupported: { crd: "FieldValueInvalid", policy: "Invalid" },
  NotFound: { crd: "FieldValueInvalid", policy: "Invalid" },
  Duplicate: { crd: "FieldValueInvalid", policy: "Invalid" },
  Required: { crd: "FieldValueRequired", policy: "Invalid" },
  Forbidden: { crd: "FieldValueForbidden", policy: "Forbidden" },
};

/** Rows that refuse, by the place that asks them. */
export function judge(request: AimedRequest): Judgement {
  const crd = refusalsOf(request, ["crd"]);
  const policy = refusalsOf(request, ["policy"]);
  const verdict = verdictOf(request, request.of.served, []);
  return {
    ...(verdict.allowed && request.operation !== "delete"
      ? { filled: applyDefaults(request.of.bare, verdict.object) as KubeObject }
      : {}),
    crd: crd.map(({ check, refusal }) => ({
      rule: check.id,
      reason: REASONS[check.reason].crd,
      message: `${check.message} [${check.id}]`,
      field: fieldOnServer(check, refusal),
    })),
    policy: policy.map(({ check }) => ({
      rule: check.id,
      reason: REASONS[check.reason].policy,
      message: `${check.field}: ${check.message} [${check.id}]`,
    })),
  };
}

const EVERYWHERE = ["crd", "policy", "webhook"] as const;

/** What all rows, wherever they run, make of the request; without their defaults where the caller says so. */
export const admitted = (request: AimedRequest, rules: CompiledRules = request.of.rules): Verdict =>
  verdictOf(request, rules, EVERYWHERE);

/** Every row that refuses the request, with all defaults and whoever asks it. */
export const refusedByAnyone = (request: AimedRequest): readonly Refusal[] =>
  refusedBy(request, request.of.rules, EVERYWHERE);

function refusalsOf(request: AimedRequest, places: readonly ("crd" | "policy")[]) {
  return refusedBy(request, request.of.served, places).map((refusal) => ({
    refusal,
    check: request.of.served.checks.find(
      ({ id, field, message }) =>
        id === refusal.rule &&
        refusal.message.startsWith(message) &&
        withoutIndexes(refusal.field) === withoutIndexes(field),
    )!,
  }));
}

/** What could not be evaluated: such a refusal ends in the error. */
export const failures = (request: AimedRequest): readonly Refusal[] =>
  refusedByAnyone(request).filter(
    ({ rule, message }) =>
      !request.of.rules.checks.some((check) => check.id === rule && check.message === message),
  );

function refusedBy(...asked: Parameters<typeof verdictOf>): readonly Refusal[] {
  const verdict = verdictOf(...asked);
  return verdict.allowed ? [] : verdict.refusals;
}

function verdictOf(
  { of, operation, object, oldObject, privileged, off, lookedUp }: AimedRequest,
  rules: AimedRequest["of"]["rules"],
  places: Parameters<typeof admit>[2],
): Verdict {
  const decoded = (one: unknown) => (one === undefined ? undefined : applyDefaults(of.bare, one));
  const request = {
    operation,
    ...(operation === "delete" ? { oldObject: decoded(object) } : { object: decoded(object) }),
    ...(oldObject ? { oldObject: decoded(oldObject) } : {}),
    caller: privileged ? CALLERS.privileged : CALLERS.ordinary,
    params: { spec: { features: Object.fromEntries(off.map((name) => [name, false])) } },
    lookedUp: { ...nothingFound(of.rules), ...lookedUp },
  };
  return admit(rules, request, places, generators);
}

/** Of lookups that answer several objects, none. */
const nothingFound = ({ lookups }: CompiledRules) =>
  Object.fromEntries(Object.entries(lookups).flatMap(([fact, { many }]) => (many ? [[fact, {}]] : [])));

/** A rule that stands above a list cannot name an item of it. */
function fieldOnServer({ scope, field, carrier = "" }: CompiledCheck, refusal: Refusal): string {
  if (scope === "node") return refusal.field;
  const end = field.indexOf("[]", carrier.length);
  return end < 0 ? refusal.field : field.slice(0, end);
}

const withoutIndexes = (field: string): string => field.replace(/\[\d*\]/g, "[]");
