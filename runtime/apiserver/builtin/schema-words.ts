/** Short words for writing the schemas of built-in kinds. */
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";

type Fields = { [name: string]: JSONSchemaProps };

export const text: JSONSchemaProps = { type: "string" };
export const int: JSONSchemaProps = { type: "integer" };
/** Of 64 bits; `int` has 32. */
export const long: JSONSchemaProps = { type: "integer", format: "int64" };
export const bool: JSONSchemaProps = { type: "boolean" };
export const time: JSONSchemaProps = { type: "string", format: "date-time" };
/** Written as base64. */
export const bytes: JSONSchemaProps = { type: "string", format: "byte" };
export const quantity: JSONSchemaProps = { "x-kubernetes-int-or-string": true };
/** Anything, kept as it is. */
export const any: JSONSchemaProps = { "x-kubernetes-preserve-unknown-fields": true };
/** An object whose fields are kept as they are. */
export const open: JSONSchemaProps = { type: "object", "x-kubernetes-preserve-unknown-fields": true };

export const object = (properties: Fields, ...required: string[]): JSONSchemaProps => ({
  type: "object",
  properties,
  ...(required.length === 0 ? {} : { required }),
});
export const mapOf = (values: JSONSchemaProps): JSONSchemaProps => ({
  type: "object",
  additionalProperties: values,
});
export const listOf = (items: JSONSchemaProps): JSONSchemaProps => ({ type: "array", items });
export const withDefault = (schema: JSONSchemaProps, value: unknown): JSONSchemaProps => ({
  ...schema,
  default: value,
});
export const oneOf = (...values: string[]): JSONSchemaProps => ({ type: "string", enum: values });

export const texts = listOf(text);
export const quantities = mapOf(quantity);

export const labelSelector = object({
  matchLabels: mapOf(text),
  matchExpressions: listOf(object({ key: text, operator: text, values: texts }, "key", "operator")),
});

export const condition = object({
  type: text,
  status: text,
  reason: text,
  message: text,
  lastTransitionTime: time,
  lastProbeTime: time,
  lastHeartbeatTime: time,
  observedGeneration: long,
});

export const reference = object({
  apiVersion: text,
  kind: text,
  name: text,
  namespace: text,
  uid: text,
  resourceVersion: text,
  fieldPath: text,
});

/** A kind: its own fields beside apiVersion, kind and metadata. */
export const kind = (description: string, properties: Fields, ...required: string[]): JSONSchemaProps => ({
  ...object({ apiVersion: text, kind: text, metadata: { type: "object" }, ...properties }, ...required),
  description,
});
