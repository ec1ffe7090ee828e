/** Runs compiled defaults over an object. Pure: randomness and the clock are handed in. */
import { rt } from "./cel/index.ts";
import type { CompiledDefault } from "./compiled.ts";
import { type Change, Draft } from "./draft.ts";
import { nodesAt, type Route, routeTo } from "./nodes.ts";
import { type KnownImage, placeDevices } from "./place-devices.ts";
import { equal, isObject } from "./schema/json.ts";
import type { WriteOperation } from "./tables.ts";
import { memberOf, stepsOf } from "./value-at.ts";

export interface Generators {
  uuid4(): string;
  /** RFC 3339 with nanoseconds, UTC. */
  now(): string;
  /** The version of the running build. */
  build(): string;
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
 * The object with its unset fields filled (a copy where anything changed), and what was changed. A row fills a field
 * whose parent exists, and makes the map of a label or an annotation; an empty string counts as unset. A condition that
 * cannot be evaluated does not hold.
 */
export function runDefaults(
  rows: readonly CompiledDefault[],
  input: DefaultingInput,
): { object: unknown; filled: Filled[] } {
  const draft = new Draft(input.object);
  const filled: Filled[] = [];
  for (const row of rows) {
    if (!row.on.includes(input.operation)) continue;
    for (const change of changes(row, draft.object, input)) {
      draft.apply(change);
      filled.push({ id: row.id, ...change });
    }
  }
  return { object: draft.object, filled };
}

function changes(row: CompiledDefault, object: unknown, input: DefaultingInput): Change[] {
  if ("generate" in row.give && row.give.generate === "placement") return placement(row, object, input);
  const route = routeOf(row.field);
  const given: Change[] = [];
  for (const { self, before, place } of nodesAt(route.items, object, input.oldObject, undefined)) {
    const change = give(row, route, self, before, object, input);
    if (change) given.push({ ...change, path: [...stepsOf(place), ...change.path] });
  }
  return given;
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

/** What the row does to the field below a node; undefined where it leaves it alone. */
function give(
  row: CompiledDefault,
  { below, parent, leaf, isKey }: FieldRoute,
  self: unknown,
  before: unknown,
  object: unknown,
  input: DefaultingInput,
): Change | undefined {
  const holder = parent.reduce(memberOf, self) ?? undefined;
  const noMap = isKey && holder === undefined;
  if (!isObject(noMap ? parent.slice(0, -1).reduce(memberOf, self) : holder)) return undefined;
  const current = memberOf(holder, leaf) ?? undefined;
  const removes = "remove" in row.give;
  if (removes ? current === undefined : current !== undefined && current !== "" && !row.replace)
    return undefined;
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
  if (removes) return { op: "remove", path: below };
  const value = givenValue(row, bindings, input.generators);
  if (value === undefined || (row.replace && equal(value, current))) return undefined;
  if (noMap) return { op: "add", path: parent, value: { [leaf]: value } };
  return { op: current === undefined ? "add" : "replace", path: below, value };
}

interface FieldRoute {
  /** The items that hold the field, or the object. */
  readonly items: Route;
  /** The names below, also as those of what holds the field, and its own. */
  readonly below: readonly string[];
  readonly parent: readonly string[];
  readonly leaf: string;
  /** The field is a key of a map. */
  readonly isKey: boolean;
}

const routes = new Map<string, FieldRoute>();

/** Items are not followed to what they were. */
function routeOf(field: string): FieldRoute {
  const known = routes.get(field);
  if (known) return known;
  const end = field.lastIndexOf("[]");
  const items = routeTo(end < 0 ? "" : field.slice(0, end + 2), {});
  const below = stepsOf(field.slice(end < 0 ? 0 : end + 3));
  const route = {
    items,
    below,
    parent: below.slice(0, -1),
    leaf: below.at(-1)!,
    isKey: /[^[]\]$/.test(field),
  };
  routes.set(field, route);
  return route;
}

function givenValue(row: CompiledDefault, bindings: Json, generators: Generators): unknown {
  if ("value" in row.give) return row.give.value;
  if ("generate" in row.give) return generators[row.give.generate as keyof Generators]();
  if ("remove" in row.give) return undefined;
  const result = rt.run(row.give.from, bindings);
  return result.ok ? result.value : undefined;
}

const isTrue = (result: { ok: boolean; value?: unknown }): boolean => result.ok && result.value === true;
