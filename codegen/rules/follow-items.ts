/** Conditions about the items of lists beside what each was, spelt at the object. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { listsOf, optionalPath } from "./fields.ts";
import { itemVariable } from "./walk.ts";

/**
 * The condition for every item that an anchor leads to, with the item that had the same keys.
 * @param onlyExisting leaves out items that are new; else what they were is empty
 * @param about what holds of an item, given the variables of both
 */
export function followItems(
  schema: JSONSchemaProps,
  anchor: string,
  object: string,
  oldObject: string,
  onlyExisting: boolean,
  about: (self: string, oldSelf: string) => string,
): string {
  const lists = listsOf(schema, anchor);
  const inside = (depth: number, now: string, old: string, from: number): string => {
    const list = lists[depth];
    if (!list) return atItem(anchor.slice(from), now, old, about);
    const path = list.list.slice(from, -2).replace(/^\./, "");
    const [item, before] = [itemVariable(depth + 1), `old${depth + 1}`];
    const same = `${optionalPath(old, path)}.orValue(dyn([])).filter(${before}, ${sameKeys(list.keys, item, before)})`;
    const matched = onlyExisting ? same : `(size(${same}) == 0 ? [dyn({})] : ${same})`;
    const inner = inside(depth + 1, item, before, list.list.length);
    return `${optionalPath(now, path)}.orValue(dyn([])).all(${item}, ${matched}.all(${before}, ${inner}))`;
  };
  return inside(0, object, oldObject, 0);
}

/** The node below the innermost item; a row does not apply where it is absent. */
function atItem(
  rest: string,
  now: string,
  old: string,
  about: (self: string, oldSelf: string) => string,
): string {
  const below = rest.replace(/^\./, "");
  if (below === "") return about(now, old);
  const node = `${optionalPath(now, below)}`;
  return `!${node}.hasValue() || (${about(`${node}.value()`, `${optionalPath(old, below)}.orValue(dyn({}))`)})`;
}

/**
 * The condition that the item before, inside the condition of `forEachNode` about an item, was there and is as it says.
 * Where items cannot be followed it has to hold without one.
 * @param about what holds of what the item was
 */
export function whereItemWas(
  schema: JSONSchemaProps,
  anchor: string,
  oldObject: string,
  about: (oldSelf: string) => string,
): string {
  const lists = listsOf(schema, anchor);
  if (lists.some(({ keys }) => keys === undefined)) return about("dyn({})");
  const inside = (depth: number, old: string, from: number): string => {
    const list = lists[depth];
    if (!list) {
      const below = anchor.slice(from).replace(/^\./, "");
      if (below === "") return about(old);
      const node = optionalPath(old, below);
      return `${node}.hasValue() && ${about(`${node}.value()`)}`;
    }
    const path = list.list.slice(from, -2).replace(/^\./, "");
    const [item, before] = [itemVariable(depth + 1), `old${depth + 1}`];
    const inner = inside(depth + 1, before, list.list.length);
    return `${optionalPath(old, path)}.orValue(dyn([])).exists(${before}, ${sameKeys(list.keys, item, before)} && ${inner})`;
  };
  return inside(0, oldObject, 0);
}

const sameKeys = (keys: readonly string[] | undefined, item: string, before: string): string =>
  (keys ?? []).map((key) => `${before}.?${key} == ${item}.?${key}`).join(" && ");
