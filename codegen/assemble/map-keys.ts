/** Limits on the keys of a map as a CEL rule, for structural schemas have no keyword for them. */
import { type Format, formats } from "../../api/formats.ts";
import type { ValidationRule } from "../../rules/lang/schema/types.ts";
import type { Constraint } from "./arguments.ts";

const known: { readonly [name: string]: Format } = formats;

/** The rule, or nothing when one of the constraints says nothing about a key. */
export function keyRule(constraints: readonly Constraint[]): ValidationRule | undefined {
  const parts = constraints.map(({ name, value }) => partOf(name, value));
  if (parts.some((part) => part === undefined)) return undefined;
  const tests = parts.flatMap((part) => part!.tests);
  return {
    rule: `self.all(key, ${tests.join(" && ")})`,
    message: `keys must ${parts.map((part) => part!.words).join(" and ")}`,
  };
}

function partOf(name: string, value: unknown): { tests: string[]; words: string } | undefined {
  if (name === "maxLength")
    return { tests: [atMost(value)], words: `have at most ${String(value)} characters` };
  if (name === "minLength")
    return { tests: [`size(key) >= ${String(value)}`], words: `have at least ${String(value)} characters` };
  if (name === "pattern") return { tests: [matches(value)], words: `match ${String(value)}` };
  const format = name === "format" ? known[value as string] : undefined;
  if (format?.pattern === undefined) return undefined;
  const length = format.maxLength === undefined ? [] : [atMost(format.maxLength)];
  return { tests: [...length, matches(format.pattern)], words: `be of the format ${String(value)}` };
}

const atMost = (length: unknown): string => `size(key) <= ${String(length)}`;
const matches = (pattern: unknown): string => `key.matches(${JSON.stringify(pattern)})`;
