/** Library functions that pay for themselves. */

import { type FunctionRow, one, rowId, walk } from "./functions/row.ts";
import { test } from "./regex.ts";
import { stringSize } from "./values.ts";

// biome-ignore lint/suspicious/noExplicitAny: compiled code calls these with values the checker vouched for
export type Impl = (...args: any[]) => unknown;

/** What looking at a text once costs. */
export function walkOfText(text: string): number {
  return text.length <= 10 ? Math.min(text.length, 1) : walk(stringSize(text));
}

const QUARTER = 0.25;

/** The function of a row, paying by `tick`, which throws when nothing is left. */
export function chargedBy(tick: (cost: number) => void): (row: FunctionRow) => Impl {
  /** What rules call most is code of its own, which an engine can put where the call is. */
  const direct: { readonly [id: string]: (text: string, other: string) => boolean } = {
    "string.startsWith(string)": (text, prefix) => {
      tick(walkOfText(text));
      return text.startsWith(prefix);
    },
    "string.endsWith(string)": (text, suffix) => {
      tick(walkOfText(text));
      return text.endsWith(suffix);
    },
    "string.contains(string)": (text, part) => {
      tick(walkOfText(text) * walkOfText(part));
      return text.includes(part);
    },
    "string.matches(string)": (text, pattern) => {
      tick(walk(1 + stringSize(text)) * Math.ceil(stringSize(pattern) * QUARTER));
      return test(pattern, text);
    },
  };
  return (row) => (Object.hasOwn(direct, rowId(row)) ? direct[rowId(row)]! : charged(row, tick));
}

/** A call that fails pays as if it gave a value of size 1. */
function charged({ cost, costOfResult, impl, args }: FunctionRow, tick: (cost: number) => void): Impl {
  if (costOfResult)
    return (...all) => {
      let result: unknown;
      try {
        result = impl(...all);
      } finally {
        tick(costOfResult(result));
      }
      return result;
    };
  if (cost === one) return impl;
  switch (args.length) {
    case 1:
      return (a) => {
        tick(cost(a, undefined));
        return impl(a);
      };
    case 2:
      return (a, b) => {
        tick(cost(a, b));
        return impl(a, b);
      };
    default:
      return (...all) => {
        tick(cost(all[0], all[1]));
        return impl(...all);
      };
  }
}
