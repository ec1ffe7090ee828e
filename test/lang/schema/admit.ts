/** The way an API server takes a value: decode, validate, say what is wrong. */

import {
  applyDefaults,
  coerceMetadata,
  dropNulls,
  type FieldError,
  fieldErrorText,
  type JSONSchemaProps,
  prepare,
  prune,
  validate,
} from "../../../rules/lang/schema/index.ts";
import { type Case, object, wholeSchema, wrap } from "./cases.ts";

export const COMPAT = "1.35";

/** Decodes a value of `spec`: `stored` is what would be stored. */
export function decode(
  schema: JSONSchemaProps,
  spec: unknown,
): { stored: unknown; unknown: string[]; error?: FieldError } {
  const prepared = prepare(schema, { compat: COMPAT });
  const pruned = prune(prepared, object(spec));
  const coerced = coerceMetadata(prepared, dropNulls(prepared, pruned.value));
  const value = applyDefaults(prepared, coerced.value) as { spec?: unknown };
  const unknown = [...pruned.unknown, ...coerced.unknown].sort();
  return coerced.error === undefined
    ? { stored: value, unknown }
    : { stored: value, unknown, error: coerced.error };
}

export interface Answer {
  readonly errors: string[];
  readonly warnings: string[];
  readonly stored: unknown;
}

/** What our library answers to a case, error texts sorted. */
export function answer(one: Case): Answer {
  const schema = wholeSchema(one);
  const now = decode(schema, one.value);
  if (now.error !== undefined) {
    const text = `Thing in version "v1" cannot be handled as a Thing: ${fieldErrorText(now.error)}`;
    return { errors: [text], warnings: [], stored: undefined };
  }
  const old = "old" in one ? decode(one.before ? wrap(one.before) : schema, one.old).stored : undefined;
  const prepared = prepare(schema, { compat: COMPAT });
  const options =
    old === undefined ? { operation: "create" as const } : { operation: "update" as const, old };
  const { errors, warnings } = validate(prepared, now.stored, options);
  const stored = (now.stored as { spec?: unknown }).spec;
  return { errors: [...new Set(errors.map(fieldErrorText))].sort(), warnings: warnings.sort(), stored };
}
