/** What the generator makes of the tables for JavaScript: plain rows again, with CEL turned into functions. Types only. */
import type { ConditionReason } from "../conditions.ts";
import type { EffectName } from "./effects.ts";
import type { FactName } from "./facts.ts";
import type { ObservedField, Operation, RefusalReason } from "./tables.ts";

/**
 * A condition compiled by the CEL kernel: `v` holds `self`, `oldSelf`, `wrote` (an absent node is an empty object) and
 * `fact`; `rt` is the kernel's run-time library.
 */
// biome-ignore lint/suspicious/noExplicitAny: generated code is typed by CEL's checker, not by TypeScript
export type Compiled = (v: any, rt: any) => unknown;

/** Who refuses: the CRD's own rules, an admission policy, or our webhook. */
export type Place = "crd" | "policy" | "webhook";

export interface CompiledCheck {
  readonly id: string;
  readonly on: readonly Operation[];
  readonly place: Place;
  /** Dotted path of the node that `self` is; "" is the object. */
  readonly anchor: string;
  /** Dotted path of the field that a refusal names. */
  readonly field: string;
  readonly reason: RefusalReason;
  readonly message: string;
  /** Facts the condition reads. */
  readonly facts: readonly FactName[];
  /** The condition reads `oldSelf`. */
  readonly readsOld: boolean;
  readonly test: Compiled;
}

export interface CompiledDefault {
  readonly id: string;
  readonly on: readonly Operation[];
  readonly field: string;
  readonly replace: boolean;
  readonly when?: Compiled;
  readonly give:
    | { readonly value: unknown }
    | { readonly from: Compiled }
    | { readonly generate: "uuid4" | "now" };
}

export interface CompiledStep {
  readonly do: EffectName;
  readonly until?: "PoweredOn" | "PoweredOff" | "Suspended";
  readonly withinMs?: number;
}

export interface CompiledMove {
  readonly id: string;
  /** Axis name → values this row speaks for; an axis that is not listed does not matter. */
  readonly cells: { readonly [axis: string]: readonly string[] };
  readonly when?: Compiled;
  readonly steps: readonly CompiledStep[];
  readonly ends?: { readonly reason: ConditionReason; readonly message: string };
}

export interface CompiledMoves {
  /** Axis name → dotted path of the field. */
  readonly axes: { readonly [axis: string]: string };
  readonly rows: readonly CompiledMove[];
}

export interface CompiledUpgrade {
  readonly id: string;
  readonly bit: number;
  readonly fill: { readonly [field: string]: ObservedField };
}

export interface CompiledRules {
  /** `group/version/Kind`. */
  readonly kind: string;
  /** The facts that a request answers; each reads `request` and `object`. */
  readonly facts: { readonly [name: string]: Compiled };
  readonly checks: readonly CompiledCheck[];
  /** In an order in which every row reads only what an earlier one wrote. */
  readonly defaults: readonly CompiledDefault[];
  readonly moves: { readonly [table: string]: CompiledMoves };
  /** In the order in which the steps are taken. */
  readonly upgrade: readonly CompiledUpgrade[];
}

export type { ConditionReason };
