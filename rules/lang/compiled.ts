/** What the generator makes of the tables for JavaScript: plain rows again, with CEL turned into functions. Types only. */
import type { ConditionReason } from "../conditions.ts";
import type { EffectName } from "./effects.ts";
import type { FillSource, GeneratorName, Operation, RefusalReason, WriteOperation } from "./tables.ts";

/**
 * A condition compiled by the CEL kernel: `v` holds `self`, `oldSelf`, `wrote`, `root`, `oldRoot` (what is absent is an
 * empty object), `fact` and `feature`; `rt` is the kernel's run-time library.
 */
// biome-ignore lint/suspicious/noExplicitAny: generated code is typed by CEL's checker, not by TypeScript
export type Compiled = (v: any, rt: any) => unknown;

/** Who refuses: the CRD's own rules, an admission policy, or our webhook. */
export type Place = "crd" | "policy" | "webhook";

/**
 * What `on` counts for. A CRD rule on a node speaks about that node: where it is new, an update of the object creates
 * it. Every other check speaks about the object.
 */
export type Scope = "node" | "object";

export interface CompiledCheck {
  readonly id: string;
  readonly on: readonly Operation[];
  readonly place: Place;
  readonly scope: Scope;
  /** Dotted path of the node whose rule it is in the CRD, `[]` for items; "" is the object. */
  readonly carrier?: string;
  /** Dotted path of the node that `self` is, `[]` for each item of a list; "" is the object. */
  readonly anchor: string;
  /** Dotted path, from the object, of the field that a refusal names. */
  readonly field: string;
  readonly reason: RefusalReason;
  readonly message: string;
  /** Facts the condition reads, looked-up objects among them. */
  readonly facts: readonly string[];
  /** The condition reads `oldSelf` or `oldRoot`. */
  readonly readsOld: boolean;
  /** Asks only items that were there before. */
  readonly onlyExisting?: true;
  /**
   * Paths, as steps from the object: an update that changes nothing there is not refused, and need not be asked. Left out
   * where the check judges more than it could name.
   */
  readonly judges?: readonly (readonly string[])[];
  readonly test: Compiled;
  /** All that the condition reads of a node that was there is as it was: an update is not refused for it. */
  readonly spares?: Compiled;
}

export interface CompiledDefault {
  readonly id: string;
  readonly on: readonly WriteOperation[];
  readonly field: string;
  readonly replace: boolean;
  /** Facts that its condition and its value read, looked-up objects among them. */
  readonly facts: readonly string[];
  readonly when?: Compiled;
  readonly give:
    | { readonly value: unknown }
    | { readonly from: Compiled }
    | { readonly generate: GeneratorName }
    | { readonly remove: true };
}

export interface CompiledLookup {
  /** `group/version/Kind`. */
  readonly kind: string;
  /** Instead of the namespace of the request. */
  readonly namespace?: string;
  /** Other lookups that it reads. */
  readonly facts: readonly string[];
  readonly when?: Compiled;
  /** Answers a name, for one object, or a list of names, for a map of objects. */
  readonly names?: Compiled;
  readonly many: boolean;
  /** Answers names of more objects, from one that was `found`. */
  readonly follow?: Compiled;
  /** Answers a label selector, for a map of the objects that it matches. */
  readonly labels?: Compiled;
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
  readonly fill: { readonly [field: string]: FillSource };
}

export interface CompiledRules {
  /** `group/version/Kind`. */
  readonly kind: string;
  readonly resource: { readonly plural: string; readonly scope: "Namespaced" | "Cluster" };
  /** The facts that a request answers; each reads `request`, `object` and `params`. */
  readonly facts: { readonly [name: string]: Compiled };
  /** The facts that are other objects; what is asked for reads `object` and `fact`. */
  readonly lookups: { readonly [name: string]: CompiledLookup };
  /** Features that the rows ask about. */
  readonly features: readonly string[];
  /** The keys of lists that anchors lead through: `spec.network.interfaces[]` → its keys. */
  readonly keys: { readonly [list: string]: readonly string[] };
  readonly checks: readonly CompiledCheck[];
  /** In an order in which every row reads only what an earlier one wrote. */
  readonly defaults: readonly CompiledDefault[];
  readonly moves: { readonly [table: string]: CompiledMoves };
  /** In the order in which the steps are taken. */
  readonly upgrade: readonly CompiledUpgrade[];
}

export type { ConditionReason };
