/**
 * Admission as a pure function: a request and the rules in, a verdict and the filled object out. What an API server
 * enforces by itself is left to it, unless the caller asks for all rows (dry runs, explanations, older clusters).
 */
import { rt } from "../../rules/lang/cel/index.ts";
import type { CompiledRules, Place } from "../../rules/lang/compiled.ts";
import { type Filled, type Generators, runDefaults } from "../../rules/lang/defaulting.ts";
import { type Node, nodesAt, type Route } from "../../rules/lang/nodes.ts";
import { equal } from "../../rules/lang/schema/json.ts";
import type { Operation, RefusalReason } from "../../rules/lang/tables.ts";
import { valueAt } from "../../rules/lang/value-at.ts";
import { markChanged } from "./changes.ts";
import { type Caller, featuresOf, requestFacts } from "./facts.ts";
import { type Plan, type PlannedCheck, planFor } from "./plan.ts";

export interface AdmissionRequest {
  readonly operation: Operation;
  /** Absent on delete. */
  readonly object?: unknown;
  /** Absent on create. */
  readonly oldObject?: unknown;
  readonly caller: Caller;
  /** The AdmissionParameters in force; without them all features are on, and only the built-in callers privileged. */
  readonly params?: object | undefined;
  /** The objects that `lookups` ask for, by fact; what does not exist is left out. */
  readonly lookedUp?: { readonly [fact: string]: unknown };
}

export interface Refusal {
  /** The row that refuses. */
  readonly rule: string;
  /** With indexes: `spec.network.interfaces[2].gateway4`. */
  readonly field: string;
  readonly reason: RefusalReason;
  readonly message: string;
}

export type Verdict =
  | { readonly allowed: true; readonly object: unknown; readonly filled: readonly Filled[] }
  | { readonly allowed: false; readonly refusals: readonly Refusal[] };

/**
 * Fills what the caller left out, then asks the checks of the given places; of an update those that judge something it
 * changes, for no other refuses it. A check that cannot be evaluated refuses: the generator proved that this does not
 * happen for an object the schema accepts.
 */
export function admit(
  rules: CompiledRules,
  request: AdmissionRequest,
  places: readonly Place[],
  generators: Generators,
): Verdict {
  const { operation, oldObject } = request;
  const wrote = operation === "delete" ? oldObject : request.object;
  const fact = { ...requestFacts(rules, request.caller, wrote, request.params), ...request.lookedUp };
  const feature = featuresOf(rules, request.params);
  const { object, filled } =
    operation === "delete"
      ? { object: wrote, filled: [] }
      : runDefaults(rules.defaults, {
          object: wrote,
          oldObject: oldObject ?? {},
          operation,
          facts: fact,
          features: feature,
          generators,
        });
  const asked: Asked = { operation, object, oldObject, wrote, fact, feature };
  const refusals = askAll(planFor(rules, operation, places), asked);
  return refusals.length > 0 ? { allowed: false, refusals } : { allowed: true, object, filled };
}

interface Asked {
  operation: Operation;
  object: unknown;
  oldObject: unknown;
  wrote: unknown;
  fact: object;
  feature: object;
}

/** A node of the request and the variables of the rows that are anchored there. */
interface BoundNode {
  readonly node: Node;
  readonly bindings: { readonly [name: string]: unknown };
}

function askAll({ checks, routes, watch, always }: Plan, asked: Asked): Refusal[] {
  const mustAsk = always.slice();
  if (asked.operation === "update") markChanged(watch, asked.object, asked.oldObject, mustAsk);
  const known: (readonly BoundNode[])[] = new Array(routes.length);
  const refusals: Refusal[] = [];
  for (let i = 0; i < checks.length; i++) {
    if (mustAsk[i] === 0) continue;
    const planned = checks[i]!;
    known[planned.route] ??= bind(routes[planned.route]!, asked);
    for (const node of known[planned.route]!) {
      const refusal = ask(planned, node, asked);
      if (refusal) refusals.push(refusal);
    }
  }
  return refusals;
}

function bind(route: Route, { object, oldObject, wrote, fact, feature }: Asked): BoundNode[] {
  return nodesAt(route, object, oldObject, wrote).map((node) => ({
    node,
    bindings: {
      self: node.self ?? {},
      oldSelf: node.before ?? {},
      wrote: node.wrote ?? {},
      root: object,
      oldRoot: oldObject ?? {},
      fact,
      feature,
    },
  }));
}

function ask(planned: PlannedCheck, bound: BoundNode, asked: Asked): Refusal | undefined {
  const { node, bindings } = bound;
  if (node.self === undefined && !planned.readsAbsent) return undefined;
  if (!(node.before === undefined ? planned.asksNew : planned.asksKnown)) return undefined;
  const { check } = planned;
  const result = rt.run(check.test, bindings);
  if (result.ok && result.value === true) return undefined;
  if (asked.operation === "update" && isForgiven(planned, bound, asked)) return undefined;
  const message = result.ok ? check.message : `${check.message} (${result.error.message})`;
  const field = `${node.place}${check.field.slice(check.anchor.length)}`;
  return { rule: check.id, field, reason: check.reason, message };
}

/** Of a CRD rule, what an API server forgives: a node that did not change, judged by itself. Of any other, what it spares. */
function isForgiven(
  { check, readsAbsent }: PlannedCheck,
  { node: { self, before }, bindings }: BoundNode,
  { object, oldObject }: Asked,
): boolean {
  if (check.place !== "crd") {
    if (!check.spares || (before === undefined && !readsAbsent)) return false;
    const result = rt.run(check.spares, bindings);
    return result.ok && result.value === true;
  }
  if (check.readsOld) return false;
  if (check.scope === "node") return equal(self, before);
  return equal(valueAt(object, check.carrier!), valueAt(oldObject, check.carrier!));
}
