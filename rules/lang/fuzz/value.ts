/** Random values of a schema. What stands in CEL is kept by `settle`, which adds, leaves out and exchanges fields. */
import { hasTests, settle } from "../samples/settle.ts";
import type { SchemaNode } from "../schema/index.ts";
import { isObject, type JsonObject } from "../schema/json.ts";
import type { Arbitrary, FastCheckModule } from "./fast-check.ts";
import { numberArbitrary } from "./number.ts";
import { textArbitrary } from "./text.ts";

export interface Shape {
  compat: string;
  /** Most items of a list and entries of a map, where the schema allows more and asks for fewer. */
  many: number;
}

type Fields = { [field: string]: Arbitrary<unknown> };

/** Throws where a pattern is beyond what can be drawn and no example helps. */
function valueArbitrary(fc: FastCheckModule, node: SchemaNode, shape: Shape): Arbitrary<unknown> {
  const values = ofType(fc, node, shape);
  return node.nullable
    ? fc.oneof({ weight: 5, arbitrary: values }, { weight: 1, arbitrary: fc.constant(null) })
    : values;
}

function ofType(fc: FastCheckModule, node: SchemaNode, shape: Shape): Arbitrary<unknown> {
  const { schema } = node;
  if (schema.enum) return fc.constantFrom(...schema.enum.filter((value) => value !== null));
  if (schema["x-kubernetes-int-or-string"])
    return fc.oneof(numberArbitrary(fc, node, true), textArbitrary(fc, node));
  switch (schema.type) {
    case "string":
      return textArbitrary(fc, node);
    case "integer":
      return numberArbitrary(fc, node, true);
    case "number":
      return numberArbitrary(fc, node, false);
    case "boolean":
      return fc.boolean();
    case "array":
      return listArbitrary(fc, node, shape);
    case "object":
      return objectArbitrary(fc, node, shape);
    default:
      return openJson(fc);
  }
}

function listArbitrary(fc: FastCheckModule, node: SchemaNode, shape: Shape): Arbitrary<unknown[]> {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = node.schema;
  const size = { minLength: minItems, maxLength: Math.min(maxItems, Math.max(minItems, shape.many)) };
  const items = node.items ? valueArbitrary(fc, node.items, shape) : openJson(fc);
  switch (node.listType) {
    case "set":
      return fc.uniqueArray(items, { ...size, selector: identity });
    case "map":
      return fc.uniqueArray(items, { ...size, selector: keyOf(node) });
    default:
      return fc.array(items, size);
  }
}

/** Equal for values that are the same item of a set. */
const identity = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );

/** The keys of an item, as they are once defaults are filled in. */
const keyOf =
  (node: SchemaNode) =>
  (item: unknown): string =>
    JSON.stringify(
      node.mapKeys.map(
        (key) => (item as JsonObject)[key] ?? node.items?.properties.get(key)?.default ?? null,
      ),
    );

/** Objects of the node; `given` fields are always there, as they are given. */
export function objectArbitrary(
  fc: FastCheckModule,
  node: SchemaNode,
  shape: Shape,
  given: Fields = node.embedded ? embeddedHead(fc) : {},
): Arbitrary<JsonObject> {
  const fields: Fields = { ...given };
  for (const [field, inner] of node.properties)
    fields[field] = given[field] ?? valueArbitrary(fc, inner, shape);
  const required = [...new Set([...(node.schema.required ?? []), ...Object.keys(given)])];
  const named = hasTests(node)
    ? settled(fc, node, fields, required, shape)
    : fc.record(fields, { requiredKeys: required, noNullPrototype: true });
  const others = otherEntries(fc, node, shape);
  const whole = others ? fc.tuple(named, others).map(([own, more]) => ({ ...more, ...own })) : named;
  return atLeast(whole, node, fc.record(fields, { noNullPrototype: true }));
}

/** Draws every field, the ones to keep and an order to try them in; keeps what the rules allow. */
function settled(
  fc: FastCheckModule,
  node: SchemaNode,
  fields: Fields,
  required: readonly string[],
  { compat }: Shape,
): Arbitrary<JsonObject> {
  const optional = Object.keys(fields).filter((field) => !required.includes(field));
  return fc
    .tuple(
      fc.record(fields, { noNullPrototype: true }) as Arbitrary<JsonObject>,
      fc.subarray(optional),
      fc.shuffledSubarray(optional, { minLength: optional.length }),
    )
    .map(([all, kept, order]) => {
      const value = Object.fromEntries(
        Object.entries(all).filter(([field]) => required.includes(field) || kept.includes(field)),
      );
      return settle(node, value, {
        compat,
        keep: "most",
        order,
        fixed: required,
        fill: (field) => all[field],
      });
    });
}

/** Entries beside the named fields: those of a map, or of an open object; undefined where there may be none. */
function otherEntries(
  fc: FastCheckModule,
  node: SchemaNode,
  shape: Shape,
): Arbitrary<JsonObject> | undefined {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = node.schema;
  const size = {
    minKeys: minProperties,
    maxKeys: Math.min(maxProperties, Math.max(minProperties, shape.many)),
  };
  const dictionary = (values: Arbitrary<unknown>, bounds: object) =>
    fc.dictionary(keyArbitrary(fc), values, { ...bounds, noNullPrototype: true });
  if (typeof node.additional === "object")
    return dictionary(valueArbitrary(fc, node.additional, shape), size);
  if (node.additional === true || (node.preserve && node.properties.size === 0))
    return dictionary(openJson(fc), size);
  return node.preserve ? dictionary(openJson(fc), { maxKeys: 1 }) : undefined;
}

/** Objects with too few or too many fields are exchanged for one with all of them, cut to what is allowed. */
function atLeast(
  values: Arbitrary<JsonObject>,
  node: SchemaNode,
  full: Arbitrary<unknown>,
): Arbitrary<JsonObject> {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = node.schema;
  const fits = (value: JsonObject) => {
    const count = Object.keys(value).length;
    return count >= minProperties && count <= maxProperties;
  };
  if (node.properties.size === 0 || (minProperties === 0 && maxProperties >= node.properties.size))
    return values;
  return full.chain((all) =>
    values.map((value) => {
      if (fits(value)) return value;
      const entries = Object.entries(all as JsonObject);
      const required = new Set(node.schema.required);
      const count = Math.max(minProperties, Math.min(maxProperties, Object.keys(value).length));
      const chosen = [
        ...entries.filter(([field]) => required.has(field)),
        ...entries.filter(([field]) => !required.has(field)),
      ];
      return Object.fromEntries(chosen.slice(0, count));
    }),
  );
}

const embeddedHead = (fc: FastCheckModule) => ({
  apiVersion: fc.constantFrom("v1", "example.com/v1"),
  kind: fc.constantFrom("ConfigMap", "Example"),
  metadata: fc.record({ name: nameArbitrary(fc) }, { noNullPrototype: true }),
});

/** A name that every kind accepts. */
export const nameArbitrary = (fc: FastCheckModule): Arbitrary<string> =>
  fc.stringMatching(/^[a-z]([a-z0-9]{0,4}-)?[a-z0-9]{1,6}$/);

const keyArbitrary = (fc: FastCheckModule): Arbitrary<string> => fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);

/** Any JSON, small. */
function openJson(fc: FastCheckModule): Arbitrary<unknown> {
  const leaf = fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean());
  return fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 3 }),
    fc.dictionary(keyArbitrary(fc), leaf, { maxKeys: 3, noNullPrototype: true }),
  );
}
