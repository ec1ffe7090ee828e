/**
 * Admission as a pure function: a request and the rules in, a verdict and the filled object out. What an API server
 * enforces by itself is left to it, unless the caller asks for all rows (dry runs, explanations, older clusters).
 */
import { isDeepStrictEqual } from "node:util";
import { rt } from "../../rules/lang/cel/index.ts";
import type { CompiledCheck, CompiledRules, Place } from "../../rules/lang/compiled.ts";
import { type Filled, type Generators, runDefaults } from "../../rules/lang/defaulting.ts";
import { type Node, nodesAt, type Route, routeTo } from "../../rules/lang/nodes.ts";
import type { Operation, RefusalReason } from "../../rules/lang/tables.ts";
import { valueAt } from "../../rules/lang/value-at.ts";
import { type Caller, featuresOf, requestFacts } from "./facts.ts";

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
 * Fills what the caller left out, then asks every check of the given places. A check that cannot be evaluated refuses:
 * the generator proved that this does not happen for an object the schema accepts.
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
  const refusals = askAll(rules, asked, places);
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
interface BoundNode extends Node {
  readonly bindings: { [name: string]: unknown };
}

/** Where the checks of some rules are anchored: each anchor once, read once. */
interface Anchors {
  readonly routes: readonly Route[];
  /** Check → index of its anchor. */
  readonly of: readonly number[];
}

const anchorsByRules = new WeakMap<CompiledRules, Anchors>();

function anchorsOf(rules: CompiledRules): Anchors {
  const known = anchorsByRules.get(rules);
  if (known) return known;
  const paths = [...new Set(rules.checks.map((check) => check.anchor))];
  const anchors = {
    routes: paths.map((path) => routeTo(path, rules.keys)),
    of: rules.checks.map((check) => paths.indexOf(check.anchor)),
  };
  anchorsByRules.set(rules, anchors);
  return anchors;
}

function askAll(rules: CompiledRules, asked: Asked, places: readonly Place[]): Refusal[] {
  const { routes, of } = anchorsOf(rules);
  const known: (readonly BoundNode[])[] = new Array(routes.length);
  const refusals: Refusal[] = [];
  for (let i = 0; i < rules.checks.length; i++) {
    const check = rules.checks[i]!;
    if (!places.includes(check.place)) continue;
    const anchor = of[i]!;
    known[anchor] ??= bind(routes[anchor]!, asked);
    for (const node of known[anchor]) {
      const refusal = ask(check, node, asked);
      if (refusal) refusals.push(refusal);
    }
  }
  return refusals;
}

function bind(route: Route, { object, oldObject, wrote, fact, feature }: Asked): BoundNode[] {
  return nodesAt(route, object, oldObject, wrote).map((node) => ({
    ...node,
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

function ask(check: CompiledCheck, node: BoundNode, asked: Asked): Refusal | undefined {
  if (node.self === undefined && !readsAbsent(check)) return undefined;
  const isNew = node.before === undefined;
  const operation = check.scope === "node" && isNew ? "create" : asked.operation;
  if (!check.on.includes(operation) || (check.onlyExisting && isNew)) return undefined;
  const result = rt.run(check.test, node.bindings);
  if (result.ok && result.value === true) return undefined;
  if (operation === "update" && isForgiven(check, node, asked)) return undefined;
  const message = result.ok ? check.message : `${check.message} (${result.error.message})`;
  const field = `${node.place}${check.field.slice(check.anchor.length)}`;
  return { rule: check.id, field, reason: check.reason, message };
}

/** Of a CRD rule, what an API server forgives: a node that did not change, judged by itself. Of any other, what it spares. */
function isForgiven(
  check: CompiledCheck,
  { self, before, bindings }: BoundNode,
  { object, oldObject }: Asked,
): boolean {
  if (check.place !== "crd") {
    if (!check.spares || (before === undefined && !readsAbsent(check))) return false;
    const result = rt.run(check.spares, bindings);
    return result.ok && result.value === true;
  }
  if (check.readsOld) return false;
  if (check.scope === "node") return isDeepStrictEqual(self, before);
  return isDeepStrictEqual(valueAt(object, check.carrier!), valueAt(oldObject, check.carrier!));
}

/** An absent `spec` or `metadata` reads as an empty one outside the CRD; elsewhere no row applies to what is absent. */
const readsAbsent = ({ anchor, place }: CompiledCheck): boolean => place !== "crd" && !/[.[]/.test(anchor);
