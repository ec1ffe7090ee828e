/** Conditions about a node, spelt at the object: behind what has to be there, and for each item of a list. */
import { escapeName, print, rename } from "../../rules/lang/cel/index.ts";
import { steps } from "./fields.ts";
import { parsed } from "./parsed.ts";

/**
 * The condition for every node that the path leads to from a variable; true where it leads to none.
 * @param about what holds of a node, given the variable or selection that is the node
 */
export function forEachNode(from: string, path: string, about: (node: string) => string, depth = 1): string {
  const names = steps(path).map((name) => escapeName(name) ?? name);
  const end = names.indexOf("[]");
  const before = end < 0 ? names : names.slice(0, end);
  const selections = before.map((_, i) => [from, ...before.slice(0, i + 1)].join("."));
  const node = selections.at(-1) ?? from;
  const absent = selections.map((selection) => `!has(${selection})`);
  if (end < 0) return [...absent, selections.length > 0 ? `(${about(node)})` : about(node)].join(" || ");
  const item = itemVariable(depth);
  const rest = steps(path)
    .slice(end + 1)
    .join(".")
    .replaceAll(".[]", "[]");
  return [...absent, `${node}.all(${item}, ${forEachNode(item, rest, about, depth + 1)})`].join(" || ");
}

/**
 * The condition for every node that was there before, beside what it was: items by their keys.
 * @param lists the lists on the way, each with its keys
 */
export function forEachPair(
  [now, old]: readonly [string, string],
  path: string,
  lists: readonly { keys?: readonly string[] }[],
  about: (node: string, before: string) => string,
  depth = 1,
): string {
  const names = steps(path);
  const end = names.indexOf("[]");
  const single = names.slice(0, end < 0 ? undefined : end).join(".");
  return forEachNode(now, single, (node) =>
    forEachNode(old, single, (before) => {
      if (end < 0) return about(node, before);
      const [item, was] = [itemVariable(depth), `old${depth}`];
      const others = (lists[0]?.keys ?? []).map((key) => `${was}.${key} != ${item}.${key}`);
      const rest = path.slice(path.indexOf("[]") + 2).replace(/^\./, "");
      const inner = forEachPair([item, was], rest, lists.slice(1), about, depth + 1);
      return `${node}.all(${item}, ${before}.all(${was}, ${[...others, inner].join(" || ")}))`;
    }),
  );
}

/** The variable of an item, by how many lists it is inside. */
export const itemVariable = (depth: number): string => `item${depth}`;

/** Whether a row uses such a name for something of its own. */
export const usesItemVariable = (source: string): boolean => /\bitem\d+\b/.test(source);

/** Replaces names of the row by what they are where it runs. */
export function respelt(source: string, names: { readonly [name: string]: string }): string {
  const read = parsed(source);
  if ("issues" in read) throw new Error(`${source} was checked but does not parse`);
  return print(rename(read.ast, names));
}
