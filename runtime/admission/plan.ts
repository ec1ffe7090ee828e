/** What a request is asked, worked out once for the rules, the operation and the places. */
import type { CompiledCheck, CompiledRules, Place } from "../../rules/lang/compiled.ts";
import { type Route, routeTo } from "../../rules/lang/nodes.ts";
import type { Operation } from "../../rules/lang/tables.ts";
import { addWatcher, newWatch, type Watch } from "./changes.ts";

export interface Plan {
  readonly checks: readonly PlannedCheck[];
  /** Where they are anchored: each anchor once. */
  readonly routes: readonly Route[];
  /** Tells which checks an update has to be asked, by their index, beside those that it always is. */
  readonly watch: Watch;
  /** 1 for each check that is asked whatever the update changes. */
  readonly always: Uint8Array;
}

export interface PlannedCheck {
  readonly check: CompiledCheck;
  /** Index of its route. */
  readonly route: number;
  /** Whether it asks nodes that were not there before, and nodes that were. */
  readonly asksNew: boolean;
  readonly asksKnown: boolean;
  /** An absent `spec` or `metadata` reads as an empty one outside the CRD; elsewhere no row applies to what is absent. */
  readonly readsAbsent: boolean;
}

const plansOf = new WeakMap<CompiledRules, Map<string, Plan>>();

export function planFor(rules: CompiledRules, operation: Operation, places: readonly Place[]): Plan {
  const key = `${operation} at ${places.join()}`;
  const known = plansOf.get(rules)?.get(key);
  if (known) return known;
  const plan = makePlan(rules, operation, places);
  plansOf.set(rules, new Map(plansOf.get(rules)).set(key, plan));
  return plan;
}

function makePlan(rules: CompiledRules, operation: Operation, places: readonly Place[]): Plan {
  const anchors = [...new Set(rules.checks.map(({ anchor }) => anchor))];
  const checks = rules.checks
    .filter(({ place }) => places.includes(place))
    .map((check) => ({ ...planned(check, operation), route: anchors.indexOf(check.anchor) }))
    .filter(({ asksNew, asksKnown }) => asksNew || asksKnown);
  const watch = newWatch();
  for (const [i, { check }] of checks.entries())
    for (const path of check.judges ?? []) addWatcher(watch, path, i);
  return {
    checks,
    routes: anchors.map((anchor) => routeTo(anchor, rules.keys)),
    watch,
    always: Uint8Array.from(checks, ({ check }) => (operation === "update" && check.judges ? 0 : 1)),
  };
}

function planned(check: CompiledCheck, operation: Operation): Omit<PlannedCheck, "route"> {
  const { on, scope, place, anchor, onlyExisting = false } = check;
  return {
    check,
    asksNew: on.includes(scope === "node" ? "create" : operation) && !onlyExisting,
    asksKnown: on.includes(operation),
    readsAbsent: place !== "crd" && !/[.[]/.test(anchor),
  };
}
