/** A refusal in the words of Kubernetes' `field.Error`. */
import type { RefusalReason } from "../../rules/lang/tables.ts";

/** How a `field.Error` of each type begins, and the cause it is reported as. */
export const ERROR_TYPES: { readonly [reason in RefusalReason]: { text: string; cause: string } } = {
  Invalid: { text: "Invalid value", cause: "FieldValueInvalid" },
  Forbidden: { text: "Forbidden", cause: "FieldValueForbidden" },
  Required: { text: "Required value", cause: "FieldValueRequired" },
  Duplicate: { text: "Duplicate value", cause: "FieldValueDuplicate" },
  NotSupported: { text: "Unsupported value", cause: "FieldValueNotSupported" },
  NotFound: { text: "Not found", cause: "FieldValueNotFound" },
  TypeInvalid: { text: "Invalid value", cause: "FieldValueTypeInvalid" },
};
