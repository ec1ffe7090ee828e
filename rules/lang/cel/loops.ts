/** What the macros do: loops that end early, count, and collect. */
import { type CelError, noSuchOverload } from "./errors.ts";
import { items } from "./json.ts";
import { absorbable } from "./result.ts";
import { CelMap, MapValue } from "./values.ts";

/** The loops, paying for each step by `tick`, which throws when nothing is left. */
export function loopsPaidBy(tick: (cost: number) => void) {
  const loops = {
    /** What a one-variable loop goes over: the items of a list, the keys of a map. */
    range(value: unknown): readonly unknown[] {
      return value instanceof MapValue ? value.keys() : items(value);
    },
    /** What a two-variable loop goes over: index and item, key and value. */
    pairs(value: unknown): readonly (readonly [unknown, unknown])[] {
      if (value instanceof MapValue) return value.keys().map((key) => [key, value.find(key)]);
      return items(value).map((item, i) => [i, item]);
    },
    all<X>(range: readonly X[], test: (x: X) => boolean): boolean {
      return !loops.search(range, test, false);
    },
    exists<X>(range: readonly X[], test: (x: X) => boolean): boolean {
      return loops.search(range, test, true);
    },
    /** Whether an element answers `wanted`; errors count only when none does. */
    search<X>(range: readonly X[], test: (x: X) => boolean, wanted: boolean): boolean {
      // Before each element the loop asks whether to go on, which for `exists` takes a negation more.
      const question = wanted ? 3 : 2;
      let error: CelError | undefined;
      let left = range.length;
      tick(1);
      for (const x of range) {
        left--;
        tick(question + 1);
        try {
          if (test(x) === wanted) {
            if (left > 0) tick(question);
            return true;
          }
        } catch (thrown) {
          error ??= absorbable(thrown);
        }
      }
      if (error) throw error;
      return false;
    },
    existsOne<X>(range: readonly X[], test: (x: X) => boolean): boolean {
      let error: CelError | undefined;
      let count = 0;
      tick(2);
      for (const x of range) {
        try {
          if (test(x)) {
            tick(2);
            count++;
          } else tick(0);
        } catch (thrown) {
          error ??= absorbable(thrown);
        }
      }
      if (error) throw error;
      return count === 1;
    },
    collect<X>(
      range: readonly X[],
      filter: ((x: X) => boolean) | null,
      yields: (x: X) => unknown,
      cost: number,
    ): unknown[] {
      const collected: unknown[] = [];
      loops.each(range, 1, filter, cost, (x) => {
        collected.push(yields(x));
      });
      return collected;
    },
    collectMap<X>(
      range: readonly X[],
      filter: ((x: X) => boolean) | null,
      entry: (x: X) => [unknown, unknown],
    ): CelMap {
      const map = new CelMap();
      loops.each(range, 1, filter, 3, (x) => map.insert(...entry(x)));
      return map;
    },
    collectEntries<X>(
      range: readonly X[],
      filter: ((x: X) => boolean) | null,
      yields: (x: X) => unknown,
    ): CelMap {
      const map = new CelMap();
      loops.each(range, 1, filter, 2, (x) => {
        const part = yields(x);
        if (!(part instanceof MapValue)) throw noSuchOverload();
        for (const key of part.keys()) map.insert(key, part.find(key));
      });
      return map;
    },
    /** Does something with each element that passes, for `cost` and `whole` once. An error does not end it, but is what comes of it. */
    each<X>(
      range: readonly X[],
      whole: number,
      filter: ((x: X) => boolean) | null,
      cost: number,
      step: (x: X) => void,
    ): void {
      let error: CelError | undefined;
      tick(whole);
      for (const x of range) {
        try {
          if (filter !== null && !filter(x)) {
            tick(0);
            continue;
          }
          tick(cost);
          step(x);
        } catch (thrown) {
          error ??= absorbable(thrown);
        }
      }
      if (error) throw error;
    },
  };
  return loops;
}
