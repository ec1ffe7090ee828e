/** Validates an object as an API server does on create, on update, and on update of the status. */

import { type Correlated, childByKey, correlate } from "./correlate.ts";
import { checkEmbedded } from "./embedded.ts";
import { invalid } from "./field-error.ts";
import { ROOT } from "./field-path.ts";
import { isObject } from "./json.ts";
import { checkLists } from "./list-type.ts";
import type { PreparedSchema } from "./prepare.ts";
import { runRules } from "./rules-run.ts";
import type { FieldError, FieldErrorType } from "./types.ts";
import { checkValue } from "./values.ts";

export interface ValidateOptions {
  /** The object before an update. */
  readonly old?: unknown;
  readonly operation: "create" | "update";
  /** An update of the status subresource: only `status` is held against the schema, but all rules run. */
  readonly statusOnly?: boolean;
}

/** After these errors rules cannot be relied on, and are not run. */
const BLOCKS_RULES: Record<FieldErrorType, boolean> = {
  FieldValueNotFound: false,
  FieldValueRequired: true,
  FieldValueDuplicate: false,
  FieldValueInvalid: false,
  FieldValueNotSupported: true,
  FieldValueForbidden: false,
  FieldValueTooLong: true,
  FieldValueTooMany: true,
  InternalError: false,
  FieldValueTypeInvalid: true,
};

const NOT_CHECKED =
  "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation";

/**
 * Errors in schema order: values, embedded resources, list types, then rules unless an error blocks them. On update an
 * error about a value that did not change is forgiven; forgiven rules become warnings. The object is decoded, pruned and
 * defaulted; its own `metadata` is checked elsewhere.
 */
export function validate(
  schema: PreparedSchema,
  object: unknown,
  options: ValidateOptions,
): { errors: FieldError[]; warnings: string[] } {
  const { root } = schema;
  const old = options.operation === "update" ? options.old : undefined;
  const pair = old === undefined ? undefined : correlate(root, object, old);
  const errors = options.statusOnly
    ? checkStatus(schema, object, old, pair)
    : [
        ...checkValue(root, object, "", pair),
        ...(root.has.embedded ? checkEmbedded(root, object, ROOT, false) : []),
      ];
  if (root.has.uniqueLists && (old === undefined || checkLists(root, old, ROOT).length === 0)) {
    errors.push(...checkLists(root, object, ROOT));
  }
  if (!root.has.rules) return { errors, warnings: [] };
  if (errors.some((error) => BLOCKS_RULES[error.type])) {
    return { errors: [...errors, invalid(ROOT, null, NOT_CHECKED)], warnings: [] };
  }
  const outcome = runRules(root, object, { old, pair, path: ROOT });
  return { errors: [...errors, ...outcome.errors], warnings: outcome.warnings };
}

function checkStatus(
  schema: PreparedSchema,
  object: unknown,
  old: unknown,
  pair: Correlated | undefined,
): FieldError[] {
  const node = schema.root.properties.get("status");
  if (node === undefined || !isObject(object) || !Object.hasOwn(object, "status")) return [];
  const before = isObject(old) ? old.status : undefined;
  const inner =
    pair === undefined ? undefined : (childByKey(pair, "status") ?? correlate(node, object.status, before));
  return checkValue(node, object.status, "status", inner);
}
