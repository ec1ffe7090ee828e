/**
 * One obligation, whatever table it comes from: a CEL condition anchored at a node that must hold for a request to be
 * accepted. Immutability, requests, validation and upgrade rows all become checks; from here on nobody asks which.
 */
import type { Place, Scope } from "../../rules/lang/compiled.ts";
import type { Example, Operation, RefusalReason } from "../../rules/lang/tables.ts";

export interface Check {
  id: string;
  doc: string;
  /** Name of the table. */
  table: string;
  on: readonly Operation[];
  /** Dotted path of the node that `self`, `oldSelf` and `wrote` are, `[]` for each item of a list; "" is the object. */
  anchor: string;
  /** Dotted path, from the root, of the field that the refusal names. */
  field: string;
  require: string;
  reason: RefusalReason;
  message: string;
  admits: readonly Example[];
  refuses: readonly Example[];
}

/** A check with what follows from its condition. */
export interface PlacedCheck extends Check {
  place: Place;
  /** Why it runs there, in words. */
  why: string;
  scope: Scope;
  /** Dotted path of the schema node that carries a CRD rule; "" is the object. */
  carrier: string;
  /** Looked-up objects among them. */
  facts: string[];
  features: string[];
  /** The condition reads `oldSelf` or `oldRoot`. */
  readsOld: boolean;
  /** The condition reads `oldSelf`. */
  readsOldSelf: boolean;
  /** The condition compares items with what they were: those that are new have nothing to be compared with. */
  onlyExisting: boolean;
  /** Where an update is forgiven that leaves alone what is judged: the condition that it does, as `fairness.ts` has it. */
  spares?: string;
  /** Paths, as steps from the object: an update that changes nothing there is not refused, as `judged.ts` has it. */
  judges?: readonly (readonly string[])[];
}
