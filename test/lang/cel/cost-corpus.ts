/** The questions of costs.jsonl: expressions with schemas, from the tree and our own. */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { cases, wholeSchema } from "../schema/cases.ts";
import { EXPRESSIONS, LEFT_OUT, OPTIONAL_OLD_SELF, SCHEMAS, VALUES } from "./cost-expressions.ts";

/** Expressions over one schema; every one is evaluated with each of the values. */
export interface CostGroup {
  readonly title: string;
  readonly compat: string;
  readonly schema: JSONSchemaProps;
  /** Of a custom resource or an embedded one. */
  readonly root?: true;
  readonly optionalOldSelf?: true;
  readonly values: readonly { readonly self: unknown; readonly oldSelf?: unknown }[];
  readonly expressions: readonly string[];
}

const COMPAT = "1.35";
const tree = path.join(import.meta.dirname, "../../..");

/** The title of the expressions about which we differ. */
export const DIFFERENT = "left out";

export function corpus(): CostGroup[] {
  return [...own(), ...leftOut(), ...ofCrds(), ...ofCases()];
}

const leftOut = (): CostGroup[] => [
  {
    ...{ title: DIFFERENT, compat: COMPAT, schema: SCHEMAS.bounded, values: VALUES.slice(0, 1) },
    expressions: LEFT_OUT.map((one) => one.expression),
  },
];

function own(): CostGroup[] {
  return Object.entries(SCHEMAS).flatMap(([title, schema]): CostGroup[] => [
    ...EXPRESSIONS.map(([compat, expressions]) => ({
      ...{ title: `${title}, ${compat}`, compat, schema, values: VALUES, expressions },
    })),
    {
      ...{ title: `${title}, optional oldSelf`, compat: COMPAT, schema, optionalOldSelf: true },
      values: [...VALUES, { self: VALUES[0]!.self }],
      expressions: OPTIONAL_OLD_SELF,
    },
  ]);
}

interface Crd {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly versions: readonly { name: string; schema: { openAPIV3Schema: JSONSchemaProps } }[];
  };
}

function ofCrds(): CostGroup[] {
  const files = [path.join(tree, "crds"), path.join(tree, "test/codegen/scenarios")].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".yaml") && !name.includes("policies/"))
      .sort()
      .map((name) => path.join(folder, name)),
  );
  return files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    if (!text.includes("\nkind: CustomResourceDefinition")) return [];
    const crd = parse(text) as Crd;
    return crd.spec.versions.flatMap((version) =>
      ofSchema(`${crd.metadata.name} ${version.name}`, version.schema.openAPIV3Schema, true),
    );
  });
}

const ofCases = (): CostGroup[] =>
  ["rules", "ratcheting", "schemas"].flatMap((topic) =>
    cases(topic).flatMap((one) => ofSchema(`${topic}: ${one.title}`, wholeSchema(one), true)),
  );

/** The rules of a schema and of everything below it. */
function ofSchema(title: string, schema: JSONSchemaProps, root: boolean): CostGroup[] {
  const rules = schema["x-kubernetes-validations"] ?? [];
  const group = (optional: boolean): CostGroup[] => {
    const mine = rules.filter((rule) => (rule.optionalOldSelf === true) === optional);
    const expressions = mine.flatMap((rule) => [
      rule.rule,
      ...(rule.messageExpression ? [rule.messageExpression] : []),
    ]);
    if (expressions.length === 0) return [];
    const read = bare(schema, expressions.join("\n"));
    const values = [0, 1, 3].map((size) => instance(read, size));
    const flags = {
      ...(root && { root: true as const }),
      ...(optional && { optionalOldSelf: true as const }),
    };
    const pairs = values.map((self, i) => ({ self, oldSelf: values[(i + 2) % 3] }));
    return [{ title, compat: COMPAT, schema: read, ...flags, values: pairs, expressions }];
  };
  const below = Object.entries(schema.properties ?? {}).map(([name, one]) => [`.${name}`, one] as const);
  const { items, additionalProperties } = schema;
  const inner = [
    ...below,
    ...(items !== undefined && !Array.isArray(items) ? [["[]", items] as const] : []),
    ...(typeof additionalProperties === "object" ? [["{}", additionalProperties] as const] : []),
  ];
  return [
    ...group(false),
    ...group(true),
    ...inner.flatMap(([name, one]) =>
      ofSchema(`${title}${name}`, one, one["x-kubernetes-embedded-resource"] === true),
    ),
  ];
}

const KEPT = [
  ...["type", "format", "enum", "required", "default", "nullable", "maxItems", "maxLength", "maxProperties"],
  ...["x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"],
  ...["x-kubernetes-list-type", "x-kubernetes-list-map-keys"],
];

/** What the cost of expressions can depend on: properties they do not name are left out. */
function bare(schema: JSONSchemaProps, expressions: string): JSONSchemaProps {
  const isNamed = (name: string): boolean => expressions.includes(name) || /\W|__/.test(name);
  const kept = Object.fromEntries(Object.entries(schema).filter(([name]) => KEPT.includes(name)));
  const { properties, items, additionalProperties } = schema;
  return {
    ...kept,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties)
          .filter(([name]) => isNamed(name))
          .map(([name, one]) => [name, bare(one, expressions)]),
      ),
    }),
    ...(items !== undefined && !Array.isArray(items) && { items: bare(items, expressions) }),
    ...(typeof additionalProperties === "object" && {
      additionalProperties: bare(additionalProperties, expressions),
    }),
  };
}

const TEXTS: { readonly [format: string]: string } = {
  ...{ byte: "YWJj", date: "2024-01-01", "date-time": "2024-01-01T00:00:00Z", duration: "1h" },
};

/** A value of a schema: nothing optional for size 0, else all fields with lists and texts of that size. */
function instance(schema: JSONSchemaProps, size: number): unknown {
  const several = <T>(max: number | undefined, make: (i: number) => T): T[] =>
    Array.from({ length: Math.min(size, max ?? size) }, (_, i) => make(i));
  if (schema["x-kubernetes-int-or-string"]) return size;
  if (schema.enum !== undefined) return schema.enum[size % schema.enum.length];
  const { items, additionalProperties, required = [] } = schema;
  switch (schema.type) {
    case "array":
      return items === undefined || Array.isArray(items)
        ? []
        : several(schema.maxItems, (i) => instance(items, size + i));
    case "object": {
      if (typeof additionalProperties === "object")
        return Object.fromEntries(
          several(schema.maxProperties, (i) => [`k${i}`, instance(additionalProperties, size)]),
        );
      const fields = Object.entries(schema.properties ?? {});
      const wanted = size === 0 ? fields.filter(([name]) => required.includes(name)) : fields;
      return Object.fromEntries(wanted.map(([name, one]) => [name, instance(one, size)]));
    }
    case "string":
      return TEXTS[schema.format ?? ""] ?? "some text ".repeat(size).slice(0, schema.maxLength);
    case "integer":
      return size;
    case "number":
      return size / 2;
    case "boolean":
      return size > 1;
    default:
      return {};
  }
}
