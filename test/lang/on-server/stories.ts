/** Short lives of one object each, told to both servers: what happens must be the same. */

import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";

/** What is done with the object `thing`, and whether the server lets it happen. */
export type Step = {
  /** The version it is done in; `v1` when unset. Another version has another schema, so what is stored may not fit it. */
  readonly at?: string;
  readonly wants: "accepted" | "refused";
} & (
  | { readonly create: object }
  | { readonly update: object }
  | { readonly status: object }
  | { readonly patch: object }
);

export interface Story {
  readonly title: string;
  /** Whole schemas by version; objects are stored in the first. */
  readonly versions: { readonly [name: string]: JSONSchemaProps };
  readonly subresources?: object;
  readonly steps: readonly Step[];
}

type Rules = NonNullable<JSONSchemaProps["x-kubernetes-validations"]>;

export const rules = (...list: (string | Rules[number])[]): { "x-kubernetes-validations": Rules } => ({
  "x-kubernetes-validations": list.map((one) => (typeof one === "string" ? { rule: one } : one)),
});

export const object = (
  properties: { readonly [name: string]: JSONSchemaProps },
  more: JSONSchemaProps = {},
): JSONSchemaProps => ({ type: "object", properties, ...more });

/** An object whose `spec` has this schema. */
export const spec = (schema: JSONSchemaProps): JSONSchemaProps => object({ spec: schema });

export const INT: JSONSchemaProps = { type: "integer" };
export const TEXT: JSONSchemaProps = { type: "string", maxLength: 20 };

export const listOf = (items: JSONSchemaProps, more: JSONSchemaProps = {}): JSONSchemaProps => ({
  ...{ type: "array", maxItems: 10, items },
  ...more,
});

export const byName = (
  properties: { readonly [name: string]: JSONSchemaProps },
  more: JSONSchemaProps = {},
): JSONSchemaProps =>
  listOf(object({ name: TEXT, ...properties }, { required: ["name"], ...more }), {
    ...{ "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"] },
  });
