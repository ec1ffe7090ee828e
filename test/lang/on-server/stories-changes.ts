/** Updates: what rules know of the value before, and what is forgiven because it did not change. */

import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { byName, INT, listOf, object, rules, type Story, spec, TEXT } from "./stories.ts";

const created = (create: object) => ({ create, wants: "accepted" as const });
const accepted = (update: object, at = "v1") => ({ update, at, wants: "accepted" as const });
const refused = (update: object, at = "v1") => ({ update, at, wants: "refused" as const });

/** Stored under the first schema, updated under the second. */
const stricter = (before: JSONSchemaProps, after: JSONSchemaProps) => ({ v1: spec(before), v2: spec(after) });

const mapOf = (entry: JSONSchemaProps): JSONSchemaProps => ({
  ...{ type: "object", maxProperties: 5, additionalProperties: entry },
});

export const CHANGES: readonly Story[] = [
  {
    title: "a transition rule runs where there is a value before",
    versions: {
      v1: spec(
        object({
          fixed: { ...INT, ...rules("self == oldSelf") },
          rises: {
            ...INT,
            ...rules({ rule: "self >= oldSelf", messageExpression: "string(oldSelf)" }),
          },
          o: object(
            { a: INT, b: INT },
            rules("!has(oldSelf.a) || has(self.a)", "self.b == oldSelf.b || self.a == 1"),
          ),
          m: mapOf({ ...INT, ...rules("self >= oldSelf") }),
          named: byName(
            { v: { ...INT, ...rules("self == oldSelf") } },
            rules("has(self.v) == has(oldSelf.v)"),
          ),
          whole: listOf(INT, rules("oldSelf.all(x, x in self)")),
          set: listOf(TEXT, { "x-kubernetes-list-type": "set", ...rules("self == oldSelf") }),
        }),
      ),
    },
    steps: [
      created({
        spec: {
          fixed: 1,
          rises: 1,
          o: { a: 1, b: 1 },
          m: { a: 1, b: 2 },
          named: [{ name: "x", v: 1 }, { name: "y" }],
          whole: [1, 2],
          set: ["p", "q"],
        },
      }),
      accepted({
        spec: {
          fixed: 1,
          rises: 2,
          o: { a: 1, b: 2 },
          m: { b: 2, c: 0 },
          named: [{ name: "y" }, { name: "x", v: 1 }, { name: "z", v: 9 }],
          whole: [3, 2, 1],
          set: ["q", "p"],
        },
      }),
      refused({
        spec: {
          fixed: 2,
          rises: 1,
          o: { b: 3 },
          m: { b: 1 },
          named: [{ name: "x", v: 2 }, { name: "z" }, { name: "y", v: 1 }],
          whole: [1],
          set: ["q"],
        },
      }),
      accepted({ spec: { o: { a: 1 } } }),
      accepted({ spec: { fixed: 5 } }),
    ],
  },
  {
    title: "an optional old value is there or not",
    versions: {
      v1: spec(
        object({
          a: {
            ...INT,
            ...rules({
              rule: "!oldSelf.hasValue() || oldSelf.value() < self",
              optionalOldSelf: true,
              message: "must rise",
            }),
          },
          b: {
            ...INT,
            ...rules({ rule: "oldSelf.hasValue()", optionalOldSelf: true, reason: "FieldValueForbidden" }),
          },
          c: {
            ...INT,
            ...rules({
              rule: "oldSelf.orValue(1) == 1",
              optionalOldSelf: true,
              messageExpression: "string(oldSelf.orValue(0))",
              message: "plain",
            }),
          },
          named: byName(
            { v: INT },
            rules({ rule: "oldSelf.?v.orValue(1) <= self.?v.orValue(1)", optionalOldSelf: true }),
          ),
          o: object(
            { v: INT },
            rules(
              { rule: "oldSelf.optMap(o, o == self).orValue(true)", optionalOldSelf: true },
              "self.v == oldSelf.v",
            ),
          ),
        }),
      ),
    },
    steps: [
      { create: { spec: { b: 1 } }, wants: "refused" },
      created({ spec: { a: 1, c: 5, named: [{ name: "x", v: 3 }], o: { v: 1 } } }),
      refused({
        spec: {
          a: 1,
          b: 1,
          c: 6,
          named: [
            { name: "x", v: 2 },
            { name: "y", v: 0 },
          ],
          o: { v: 2 },
        },
      }),
      refused({ spec: { a: 2, c: 5, o: { v: 1 } } }),
      accepted({ spec: { a: 2, o: { v: 1 } } }),
    ],
  },
  {
    title: "null and absent are no value before",
    versions: {
      v1: spec(
        object({
          n: { ...INT, nullable: true, ...rules("self == oldSelf") },
          o: object(
            { v: { ...INT, ...rules("self == oldSelf") } },
            { nullable: true, ...rules("has(oldSelf.v)") },
          ),
        }),
      ),
    },
    steps: [
      created({ spec: { n: null, o: null } }),
      accepted({ spec: { n: 1, o: {} } }),
      refused({ spec: { n: 2, o: { v: 1 } } }),
      accepted({ spec: { n: null, o: null } }),
    ],
  },
  {
    title: "a failed rule is a warning where its value is as it was",
    versions: stricter(
      object({ a: INT, o: object({ x: INT, y: INT }), l: listOf(INT), m: mapOf(object({ v: INT })) }),
      object(
        {
          a: { ...INT, ...rules("self > 5") },
          o: object(
            { x: { ...INT, ...rules("self > 5") }, y: INT },
            rules({ rule: "self.x > 5", message: "x of o" }),
          ),
          l: listOf({ ...INT, ...rules("self > 5") }, rules("self.size() > 3")),
          m: mapOf(object({ v: { ...INT, ...rules("self > 5") } }, rules("self.v > 6"))),
        },
        rules({ rule: "self.a > 5", message: "a of the whole" }),
      ),
    ),
    steps: [
      created({ spec: { a: 1, o: { x: 1, y: 1 }, l: [1, 2], m: { k: { v: 1 }, q: { v: 2 } } } }),
      refused({ spec: { a: 1, o: { x: 1, y: 2 }, l: [1, 2], m: { k: { v: 1 }, q: { v: 3 } } } }, "v2"),
      refused({ spec: { a: 2, o: { x: 1, y: 1 }, l: [1, 3], m: { k: { v: 1 }, q: { v: 2 } } } }, "v2"),
      { patch: { metadata: { labels: { a: "b" } } }, at: "v2", wants: "accepted" },
    ],
  },
  {
    title: "items are forgiven by key, others only with their list",
    versions: stricter(
      object({
        named: byName({ v: INT, o: object({ w: INT }) }),
        plain: listOf(object({ v: INT })),
        set: listOf(TEXT, { "x-kubernetes-list-type": "set" }),
      }),
      object({
        named: byName(
          { v: { ...INT, maximum: 5 }, o: object({ w: { ...INT, ...rules("self < 5") } }) },
          rules("self.v < 3"),
        ),
        plain: listOf(object({ v: { ...INT, maximum: 5, ...rules("self < 3") } })),
        set: listOf(
          { ...TEXT, maxLength: 3, ...rules("self != 'bad'") },
          { "x-kubernetes-list-type": "set" },
        ),
      }),
    ),
    steps: [
      created({
        spec: {
          named: [
            { name: "a", v: 9, o: { w: 9 } },
            { name: "b", v: 9 },
          ],
          plain: [{ v: 9 }, { v: 8 }],
          set: ["bad", "good"],
        },
      }),
      accepted(
        {
          spec: {
            named: [
              { name: "b", v: 9 },
              { name: "a", v: 9, o: { w: 9 } },
            ],
            plain: [{ v: 9 }, { v: 8 }],
            set: ["bad", "good"],
          },
        },
        "v2",
      ),
      refused(
        {
          spec: {
            named: [
              { name: "a", v: 9, o: { w: 8 } },
              { name: "b", v: 4 },
              { name: "c", v: 4 },
            ],
          },
        },
        "v2",
      ),
      refused({ spec: { plain: [{ v: 4 }, { v: 8 }] } }, "v2"),
      refused({ spec: { plain: [{ v: 8 }, { v: 9 }] } }, "v2"),
      refused({ spec: { set: ["bad"] } }, "v2"),
      accepted({ spec: { set: ["ok"] } }, "v2"),
    ],
  },
  {
    title: "values are forgiven below what changed, and never in branches",
    versions: stricter(
      object({ a: INT, b: TEXT, o: object({ x: INT }), l: listOf(INT) }),
      object(
        {
          a: { ...INT, maximum: 5 },
          b: { ...TEXT, enum: ["x"] },
          o: object({ x: INT }, { required: ["x"] }),
          l: listOf(INT, { maxItems: 1 }),
        },
        {
          required: ["b"],
          allOf: [{ properties: { a: { minimum: 20 } } }],
          anyOf: [{ required: ["a"] }, { required: ["o"] }],
          ...rules({ rule: "self.a < 0", message: "negative" }),
        },
      ),
    ),
    steps: [
      created({ spec: { a: 10, b: "y", o: {}, l: [1, 2] } }),
      refused({ spec: { a: 10, b: "y", o: {}, l: [1, 2, 3] } }, "v2"),
      refused({ spec: { a: 11, b: "y", o: {}, l: [1, 2] } }, "v2"),
      refused({ spec: { a: 10, b: "z", o: {}, l: [1, 2] } }, "v2"),
      { patch: { metadata: { annotations: { a: "b" } } }, at: "v2", wants: "accepted" },
    ],
  },
  {
    title: "repeated items are kept where they were",
    versions: stricter(
      object({ s: listOf(TEXT), n: listOf(object({ name: TEXT, v: INT })) }),
      object({
        s: listOf(TEXT, { "x-kubernetes-list-type": "set" }),
        n: byName({ v: { ...INT, ...rules("self < 5") } }),
      }),
    ),
    steps: [
      created({
        spec: {
          s: ["a", "a"],
          n: [
            { name: "x", v: 1 },
            { name: "x", v: 9 },
          ],
        },
      }),
      accepted(
        {
          spec: {
            s: ["a", "a", "b"],
            n: [
              { name: "x", v: 1 },
              { name: "x", v: 2 },
            ],
          },
        },
        "v2",
      ),
      accepted({ spec: { s: ["a"], n: [{ name: "x", v: 1 }] } }, "v2"),
      refused({ spec: { s: ["a", "a"], n: [{ name: "x", v: 1 }] } }, "v2"),
      refused(
        {
          spec: {
            n: [
              { name: "x", v: 1 },
              { name: "x", v: 9 },
            ],
          },
        },
        "v2",
      ),
    ],
  },
  {
    title: "a variable of a loop may be called oldSelf",
    versions: { v1: spec(object({ l: listOf(INT, rules("self.all(oldSelf, oldSelf > 0)")) })) },
    steps: [created({ spec: { l: [0] } }), refused({ spec: { l: [0] } })],
  },
  {
    title: "a message may look at the value before only where a rule does",
    versions: {
      v1: spec(
        object({
          alone: {
            ...INT,
            ...rules({ rule: "self < 5", messageExpression: "string(oldSelf)", message: "plain" }),
          },
          with: {
            ...INT,
            ...rules(
              { rule: "self < 5", messageExpression: "string(oldSelf)", message: "plain" },
              "self != oldSelf + 1",
            ),
          },
        }),
      ),
    },
    steps: [
      created({ spec: { alone: 1, with: 1 } }),
      refused({ spec: { alone: 7, with: 7 } }),
      refused({ spec: { alone: 7, with: 2 } }),
    ],
  },
  {
    title: "a default that was not there before is a change",
    versions: stricter(
      object({ a: INT, o: object({ x: INT }) }),
      object(
        {
          a: { ...INT, default: 3 },
          o: object(
            { x: { ...INT, default: 3, ...rules("self < 5") } },
            { default: {}, ...rules("self == oldSelf") },
          ),
        },
        rules("self.a < 5"),
      ),
    ),
    steps: [
      created({ spec: {} }),
      accepted({ spec: { a: 3 } }, "v2"),
      refused({ spec: { o: { x: 4 } } }, "v2"),
      refused({ spec: { a: 7, o: { x: 9 } } }, "v2"),
    ],
  },
  {
    title: "kind and version are read in the version of the request",
    versions: {
      v1: object({ spec: object({ a: INT }) }),
      v2: object(
        { apiVersion: { type: "string", ...rules("self.endsWith('/v1')") }, spec: object({ a: INT }) },
        rules("self.apiVersion.endsWith('/v1')"),
      ),
    },
    steps: [
      created({ spec: { a: 1 } }),
      refused({ spec: { a: 1 } }, "v2"),
      accepted({ spec: { a: 2 } }, "v1"),
    ],
  },
];
