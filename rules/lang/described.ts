/**
 * What the generator says about every row, for people and tools that do not have the tables: `vmop rules` and
 * `vmop explain` answer from it. Types only.
 */
import type { AnyTable, Operation } from "./tables.ts";

/** Who carries a row out. A mutating policy is our webhook's work on servers before Kubernetes 1.36. */
export type Runner = "crd" | "policy" | "mutating-policy" | "webhook" | "operator";

/** One place where a row is at work. */
export interface Running {
  readonly runner: Runner;
  /** Why there, in words. */
  readonly why: string;
  /** Dotted path of the field that it refuses or fills, `[]` for items. */
  readonly field?: string;
  /** The id that a refusal carries in brackets, where that is not the row's own. */
  readonly check?: string;
  /** Dotted path of the schema node that carries the rule in the CRD; "" is the object. */
  readonly node?: string;
  /** The CEL as it stands in the CRD or the policy; what the webhook evaluates. */
  readonly expression?: string;
}

export interface DescribedRow {
  readonly id: string;
  /** `group/version/Kind`. */
  readonly kind: string;
  readonly table: string;
  readonly tableKind: AnyTable["kind"];
  readonly doc: string;
  readonly source: readonly string[];
  /** None for a row that only the operator reads. */
  readonly on: readonly Operation[];
  /** The other columns of the row, as its table says them. */
  readonly columns: { readonly [name: string]: unknown };
  /** Empty for a row that only decides that something is allowed. */
  readonly runs: readonly Running[];
}
