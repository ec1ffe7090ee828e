/** Kubernetes' structural schemas as a pure library: what an API server does with a CRD's schema and with objects. */

export { celTypeOf } from "./cel-type.ts";
export { type CostEntry, costReport, EXPRESSION_LIMIT, SCHEMA_LIMIT } from "./cost.ts";
export { applyDefaults } from "./default.ts";
export { dropNulls } from "./drop-nulls.ts";
export { aggregateText, type Cause, fieldErrorText, toCauses } from "./field-error.ts";
export { stringFormats } from "./formats.ts";
export { coerceMetadata } from "./metadata.ts";
export { type PreparedSchema, prepare, type SchemaNode } from "./prepare.ts";
export { prune } from "./prune.ts";
export { readSchema } from "./read-schema.ts";
export { checkRules } from "./rules-check.ts";
export { OBJECT_LIMIT } from "./rules-run.ts";
export { checkSelectableFields } from "./selectable.ts";
export { checkStructural } from "./structural.ts";
export type { FieldError, FieldErrorType, JSONSchemaProps, ValidationRule } from "./types.ts";
export { type ValidateOptions, validate } from "./validate.ts";
