/** What the defaults of a CRD's schema added to an object. */
import type { CompiledRules } from "../../rules/lang/compiled.ts";
import type { FilledField } from "./explain.ts";

/** Each field of the spec that is there and was not sent, with the row that gives it where one does. */
export function filledBySchema(
  sent: unknown,
  read: unknown,
  rules: CompiledRules | undefined,
): FilledField[] {
  const specs = [sent, read].map((object) => (object as { spec?: unknown } | undefined)?.spec);
  return added(specs[0], specs[1], "spec").map(({ field, value }) => {
    const path = field.replaceAll(/\[\d+\]/g, "[]");
    const row = rules?.defaults.find((one) => one.field === path && "value" in one.give && !one.when);
    return { field, value, ...(row ? { rule: row.id } : {}) };
  });
}

function added(sent: unknown, read: unknown, at: string): { field: string; value: unknown }[] {
  if (typeof read !== "object" || read === null) return [];
  const before = (sent ?? {}) as { [key: string]: unknown };
  return Object.entries(read).flatMap(([key, value]) => {
    const field = Array.isArray(read) ? `${at}[${key}]` : `${at}.${key}`;
    const was = before[key];
    return was === undefined || was === null ? [{ field, value }] : added(was, value, field);
  });
}
