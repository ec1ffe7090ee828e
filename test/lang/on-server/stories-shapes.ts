/** Rules on every kind of node: what they see, and where their errors point. */

import { byName, INT, listOf, object, rules, type Story, spec, TEXT } from "./stories.ts";

const accepted = (create: object) => ({ create, wants: "accepted" as const });
const refused = (create: object) => ({ create, wants: "refused" as const });

const RESOURCE = { "x-kubernetes-embedded-resource": true } as const;
const PRESERVE = { "x-kubernetes-preserve-unknown-fields": true } as const;
const POD = { apiVersion: "v1", kind: "Pod", metadata: { name: "p" } };

export const SHAPES: readonly Story[] = [
  {
    title: "a failed rule is worded by its message, reason and field path",
    versions: {
      v1: spec(
        object(
          { a: INT, "b.c": TEXT, list: listOf(INT), o: object({ "x-y": INT }) },
          rules(
            { rule: "self.a < 5", message: "too big" },
            { rule: "self.a < 5", reason: "FieldValueForbidden" },
            { rule: "self.a < 5", reason: "FieldValueRequired", fieldPath: ".o" },
            { rule: "self.a < 5", reason: "FieldValueDuplicate", fieldPath: ".a" },
            { rule: "self.a < 5", reason: "FieldValueInvalid", fieldPath: "['b.c']", message: "  spaced  " },
            { rule: "self.a < 5", fieldPath: ".o['x-y']", messageExpression: "string(self.a)" },
            { rule: "self.a < 5", messageExpression: "'  '", message: "blank expression" },
            { rule: "self.a < 5", messageExpression: "'two\\nlines'", message: "two lines" },
            {
              rule: "self.a < 5",
              messageExpression: "self.list[9] > 0 ? '' : ''",
              message: "failing expression",
            },
            { rule: "self.a < 5", messageExpression: "'carriage\\rreturn'" },
            { rule: "self.a < 5", messageExpression: "'\\u0085next line\\u0085'" },
            { rule: "self.a < 5", messageExpression: "'\\ufeffmark\\ufeff'" },
            { rule: "self.a < 5", messageExpression: "'x'.replace('x', 'y')", message: "unused" },
            "  self.a <\t5  ",
          ),
        ),
      ),
    },
    steps: [
      refused({ spec: { a: 7, list: [] } }),
      refused({ spec: { list: [] } }),
      accepted({ spec: { a: 1 } }),
    ],
  },
  {
    title: "scalars print their value, objects and lists do not",
    versions: {
      v1: spec(
        object({
          s: { ...TEXT, ...rules("self == 'x'") },
          i: { ...INT, ...rules("self == 1") },
          n: { type: "number", ...rules("self == 1.0") },
          b: { type: "boolean", ...rules("self") },
          x: { "x-kubernetes-int-or-string": true, ...rules("self == 1") },
          l: listOf(INT, rules("self.size() == 0")),
          o: object({ a: INT }, rules("!has(self.a)")),
          m: { type: "object", maxProperties: 5, additionalProperties: { ...INT, ...rules("self == 1") } },
          t: { type: "string", format: "date-time", ...rules("self > timestamp('2030-01-01T00:00:00Z')") },
          d: { type: "string", format: "duration", ...rules("self > duration('1h')") },
          y: { type: "string", format: "byte", maxLength: 20, ...rules("self == b'x'") },
        }),
      ),
    },
    steps: [
      refused({
        spec: {
          ...{ s: 'q"<&>\u2028', i: 1234567, n: 1234567.5, b: false, x: "50%", l: [1], o: { a: 1 } },
          ...{ m: { "a.b": 2, "c d": 3, ok: 1 }, t: "2024-01-01T00:00:00Z", d: "1m", y: "aGk=" },
        },
      }),
      refused({ spec: { n: 0.00001, x: 2, i: -5 } }),
      refused({ spec: { n: 1e21 } }),
      refused({ spec: { n: 100000.25, t: "2024-01-01T00:00:00.5+02:00", d: "-3s" } }),
      accepted({ spec: { s: "x", i: 1, b: true } }),
    ],
  },
  {
    title: "rules of items, entries and nested lists point at each",
    versions: {
      v1: spec(
        object({
          list: listOf({ ...INT, ...rules("self > 0") }),
          lists: listOf(listOf({ ...INT, ...rules("self > 0") }, rules("self.size() < 3"))),
          maps: {
            type: "object",
            maxProperties: 4,
            additionalProperties: object({ v: { ...INT, ...rules("self > 0") } }, rules("has(self.v)")),
          },
          named: byName({ v: INT }, rules("!has(self.v) || self.v > 0")),
        }),
      ),
    },
    steps: [
      refused({
        spec: {
          ...{ list: [1, 0, -1], lists: [[1, 0], [1, 2, 3], []] },
          ...{ maps: { a: {}, b: { v: 0 }, c: { v: 1 } }, named: [{ name: "a", v: 0 }, { name: "b" }] },
        },
      }),
      accepted({ spec: { list: [1], lists: [], maps: {}, named: [] } }),
    ],
  },
  {
    title: "the root and embedded resources have a kind, a version and a name",
    versions: {
      v1: object(
        {
          spec: object({
            pod: object(
              { spec: object({ n: INT }) },
              { ...RESOURCE, ...rules("self.kind == 'Pod'", "self.metadata.name != 'q'") },
            ),
            any: object({}, { ...RESOURCE, ...PRESERVE, ...rules("self.apiVersion == 'v1'") }),
            all: listOf(object({}, { ...RESOURCE, ...PRESERVE, ...rules("self.kind.startsWith('P')") })),
          }),
        },
        rules("self.metadata.name == 'thing'", "self.kind == 'Thing'", "self.apiVersion.endsWith('/v1')"),
      ),
    },
    steps: [
      accepted({ spec: { pod: POD, any: POD, all: [POD] } }),
      refused({ spec: { pod: { ...POD, kind: "Job", metadata: { name: "q" } } } }),
      refused({
        spec: { any: { ...POD, apiVersion: "v2", more: { x: 1 } }, all: [{ ...POD, kind: "Job" }] },
      }),
      refused({ spec: { pod: { kind: "Pod" } } }),
      refused({ spec: { pod: { ...POD, metadata: { name: "NOT A NAME", labels: { "bad key!": "x" } } } } }),
      refused({ spec: { pod: { ...POD, kind: 5 } } }),
    ],
  },
  {
    title: "of what is preserved rules see the fields that the schema names",
    versions: {
      v1: spec(
        object(
          {
            known: INT,
            o: object({ a: INT }, { ...PRESERVE, ...rules("self.a > 0", "self == self") }),
            free: PRESERVE,
          },
          { ...PRESERVE, ...rules("self.known > 0", "!has(self.o) || has(self.o.a)") },
        ),
      ),
    },
    steps: [
      refused({ spec: { known: 0, other: { deep: [1, { x: null }] }, free: [1, "a", { b: null }] } }),
      refused({ spec: { known: 1, o: { b: 1 } } }),
      refused({ spec: { known: "text", o: { a: 1 } } }),
      accepted({ spec: { known: 1, o: { a: 1, more: 2 }, unknown: "kept" } }),
    ],
  },
  {
    title: "int-or-string values are one or the other",
    versions: {
      v1: spec(
        object({
          x: {
            "x-kubernetes-int-or-string": true,
            maxLength: 10,
            ...rules("type(self) == int ? self > 0 : self.matches('%$')"),
          },
          y: { "x-kubernetes-int-or-string": true, ...rules({ rule: "self > 3", message: "must be more" }) },
        }),
      ),
    },
    steps: [
      accepted({ spec: { x: 5 } }),
      refused({ spec: { x: 0 } }),
      refused({ spec: { x: "5", y: "text" } }),
      refused({ spec: { x: 1.5 } }),
      refused({ spec: { x: true } }),
      refused({ spec: { y: 2 } }),
    ],
  },
  {
    title: "defaults are there before rules look, nulls are not",
    versions: {
      v1: spec(
        object(
          {
            a: { ...INT, default: 3 },
            n: { ...INT, nullable: true },
            o: object({ v: { ...INT, default: 7 } }, { default: {} }),
            on: object({ v: { ...INT, default: 7 } }, { nullable: true, default: { v: 1 } }),
            l: listOf({ ...INT, nullable: true, ...rules("self > 0") }),
            m: { type: "object", maxProperties: 3, additionalProperties: { ...INT, default: 2 } },
          },
          rules(
            "self.a == 3",
            "self.o.v == 7",
            { rule: "!has(self.n)", message: "n is there" },
            "!has(self.on) || self.on.v == 1",
            "!has(self.m) || self.m.all(k, self.m[k] == 2)",
          ),
        ),
      ),
    },
    steps: [
      refused({ spec: { a: 4, n: 1, o: { v: 1 }, on: { v: 2 }, l: [null, 0, 1], m: { a: 3 } } }),
      refused({ spec: { l: [0] } }),
      accepted({ spec: { a: null, n: null, o: null, on: null, l: [null, 1], m: { a: null } } }),
    ],
  },
  {
    title: "a blocking error keeps rules from running, others do not",
    versions: {
      v1: spec(
        object(
          {
            a: { ...INT, maximum: 5 },
            b: { type: "string", enum: ["x", "y"] },
            c: { type: "string", maxLength: 2 },
            d: listOf(INT, { maxItems: 1 }),
            f: { type: "string", format: "date" },
            p: { type: "string", pattern: "^a", maxLength: 5 },
            s: listOf(TEXT, { "x-kubernetes-list-type": "set" }),
          },
          { required: ["a"], ...rules({ rule: "self.a < 0", message: "must be negative" }) },
        ),
      ),
    },
    steps: [
      refused({ spec: { a: 9 } }),
      refused({ spec: {} }),
      refused({ spec: { a: 1, b: "z" } }),
      refused({ spec: { a: 1, c: "long" } }),
      refused({ spec: { a: 1, d: [1, 2] } }),
      refused({ spec: { a: "1" } }),
      refused({ spec: { a: 1, f: "soon" } }),
      refused({ spec: { a: 1, p: "b", s: ["q", "q"] } }),
    ],
  },
  {
    title: "a rule that cannot be evaluated says why and the others go on",
    versions: {
      v1: spec(
        object(
          {
            a: INT,
            b: INT,
            l: listOf(INT),
            m: { type: "object", maxProperties: 5, additionalProperties: INT },
            n: { type: "number" },
            x: { "x-kubernetes-int-or-string": true },
            t: { type: "string", format: "date-time" },
          },
          rules(
            "self.a / self.b > 0",
            { rule: "self.l[self.a] > 0", message: "the item" },
            "self.m['nowhere'] > 0",
            "self.a + 9223372036854775807 > 0",
            "self.x + 1 > 0",
            "self.n > 0.5",
            "self.b == 0 || self.a > 0",
            "self.a / self.b > 0 || true",
            "self.l.all(i, self.a / i > 0)",
            "self.l.exists(i, self.a / i > 0)",
          ),
        ),
      ),
    },
    steps: [
      refused({ spec: { a: 1, b: 0, l: [0, 1], m: {}, x: "text" } }),
      refused({ spec: { a: 1, l: [1] } }),
    ],
  },
  {
    title: "names that CEL does not allow are escaped",
    versions: {
      v1: spec(
        object(
          {
            "a-b": INT,
            "c.d": INT,
            "e/f": INT,
            __g: INT,
            true: INT,
            in: INT,
            "1x": INT,
            "sp ace": { ...INT, ...rules("self > 0") },
          },
          rules(
            "self.a__dash__b > 0",
            "self.c__dot__d > 0",
            "self.e__slash__f > 0",
            "self.__underscores__g > 0",
            "self.__true__ > 0",
            "self.__in__ > 0",
          ),
        ),
      ),
    },
    steps: [
      accepted({ spec: { "a-b": 1, "c.d": 1, "e/f": 1, __g: 1, true: 1, in: 1, "1x": 1, "sp ace": 1 } }),
      refused({ spec: { "a-b": 0, "c.d": 0, "e/f": 0, __g: 0, true: 0, in: 0, "1x": 0, "sp ace": 0 } }),
      refused({ spec: {} }),
    ],
  },
];
