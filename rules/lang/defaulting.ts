/** Runs compiled defaults over an object. Pure: randomness and the clock are handed in. */
import { rt } from "./cel/index.ts";
import type { CompiledDefault } from "./compiled.ts";
import type { Operation } from "./tables.ts";
import { valueAt } from "./value-at.ts";

export interface Generators {
  uuid4(): string;
  /** RFC 3339 with nanoseconds, UTC. */
  now(): string;
}

export interface DefaultingInput {
  object: unknown;
  /** An empty object on create. */
  oldObject: unknown;
  operation: Operation;
  facts: { readonly [name: string]: unknown };
  generators: Generators;
}

export interface Filled {
  readonly id: string;
  readonly path: readonly string[];
  readonly value: unknown;
  /** Whether something stood there before. */
  readonly replaced: boolean;
}

type Json = { [key: string]: unknown };

/**
 * The object with its unset fields filled (a copy where anything changed), and what was filled. A row fills a field
 * whose parent exists; an empty string counts as unset. A condition that cannot be evaluated does not hold.
 */
export function runDefaults(
  rows: readonly CompiledDefault[],
  input: DefaultingInput,
): { object: unknown; filled: Filled[] } {
  let object = input.object;
  const filled: Filled[] = [];
  for (const row of rows) {
    if (!row.on.includes(input.operation)) continue;
    const path = row.field.split(".");
    if (!isObject(valueAt(object, path.slice(0, -1).join(".")))) continue;
    const current = valueAt(object, row.field);
    const isSet = current !== undefined && current !== null && current !== "";
    if (isSet && !row.replace) continue;
    const bindings = { self: object, oldSelf: input.oldObject, wrote: input.object, fact: input.facts };
    if (row.when && !isTrue(rt.run(row.when, bindings))) continue;
    const value = givenValue(row, bindings, input.generators);
    if (value === undefined) continue;
    object = withValue(object as Json, path, value);
    filled.push({ id: row.id, path, value, replaced: isSet });
  }
  return { object, filled };
}

function givenValue(row: CompiledDefault, bindings: Json, generators: Generators): unknown {
  if ("value" in row.give) return row.give.value;
  if ("generate" in row.give) return generators[row.give.generate]();
  const result = rt.run(row.give.from, bindings);
  return result.ok ? result.value : undefined;
}

const isTrue = (result: { ok: boolean; value?: unknown }): boolean => result.ok && result.value === true;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A copy along the path, so that the caller's object stays as it was. */
function withValue(object: Json, [name, ...rest]: readonly string[], value: unknown): Json {
  return { ...object, [name!]: rest.length === 0 ? value : withValue(object[name!] as Json, rest, value) };
}
