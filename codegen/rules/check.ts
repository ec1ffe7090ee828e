/**
 * One obligation, whatever table it comes from: a CEL condition anchored at a node that must hold for a request to be
 * accepted. Immutability, requests, validation and upgrade rows all become checks; from here on nobody asks which.
 */
import type { Place } from "../../rules/lang/compiled.ts";
import type { FactName } from "../../rules/lang/facts.ts";
import type { Example, Operation, RefusalReason } from "../../rules/lang/tables.ts";

export interface Check {
  id: string;
  doc: string;
  source: string;
  /** Name of the table. */
  table: string;
  on: readonly Operation[];
  /** Dotted path of the node that `self`, `oldSelf` and `wrote` are; "" is the object. */
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
  facts: FactName[];
  /** The condition reads `oldSelf`. */
  readsOld: boolean;
}
