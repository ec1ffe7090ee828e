/** What `@marcbachmann/cel-js` answers about an expression, with values in the form of `written`. */

import { Environment } from "@marcbachmann/cel-js";
import type { JSONSchemaProps } from "../../../../rules/lang/schema/types.ts";
import { bits } from "./written.ts";

const environment = new Environment({
  enableOptionalTypes: true,
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
});

export type Opinion = { readonly value: unknown } | { readonly error: string };

/** The value or the error for variables of a schema. */
export function secondOpinion(
  expression: string,
  schema: JSONSchemaProps,
  variables: { readonly [name: string]: unknown },
): Opinion {
  const given = Object.entries(variables).map(([name, value]) => [name, typed(schema, value)]);
  try {
    return { value: form(environment.evaluate(expression, Object.fromEntries(given))) };
  } catch (error) {
    return { error: (error as Error).message.split("\n")[0]! };
  }
}

/** JSON as values of that library: ints are bigints, doubles are numbers. */
function typed(schema: JSONSchemaProps | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => typed(schema?.items as JSONSchemaProps, item));
  if (typeof value === "object" && value !== null) {
    const of = (name: string): JSONSchemaProps | undefined =>
      schema?.properties?.[name] ?? (schema?.additionalProperties as JSONSchemaProps | undefined);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, typed(of(name), inner)]));
  }
  if (typeof value === "number") return schema?.type === "number" ? value : BigInt(value);
  switch (schema?.format) {
    case "byte":
      return new Uint8Array(Buffer.from(value as string, "base64"));
    case "date-time":
      return new Date(value as string);
    case "duration":
      return environment.evaluate(`duration('${value}')`);
    default:
      return value;
  }
}

function form(value: unknown): unknown {
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : { int: String(value) };
  if (typeof value === "number") return { double: bits(value) };
  if (value === null) return { null: true };
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return { list: value.map(form) };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  if (value instanceof Date) {
    const seconds = Math.floor(value.getTime() / 1000);
    return { timestamp: `${seconds} s ${(value.getTime() - seconds * 1000) * 1e6} ns` };
  }
  switch (value.constructor.name) {
    case "UnsignedInt":
      return { uint: String(value.valueOf()) };
    case "Duration": {
      const { seconds, nanos } = value as { seconds: bigint; nanos: number };
      return { duration: String(seconds * 1_000_000_000n + BigInt(nanos)) };
    }
    case "Type":
      return { type: (value as { name: string }).name };
    default: {
      const entries = value instanceof Map ? [...value] : Object.entries(value);
      return { map: sorted(entries.map(([key, inner]) => [String(key), form(inner)])) };
    }
  }
}

/** A written value with keys of maps as texts: that library's maps have no others. */
export function withTextKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withTextKeys);
  const [[kind, inner]] = Object.entries(value) as [[string, unknown]];
  if (kind !== "map") return { [kind]: withTextKeys(inner) };
  const text = (key: unknown): string =>
    typeof key === "object" && key !== null ? String(Object.values(key)[0]) : String(key);
  return { map: sorted((inner as [unknown, unknown][]).map(([key, one]) => [text(key), withTextKeys(one)])) };
}

const sorted = (entries: [string, unknown][]): [string, unknown][] =>
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
