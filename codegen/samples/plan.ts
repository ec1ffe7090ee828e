/** What making a sample must know beside the schema, and what it finds out. */
import type { UnionShape } from "../model.ts";

/** Required fields alone, or every field once. */
export type Size = "minimal" | "full";

export interface Plan {
  size: Size;
  /** Fields of the root that are given. */
  head: JsonObject;
  /** Fields of the root that are left out. */
  without: readonly string[];
  unions: { readonly [path: string]: UnionShape };
  /** Receives the paths of fields for which no value is found. */
  missing: Set<string>;
  /** Receives the paths of fields that rules forbid beside the others. */
  leftOut: Set<string>;
}

export type JsonObject = { [name: string]: unknown };
