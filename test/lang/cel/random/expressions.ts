/** Random expressions of a grammar, whose types fit; the same for the same seed. */

import { Random } from "../../../../runtime/driver/simulated/random.ts";
import type { Grammar } from "./grammar.ts";

/** `VMOP_SEED` makes other expressions than usual. */
export const SEED = Number(process.env.VMOP_SEED ?? 1);

const MAX_DEPTH = 4;
const LOCALS = ["x", "y", "z"];

/** `count` different expressions, of every kind of the grammar alike. */
export function expressions(grammar: Grammar, count: number, seed = SEED): string[] {
  const random = new Random(seed);
  const below = (end: number): number => random.between([0, end - 1]);
  const oneOf = <T>(all: readonly T[]): T => all[below(all.length)]!;
  /** Kinds of the variables in scope, by name. */
  type Scope = ReadonlyMap<string, string>;

  const write = (kind: string, depth: number, outer: Scope): string => {
    const { leaves, calls } = grammar[kind]!;
    const locals = [...outer].flatMap(([name, its]) => (its === kind ? [name] : []));
    if (locals.length > 0 && random.next() < 0.3) return oneOf(locals);
    const isLeaf = leaves.length > 0 && (depth === 0 || random.next() < 0.15);
    const form = oneOf(isLeaf ? leaves : calls);
    let scope = outer;
    const free = [...LOCALS];
    return form.replace(/\$(v:)?(\w+)/g, (_, isNew: string | undefined, its: string) => {
      if (isNew === undefined) return write(its, Math.max(0, depth - 1), scope);
      const [name] = free.splice(below(free.length), 1) as [string];
      scope = new Map(scope).set(name, its);
      return name;
    });
  };

  const kinds = Object.keys(grammar);
  const made = new Set<string>();
  while (made.size < count) made.add(write(oneOf(kinds), 1 + below(MAX_DEPTH), new Map()));
  return [...made];
}
