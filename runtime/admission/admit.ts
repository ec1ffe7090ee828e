/**
 * Admission as a pure function: a request and the rules in, a verdict and the filled object out. What an API server
 * enforces by itself is left to it, unless the caller asks for all rows (dry runs, explanations, older clusters).
 */
import { isDeepStrictEqual } from "node:util";
import { rt } from "../../rules/lang/cel/index.ts";
import type { CompiledCheck, CompiledRules, Place } from "../../rules/lang/compiled.ts";
import { type Filled, type Generators, runDefaults } from "../../rules/lang/defaulting.ts";
import type { Operation, RefusalReason } from "../../rules/lang/tables.ts";
import { valueAt } from "../../rules/lang/value-at.ts";
import { type Caller, requestFacts } from "./facts.ts";

export interface AdmissionRequest {
  readonly operation: Operation;
  readonly object: unknown;
  /** Absent on create. */
  readonly oldObject?: unknown;
  readonly caller: Caller;
}

export interface Refusal {
  /** The row that refuses. */
  readonly rule: string;
  readonly field: string;
  readonly reason: RefusalReason;
  readonly message: string;
}

export type Verdict =
  | { readonly allowed: true; readonly object: unknown; readonly filled: readonly Filled[] }
  | { readonly allowed: false; readonly refusals: readonly Refusal[] };

/**
 * Fills what the caller left out, then asks every check of the given places. A check that cannot be evaluated refuses:
 * the generator proved that this does not happen for an object the schema accepts.
 */
export function admit(
  rules: CompiledRules,
  request: AdmissionRequest,
  places: readonly Place[],
  generators: Generators,
): Verdict {
  const facts = requestFacts(rules, request.caller, request.object);
  const { oldObject } = request;
  const { object, filled } = runDefaults(rules.defaults, {
    object: request.object,
    oldObject: oldObject ?? {},
    operation: request.operation,
    facts,
    generators,
  });
  const asked = { operation: request.operation, object, oldObject, wrote: request.object, facts };
  const refusals = rules.checks
    .filter((check) => places.includes(check.place))
    .flatMap((check) => refuse(check, asked));
  return refusals.length > 0 ? { allowed: false, refusals } : { allowed: true, object, filled };
}

interface Asked {
  operation: Operation;
  object: unknown;
  oldObject: unknown;
  wrote: unknown;
  facts: { [name: string]: unknown };
}

function refuse(check: CompiledCheck, asked: Asked): Refusal[] {
  const inCrd = check.place === "crd";
  const self = valueAt(asked.object, check.anchor) ?? absent(check, inCrd);
  if (self === undefined) return [];
  const before = valueAt(asked.oldObject, check.anchor) ?? undefined;
  // A rule of a CRD speaks about its node: where that is new, an update of the object creates it.
  const operation = inCrd && before === undefined ? "create" : asked.operation;
  if (!check.on.includes(operation)) return [];
  const result = rt.run(check.test, {
    self,
    oldSelf: before ?? {},
    wrote: valueAt(asked.wrote, check.anchor) ?? {},
    fact: asked.facts,
  });
  if (result.ok && result.value === true) return [];
  // What an API server forgives: a value that was there before, and that the rule judges by itself.
  if (inCrd && operation === "update" && !check.readsOld && isDeepStrictEqual(self, before)) return [];
  const message = result.ok ? check.message : `${check.message} (${result.error.message})`;
  return [{ rule: check.id, field: check.field, reason: check.reason, message }];
}

/** An absent `spec` or `metadata` reads as an empty one outside the CRD; elsewhere no row applies to what is absent. */
const absent = ({ anchor }: CompiledCheck, inCrd: boolean): object | undefined =>
  inCrd || anchor.includes(".") ? undefined : {};
