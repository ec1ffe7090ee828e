/** What making a sample must know beside the schema, and what it finds out. */
import type { JsonObject } from "../../rules/lang/schema/json.ts";
import type { UnionShape } from "../model.ts";

/** Required fields alone, or every field once. */
export type Size = "minimal" | "full";

export interface Plan {
  size: Size;
  /** Fields of the root that are given. */
  head: JsonObject;
  /** Paths of fields that are there in every size. */
  wanted: readonly string[];
  /** Fields of the root that are left out. */
  without: readonly string[];
  unions: { readonly [path: string]: UnionShape };
  /** Receives the paths of fields for which no value is found. */
  missing: Set<string>;
  /** Receives the paths of fields that rules forbid beside the others. */
  leftOut: Set<string>;
}
