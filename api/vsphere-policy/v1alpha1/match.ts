/** What a policy matches: expressions over a workload, its guest and its image. */
import type { LabelSelectorRequirement } from "../../meta.ts";

/** How several matches are combined. */
export type MatchOperator =
  /** All of them hold. */
  | "And"
  /** At least one holds. */
  | "Or";

/** What a policy matches: `image`, `workload` and `match` all hold. Everything when empty. */
export interface MatchSpec {
  /** How the entries of `match` are combined; `And` when left out. @default "And" @example "Or" */
  op?: MatchOperator;
  /** The image of the workload. */
  image?: MatchImageSpec;
  /** The workload itself. */
  workload?: MatchWorkloadSpec;
  /**
   * Further matches, each with the same fields as this one.
   * @opaque
   * @example [{"workload":{"labels":[{"key":"app","operator":"In","values":["db"]}]}}]
   */
  match?: MatchSpec[];
}

/** The image of a workload. */
export interface MatchImageSpec {
  /** Name of the image. @presence @example {"op":"HasPrefix","value":"photon"} */
  name?: StringMatcher;
  /** Labels of the image; all must hold. @example [{"key":"team","operator":"Exists"}] */
  labels?: LabelSelectorRequirement[];
}

/** A workload. */
export interface MatchWorkloadSpec {
  /** Kind of the workload; both when left out. @example "VirtualMachine" */
  kind?: WorkloadKind;
  /** Labels of the workload; all must hold. @example [{"key":"tier","operator":"In","values":["db"]}] */
  labels?: LabelSelectorRequirement[];
  /** Its guest operating system. */
  guest?: MatchGuestSpec;
}

/** Kinds of workload that a policy can match. */
export type WorkloadKind = "Pod" | "VirtualMachine";

/** A guest operating system. */
export interface MatchGuestSpec {
  /** Guest identifier, such as `ubuntu64Guest`. @presence @example {"op":"Equal","value":"ubuntu64Guest"} */
  guestID?: StringMatcher;
  /** Family of the guest operating system. @presence @example {"op":"Equal","value":"Linux"} */
  guestFamily?: GuestFamilyMatcher;
}

/** Families of guest operating systems. */
export type GuestFamily = "Darwin" | "Linux" | "Netware" | "Other" | "Solaris" | "Windows";

/** How a text is compared. */
export type StringOperator =
  | "Equal"
  | "NotEqual"
  | "Contains"
  | "NotContains"
  | "HasPrefix"
  | "NotHasPrefix"
  | "HasSuffix"
  | "NotHasSuffix"
  /** The value is a regular expression. */
  | "Match"
  /** The value is a regular expression that must not match. */
  | "NotMatch";

/** Compares a text. */
export interface StringMatcher {
  /** How the text is compared with `value`; `Equal` when left out. @default "Equal" */
  op?: StringOperator;
  /** What it is compared with. */
  value?: string;
}

/** Compares a family of guest operating systems. */
export interface GuestFamilyMatcher {
  /** How the family is compared with `value`; `Equal` when left out. @default "Equal" */
  op?: StringOperator;
  /** What it is compared with. */
  value?: GuestFamily;
}
