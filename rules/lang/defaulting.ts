/** Runs compiled defaults over an object. Pure: randomness and the clock are handed in. */
import { rt } from "./cel/index.ts";
import type { CompiledDefault } from "./compiled.ts";
import { nodesAt, type Route, routeTo } from "./nodes.ts";
import { type Change, type KnownImage, placeDevices } from "./place-devices.ts";
import type { WriteOperation } from "./tables.ts";
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
  operation: WriteOperation;
  facts: { readonly [name: string]: unknown };
  /** Feature → whether it is on. */
  features?: { readonly [name: string]: boolean };
  generators: Generators;
}

export interface Filled extends Change {
  readonly id: string;
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
    for (const change of changes(row, object, input)) {
      object = withValue(object, change.path, change.value);
      filled.push({ id: row.id, ...change });
    }
  }
  return { object, filled };
}

function changes(row: CompiledDefault, object: unknown, input: DefaultingInput): Change[] {
  if ("generate" in row.give && row.give.generate === "placement") return placement(row, object, input);
  const { items, below } = routeOf(row.field);
  return nodesAt(items, object, input.oldObject, undefined).flatMap(({ self, before, place }) => {
    const given = give(row, below, self, before, object, input);
    const path = place === "" ? [] : place.split(/[.[]/).map((step) => step.replace("]", ""));
    return given ? [{ path: [...path, ...below], ...given }] : [];
  });
}

/** Placing looks at the whole machine at once, and writes where something is missing. */
function placement(row: CompiledDefault, object: unknown, input: DefaultingInput): Change[] {
  const { oldObject: oldRoot, facts: fact, features: feature } = input;
  const bindings = {
    self: object,
    oldSelf: oldRoot,
    root: object,
    oldRoot,
    wrote: input.object,
    fact,
    feature,
  };
  if (row.when && !isTrue(rt.run(row.when, bindings))) return [];
  return placeDevices(object, oldRoot, fact as KnownImage);
}

/** What the row gives to the field below a node; undefined where it leaves it alone. */
function give(
  row: CompiledDefault,
  below: readonly string[],
  self: unknown,
  before: unknown,
  object: unknown,
  input: DefaultingInput,
): { value: unknown; replaced: boolean } | undefined {
  const parent = below.slice(0, -1).reduce<unknown>((node, name) => valueAt(node, name), self);
  if (!isObject(parent)) return undefined;
  const current = valueAt(parent, below.at(-1)!);
  const replaced = current !== undefined && current !== null && current !== "";
  if (replaced && !row.replace) return undefined;
  const bindings = {
    self,
    oldSelf: before ?? {},
    root: object,
    oldRoot: input.oldObject,
    wrote: input.object,
    fact: input.facts,
    feature: input.features,
  };
  if (row.when && !isTrue(rt.run(row.when, bindings))) return undefined;
  const value = givenValue(row, bindings, input.generators);
  return value === undefined ? undefined : { value, replaced };
}

const routes = new Map<string, { items: Route; below: readonly string[] }>();

/** The items that hold a field, or the object, and the names below. Items are not followed to what they were. */
function routeOf(field: string): { items: Route; below: readonly string[] } {
  const known = routes.get(field);
  if (known) return known;
  const end = field.lastIndexOf("[]");
  const items = routeTo(end < 0 ? "" : field.slice(0, end + 2), {});
  const below = field.slice(end < 0 ? 0 : end + 3).split(".");
  routes.set(field, { items, below });
  return { items, below };
}

function givenValue(row: CompiledDefault, bindings: Json, generators: Generators): unknown {
  if ("value" in row.give) return row.give.value;
  if ("generate" in row.give) return generators[row.give.generate as keyof Generators]();
  const result = rt.run(row.give.from, bindings);
  return result.ok ? result.value : undefined;
}

const isTrue = (result: { ok: boolean; value?: unknown }): boolean => result.ok && result.value === true;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A copy along the path, so that the caller's object stays as it was. */
function withValue(node: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  const inner = (current: unknown) => (rest.length === 0 ? value : withValue(current, rest, value));
  if (Array.isArray(node)) return node.with(Number(name), inner(node[Number(name)]));
  return { ...(node as Json), [name!]: inner((node as Json)[name!]) };
}
