/** Rules that cost too much when they run: which is refused, in which words, and what is no longer looked at. */

import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { INT, listOf, object, rules, type Story, spec } from "./stories.ts";

const refused = (create: object) => ({ create, wants: "refused" as const });
const accepted = (create: object) => ({ create, wants: "accepted" as const });

/** A list that may be long without its rules being refused: an estimate takes the smallest of its bounds. */
const LONG = { type: "array", maxItems: 1400, items: INT } as const;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Steps over all pairs of the list: of 600 items more than one evaluation may cost. */
const PAIRS = "self.l.all(a, self.l.all(b, a == a))";

/** Counts a quarter of the pattern's length for every ten characters, and is done at once: of 30,000 it costs 900,000. */
const DEAR = `!self.s.matches('${"y".repeat(1200)}')`;
const SPENT: JSONSchemaProps = { type: "string", maxLength: 50_000 };
const text = (size: number): string => "x".repeat(size);

export const BUDGETS: readonly Story[] = [
  {
    title: "one expression may cost a million",
    versions: {
      v1: spec(
        object(
          { l: LONG, z: INT },
          rules(
            { rule: "self.z > 0", message: "before" },
            { rule: PAIRS, message: "all pairs" },
            { rule: "self.z > 1", message: "after" },
          ),
        ),
      ),
    },
    steps: [
      refused({ spec: { l: numbers(100), z: 0 } }),
      refused({ spec: { l: numbers(1400), z: 0 } }),
      accepted({ spec: { l: numbers(300), z: 2 } }),
    ],
  },
  {
    title: "a message may cost a million",
    versions: {
      v1: spec(
        object(
          { l: LONG, z: INT },
          rules(
            { rule: "self.z > 0", messageExpression: `string(${PAIRS})`, message: "unused" },
            { rule: "self.z > 1", message: "after" },
          ),
        ),
      ),
    },
    steps: [
      refused({ spec: { l: numbers(10), z: 0 } }),
      refused({ spec: { l: numbers(1400), z: 0 } }),
      refused({ spec: { l: numbers(1400), z: 1 } }),
    ],
  },
  {
    title: "all rules of an object together may cost ten millions",
    versions: {
      v1: spec(
        object(
          { s: SPENT, z: INT },
          rules(
            ...numbers(14).map((index) => ({
              rule: `self.z > ${index} || !${DEAR}`,
              message: `rule ${index}`,
            })),
          ),
        ),
      ),
    },
    steps: [
      refused({ spec: { s: text(20_000), z: 12 } }),
      refused({ spec: { s: text(30_000), z: 0 } }),
      refused({ spec: { s: text(30_000), z: 6 } }),
      refused({ spec: { s: text(40_000), z: 3 } }),
      accepted({ spec: { s: text(40_000), z: 20 } }),
    ],
  },
  {
    title: "nodes below are not looked at when nothing is left",
    versions: {
      v1: spec(
        object(
          {
            s: SPENT,
            list: listOf({ ...INT, ...rules({ rule: "self > 0", message: "positive" }) }),
          },
          rules(...numbers(12).map((index) => ({ rule: DEAR, message: `rule ${index}` }))),
        ),
      ),
    },
    steps: [
      refused({ spec: { s: text(27_500), list: [0] } }),
      refused({ spec: { s: text(27_770), list: [0, 0] } }),
      refused({ spec: { s: text(30_000), list: [0] } }),
      accepted({ spec: { s: text(27_500), list: [1] } }),
    ],
  },
  {
    title: "a message may use up what is left for all",
    versions: {
      v1: spec(
        object(
          { s: SPENT, z: INT },
          rules(
            ...numbers(11).map((index) => ({ rule: DEAR, message: `rule ${index}` })),
            { rule: "self.z > 0", messageExpression: `string(${DEAR})`, message: "plain" },
            { rule: "self.z > 1", message: "after" },
          ),
        ),
      ),
    },
    steps: [refused({ spec: { s: text(29_000), z: 0 } }), refused({ spec: { s: text(31_000), z: 0 } })],
  },
];
