/** What Go's decoder says of a body whose values are of other types than the kind's fields, in its words. */
import { goQuote } from "../../../rules/lang/schema/go-text.ts";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { illegalBase64 } from "./base64.ts";
import { quantity } from "./schema-words.ts";

/** Where a value sits: the innermost Go struct and the fields on the way to it. */
interface Place {
  readonly struct: string;
  readonly fields: readonly string[];
}

/** The complaint about the first value that cannot be read as `kind`; undefined where all can. Metadata is no part of it. */
export function goMismatch(kind: string, schema: JSONSchemaProps, object: object): string | undefined {
  const { metadata: _, ...properties } = schema.properties ?? {};
  return mismatch({ ...schema, properties }, object, { struct: kind, fields: [] });
}

function mismatch(schema: JSONSchemaProps, value: unknown, place: Place): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (schema === quantity) return quantityProblem(value);
  const refuse = () => {
    const at = `${place.struct}.${place.fields.join(".")}`;
    return `json: cannot unmarshal ${found(schema, value)} into Go struct field ${at} of type ${goType(schema, place)}`;
  };
  switch (schema.type) {
    case "string":
      if (typeof value !== "string") return refuse();
      return textProblem(schema, value);
    case "integer":
      return Number.isInteger(value) && (schema.format === "int64" || value === Number(value) << 0)
        ? undefined
        : refuse();
    case "number":
      return typeof value === "number" ? undefined : refuse();
    case "boolean":
      return typeof value === "boolean" ? undefined : refuse();
    case "array":
      if (!Array.isArray(value)) return refuse();
      return first(value, (item) => mismatch(itemsOf(schema), item, place));
    case "object": {
      if (typeof value !== "object" || Array.isArray(value)) return refuse();
      const { additionalProperties: values, properties = {} } = schema;
      if (typeof values === "object")
        return first(Object.values(value), (item) => mismatch(values, item, place));
      const struct = structName(place);
      return first(Object.entries(value), ([name, item]) =>
        Object.hasOwn(properties, name)
          ? mismatch(properties[name]!, item, { struct, fields: [...place.fields, name] })
          : undefined,
      );
    }
    default:
      return undefined;
  }
}

function itemsOf({ items }: JSONSchemaProps): JSONSchemaProps {
  return items === undefined || Array.isArray(items) ? {} : items;
}

function first<T>(items: readonly T[], look: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const complaint = look(item);
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}

function textProblem({ format }: JSONSchemaProps, value: string): string | undefined {
  if (format === "byte") {
    const illegal = illegalBase64(value);
    return illegal === undefined ? undefined : `illegal base64 data at input byte ${illegal}`;
  }
  if (format === "date-time" && !instant.test(value)) {
    const quoted = goQuote(value);
    return `parsing time ${quoted} as "2006-01-02T15:04:05Z07:00": cannot parse ${quoted} as "2006"`;
  }
  return undefined;
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
const quantityForm = /^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$/;

function quantityProblem(value: unknown): string | undefined {
  if (quantityForm.test(typeof value === "number" ? String(value) : typeof value === "string" ? value : ""))
    return undefined;
  return `quantities must match the regular expression '${quantityForm.source}'`;
}

/** Only where an integer is wanted does Go tell which number it found. */
function found({ type }: JSONSchemaProps, value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  return typeof value === "number" && type === "integer" ? `number ${value}` : typeof value;
}

function goType(schema: JSONSchemaProps, place: Place): string {
  switch (schema.type) {
    case "string":
      return schema.format === "byte" ? "[]uint8" : "string";
    case "integer":
      return schema.format ?? "int32";
    case "number":
      return "float64";
    case "boolean":
      return "bool";
    case "array":
      return `[]${goType(itemsOf(schema), place)}`;
    case "object":
      return typeof schema.additionalProperties === "object"
        ? `map[string]${goType(schema.additionalProperties, place)}`
        : `v1.${structName(place)}`;
    default:
      return "interface {}";
  }
}

/** The Go struct at a place, by the naming habit of the Kubernetes API: `NodeSpec`, `ServicePort`. */
function structName({ struct, fields }: Place): string {
  const field = fields.at(-1);
  if (field === undefined) return struct;
  const owner = struct.replace(/(Spec|Status)$/, "");
  return `${owner}${field.charAt(0).toUpperCase()}${field.slice(1).replace(/s$/, field === "status" ? "s" : "")}`;
}
