/** A proof by the compiler: every keyword that a marker writes is a keyword of CRD schemas. */
import type { MarkerName, markers } from "../../api/markers.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";

type Effect = (typeof markers)[MarkerName]["effect"];
type Merged = Extract<Effect, { readonly merges: object }>["merges"];
type KeysOfEach<T> = T extends T ? keyof T : never;

type Written =
  | Extract<Effect, { readonly sets: string }>["sets"]
  | Extract<Effect, { readonly appends: string }>["appends"]
  | KeysOfEach<Merged>;

type Unknown = Exclude<Written, keyof JSONSchemaProps>;

export const allKnown: [Unknown] extends [never] ? true : Unknown = true;
