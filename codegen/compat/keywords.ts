/** Differences of one node that its children have no part in: values, bounds, defaults, sharing. */
import { isDeepStrictEqual } from "node:util";
import { prepare } from "../../rules/lang/schema/index.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { withoutProse } from "./nodes.ts";
import type { Report } from "./report.ts";

/** Compares the keywords of two nodes of the same type. `required`: the field is, before and after. */
export function compareKeywords(
  old: JSONSchemaProps,
  now: JSONSchemaProps,
  required: boolean,
  report: Report,
): void {
  compareEnum(old, now, report);
  for (const [keyword, tighter] of BOUNDS) compareBound(keyword, tighter, old, now, report);
  comparePattern(old, now, report);
  compareFormat(old, now, report);
  compareDefault(old, now, required, report);
  compareAlternatives(old, now, report);
}

function compareEnum(old: JSONSchemaProps, now: JSONSchemaProps, report: Report): void {
  if (!old.enum && !now.enum) return;
  if (!old.enum || !now.enum) {
    if (now.enum) report.add("enum-added", { is: list(now.enum) });
    else report.add("enum-removed", { was: list(old.enum!) });
    return;
  }
  // Whether null is a value is told as nullable.
  const only = (some: readonly unknown[], others: readonly unknown[]) =>
    some.filter((value) => value !== null && !others.some((other) => isDeepStrictEqual(value, other)));
  const removed = only(old.enum, now.enum);
  const added = only(now.enum, old.enum);
  if (removed.length > 0) report.add("enum-values-removed", { was: list(removed) });
  if (added.length > 0) report.add("enum-values-added", { is: list(added) });
}

const list = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(", ");

type Bound = keyof JSONSchemaProps;

// biome-ignore format: a table
const BOUNDS: readonly (readonly [Bound, tighter: "larger" | "smaller" | "other"])[] = [
  ["minimum",          "larger"],
  ["maximum",          "smaller"],
  ["exclusiveMinimum", "larger"],
  ["exclusiveMaximum", "larger"],
  ["multipleOf",       "other"],
  ["minLength",        "larger"],
  ["maxLength",        "smaller"],
  ["minItems",         "larger"],
  ["maxItems",         "smaller"],
  ["uniqueItems",      "larger"],
  ["minProperties",    "larger"],
  ["maxProperties",    "smaller"],
];

function compareBound(
  keyword: Bound,
  tighter: "larger" | "smaller" | "other",
  old: JSONSchemaProps,
  now: JSONSchemaProps,
  report: Report,
): void {
  const [was, is] = [old[keyword], now[keyword]];
  if (was === is) return;
  // A lower bound of nothing and a flag that is not set say nothing.
  const silent = (value: unknown): boolean =>
    value === undefined ||
    value === false ||
    (value === 0 && keyword !== "minimum" && keyword !== "maximum" && tighter === "larger");
  if (silent(was) && silent(is)) return;
  const isTighter =
    silent(was) ||
    (!silent(is) &&
      (tighter === "other" ? !divides(was, is) : Number(is) > Number(was) === (tighter === "larger")));
  const text = (value: unknown) => (silent(value) ? undefined : `${keyword} ${JSON.stringify(value)}`);
  report.add(isTighter ? "bound-tightened" : "bound-loosened", {
    was: text(was) ?? `no ${keyword}`,
    is: text(is) ?? `no ${keyword}`,
  });
}

/** Every multiple of the old factor is one of the new factor. */
const divides = (was: unknown, is: unknown): boolean => Number.isInteger(Number(was) / Number(is));

function comparePattern(old: JSONSchemaProps, now: JSONSchemaProps, report: Report): void {
  const [was, is] = [old.pattern, now.pattern];
  if (was !== is) report.add(is === undefined ? "pattern-removed" : "pattern-changed", { was, is });
}

/** Only formats that an API server enforces for the type count. */
function compareFormat(old: JSONSchemaProps, now: JSONSchemaProps, report: Report): void {
  const [was, is] = [enforcedFormat(old), enforcedFormat(now)];
  if (was === is) return;
  const wider =
    is === undefined || (was === "int32" && is === "int64") || (was === "float" && is === "double");
  report.add(wider ? "format-removed" : "format-changed", { was, is });
}

/** The newest supported server enforces most. */
const NEWEST = "1.36";

function enforcedFormat({ type, format }: JSONSchemaProps): string | undefined {
  if (type === undefined || format === undefined) return undefined;
  return prepare({ type, format }, { compat: NEWEST }).root.format || undefined;
}

function compareDefault(old: JSONSchemaProps, now: JSONSchemaProps, required: boolean, report: Report): void {
  if (isDeepStrictEqual(old.default, now.default)) return;
  const was = old.default === undefined ? undefined : JSON.stringify(old.default);
  const is = now.default === undefined ? undefined : JSON.stringify(now.default);
  if (was === undefined) report.add("default-added", { is });
  else if (is !== undefined) report.add("default-changed", { was, is });
  else report.add(required ? "required-default-removed" : "default-removed", { was });
}

function compareAlternatives(old: JSONSchemaProps, now: JSONSchemaProps, report: Report): void {
  for (const keyword of ["allOf", "anyOf", "oneOf", "not"] as const) {
    const [was, is] = [old[keyword], now[keyword]].map(withoutProse);
    if (was === is) continue;
    report.add(is === undefined ? "alternatives-removed" : "alternatives-changed", {
      was: was === undefined ? undefined : `${keyword} ${was}`,
      is: is === undefined ? undefined : `${keyword} ${is}`,
    });
  }
}
