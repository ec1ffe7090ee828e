/** Schemas with rules as they are sent to be installed: what is refused, and what is tolerated on update. */

import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { byName, INT, listOf, object, rules, spec, TEXT } from "./stories.ts";

const UNBOUNDED: JSONSchemaProps = { type: "string" };
const PAIRS = "self.all(x, self.all(y, x == y))";
const mapOf = (entry: JSONSchemaProps, max?: number): JSONSchemaProps => ({
  ...{ type: "object", additionalProperties: entry },
  ...(max !== undefined && { maxProperties: max }),
});
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** By what the server must make of them. Whole schemas. */
export const DEFINITIONS_SENT: {
  readonly [verdict in "accepted" | "refused"]: { readonly [title: string]: JSONSchemaProps };
} = {
  accepted: {
    "rules on every kind of node": spec(
      object(
        {
          i: { ...INT, ...rules("self > 0") },
          l: listOf({ ...INT, ...rules("self > 0") }, rules("self.size() > 0")),
          m: { ...mapOf({ ...TEXT, ...rules("self != ''") }, 4), ...rules("self.all(k, self[k] != k)") },
          n: byName({ v: { ...INT, ...rules("self >= oldSelf") } }, rules("self == oldSelf")),
          x: { "x-kubernetes-int-or-string": true, ...rules("self == 1 || self == 'a'") },
          p: object({}, { "x-kubernetes-preserve-unknown-fields": true, ...rules("self == self") }),
        },
        rules("has(self.i) || has(self.l)"),
      ),
    ),
    "an expression close to its budget": spec(
      object({ l: { type: "array", maxItems: 1400, items: INT, ...rules(PAIRS) } }),
    ),
    "rules of the root see kind and name": object(
      { spec: object({ a: INT }) },
      rules("self.kind != '' && self.metadata.name != 'x'"),
    ),
    "a message over many lines of rule": spec(
      object({ a: INT }, rules({ rule: "self.a >\n  0", message: "positive" })),
    ),
    "field paths of every form": spec(
      object(
        { a: INT, o: object({ "b.c": INT, "d-e": INT }), m: mapOf(object({ v: INT })) },
        rules(
          ...[".a", ".o['b.c']", ".o.d-e", "['o'].d-e", ".m.key.v", ".m['any key'].v"].map((fieldPath) => ({
            rule: "has(self.a)",
            fieldPath,
          })),
        ),
      ),
    ),
    "a default that its rules hold for": spec(
      object({ a: { ...INT, default: 3, ...rules("self > 2", "self == oldSelf") } }),
    ),
  },
  refused: {
    "a field that is not there": spec(object({ a: INT }, rules("self.b > 0"))),
    "a field of another type": spec(
      object({ a: INT, b: TEXT }, rules("self.a == self.b", "self.a + self.b", "self.b < 1")),
    ),
    "text that is no expression": spec(
      object({ a: INT }, rules("self.a >", "(", "self.a = 1", "'unclosed", "self.a > 0)")),
    ),
    "a rule that yields no bool": spec(
      object(
        { a: INT },
        rules("self.a", "'text'", "[true]", "optional.of(true)", "dyn(true)", "type(self.a)"),
      ),
    ),
    "names of another place": spec(
      object(
        { a: INT },
        rules(
          "object.a > 0",
          "request.name == ''",
          "oldObject.a > 0",
          "params.x",
          "self.metadata.name == ''",
        ),
      ),
    ),
    "functions that no library has": spec(
      object(
        { s: TEXT },
        rules(
          "self.s.reverse() == ''",
          "math.greatest(1, 2) > 0",
          "self.s.upper() == ''",
          "cel.bind(x, 1, x > 0)",
          "authorizer.path('/').check('get').allowed()",
          "[1].includes(1)",
        ),
      ),
    ),
    "an empty rule and blank messages": spec(
      object(
        { a: INT },
        rules(
          { rule: "" },
          { rule: "  " },
          { rule: "self.a > 0", message: " " },
          { rule: "self.a > 0", messageExpression: " " },
          { rule: "self.a > 0", fieldPath: " " },
          { rule: "self.a >\n0" },
          { rule: "self.a > 0", message: "a\nb" },
        ),
      ),
    ),
    "messages that are no text": spec(
      object(
        { a: INT },
        rules(
          { rule: "self.a > 0", messageExpression: "self.a" },
          { rule: "self.a > 0", messageExpression: "self.b" },
          { rule: "self.a > 0", messageExpression: "'a" },
          { rule: "self.a > 0", messageExpression: "true ? 'a' : 1" },
        ),
      ),
    ),
    "a message expression over budget": spec(
      object(
        { a: INT, s: UNBOUNDED },
        rules({ rule: "self.a > 0", messageExpression: "string(self.s.contains(self.s))" }),
      ),
    ),
    "reasons that are none": spec(
      object(
        { a: INT },
        rules(
          { rule: "self.a > 0", reason: "Invalid" as never },
          { rule: "self.a > 0", reason: "FieldValueTypeInvalid" as never },
          { rule: "self.a > 0", reason: "" as never },
        ),
      ),
    ),
    "field paths to nowhere": spec(
      object(
        { a: INT, l: listOf(INT), o: object({ b: INT }) },
        rules(
          ...[
            "a",
            ".b",
            ".o.c",
            ".l[0]",
            ".l.x",
            "['a",
            ".",
            "..a",
            ".o['b'",
            ".a\n",
            "{.a}",
            '.o["b"]',
            ".spec",
          ].map((fieldPath) => ({ rule: "has(self.a)", fieldPath })),
        ),
      ),
    ),
    "one expression over budget": spec(
      object({
        l: { type: "array", maxItems: 1600, items: INT, ...rules(PAIRS) },
        s: { ...UNBOUNDED, ...rules("self.contains(self)") },
      }),
    ),
    "cheap rules in lists without bounds": spec(
      object({
        l: {
          type: "array",
          items: object({ s: { ...TEXT, ...rules("self.startsWith('a')", "self.matches('^[a-z]+$')") } }),
        },
        m: mapOf({ ...INT, ...rules("self > 0 && self < 10") }),
      }),
    ),
    "rules that are together over budget": spec(
      object({
        s: {
          type: "string",
          maxLength: 6_000,
          ...rules(...many(18, (index) => `self.contains(self + '${index}')`)),
        },
      }),
    ),
    "rules that are together somewhat over budget": spec(
      object({ l: { type: "array", maxItems: 1400, items: INT, ...rules(...many(11, () => PAIRS)) } }),
    ),
    "oldSelf where nothing is known of before": spec(
      object({
        atomic: listOf(object({ v: { ...INT, ...rules("self == oldSelf") } }, rules("self.v == oldSelf.v"))),
        set: listOf({ ...TEXT, ...rules("self == oldSelf") }, { "x-kubernetes-list-type": "set" }),
        below: listOf(
          byName({ v: { ...INT, ...rules({ rule: "oldSelf.hasValue()", optionalOldSelf: true }) } }),
        ),
        loop: listOf(listOf(INT, rules("self.all(oldSelf, oldSelf > 0)"))),
        map: { ...mapOf({ ...INT, ...rules("self == oldSelf") }), "x-kubernetes-map-type": "atomic" },
      }),
    ),
    "an optional old value that is not used, or not optional": spec(
      object({
        a: {
          ...INT,
          ...rules(
            { rule: "self > 0", optionalOldSelf: true },
            { rule: "self > 0", optionalOldSelf: false },
            { rule: "oldSelf.hasValue()" },
            { rule: "oldSelf > 0", optionalOldSelf: true },
          ),
        },
      }),
    ),
    "defaults that their rules refuse": spec(
      object({
        a: { ...INT, default: 3, ...rules("self > 5") },
        o: object(
          { b: { ...INT, default: 1 } },
          { default: {}, ...rules({ rule: "self.b == 2", message: "b must be two" }) },
        ),
        l: listOf({ ...INT, ...rules("self > 0") }, { default: [0] }),
      }),
    ),
    "a default whose rule fails with an error": spec(
      object({ o: object({ b: INT }, { default: {}, ...rules("self.b > 0") }) }),
    ),
    "rules on what expressions cannot see": spec(
      object({
        free: { "x-kubernetes-preserve-unknown-fields": true, ...rules("self == self") },
        l: listOf({ "x-kubernetes-preserve-unknown-fields": true }, rules("self.size() > 0")),
      }),
    ),
    "fields that expressions cannot see": spec(
      object(
        { a: INT, "1x": INT, "sp ace": INT, free: { "x-kubernetes-preserve-unknown-fields": true } },
        rules("self.1x > 0", "self.free == 1", "has(self.free)", "self.sp__ace > 0"),
      ),
    ),
    "rules in branches": spec(
      object(
        { a: INT },
        { allOf: [{ properties: { a: rules("self > 0") } }] as never, anyOf: [rules("self.a > 0")] as never },
      ),
    ),
    "rules are not looked at where the schema is wrong": spec(
      object({
        a: { type: "intger", ...rules("nonsense(") },
        b: { ...INT, ...rules("self.x") },
        l: { type: "array", ...rules("self") },
      }),
    ),
    "labels and annotations of the root": object(
      { spec: object({ a: INT }) },
      rules(
        "self.metadata.labels.size() > 0",
        "has(self.metadata.annotations)",
        "self.metadata.namespace == ''",
        "self.status.x",
      ),
    ),
    "an unknown list type and keys": spec(
      object({
        l: listOf(object({ k: INT }), {
          "x-kubernetes-list-type": "maps" as never,
          ...rules("self.size() > 0"),
        }),
        m: listOf(object({ k: INT }), {
          "x-kubernetes-list-type": "map",
          "x-kubernetes-list-map-keys": ["k", "z"],
          ...rules("self == oldSelf"),
        }),
      }),
    ),
  },
};

/** A change of a definition that is installed. */
export interface Change {
  readonly title: string;
  readonly before: { readonly [version: string]: JSONSchemaProps };
  readonly after: { readonly [version: string]: JSONSchemaProps };
  readonly wants: "accepted" | "refused";
}

const SOUND = spec(object({ a: { ...INT, ...rules("self > 0") } }));
const withRules = (...list: Parameters<typeof rules>): JSONSchemaProps =>
  spec(object({ a: INT }, rules(...list)));

export const CHANGES_SENT: readonly Change[] = [
  {
    title: "a sound rule is added",
    before: { v1: SOUND },
    after: { v1: withRules("self.a > 0", "self.a < 9") },
    wants: "accepted",
  },
  {
    title: "all rules are taken away",
    before: { v1: SOUND },
    after: { v1: spec(object({ a: INT })) },
    wants: "accepted",
  },
  {
    title: "of rules that stay and rules that come only the wrong ones are named",
    before: { v1: withRules("self.a > 0", "self == oldSelf") },
    after: {
      v1: withRules("self.a > 0", "self.b > 0", "self == oldSelf", {
        rule: "self.a > 1",
        messageExpression: "self.a",
      }),
    },
    wants: "refused",
  },
  {
    title: "a rule grows too expensive with its list",
    before: { v1: spec(object({ l: { type: "array", maxItems: 1400, items: INT, ...rules(PAIRS) } })) },
    after: { v1: spec(object({ l: { type: "array", items: INT, ...rules(PAIRS) } })) },
    wants: "refused",
  },
  {
    title: "one of two versions goes wrong",
    before: { v1: SOUND, v2: withRules("self.a > 0") },
    after: { v1: SOUND, v2: withRules("self.a > 0", "self.c") },
    wants: "refused",
  },
  {
    title: "a version with a wrong rule is added",
    before: { v1: SOUND },
    after: { v1: SOUND, v2: withRules("self.c > 0") },
    wants: "refused",
  },
  {
    title: "both versions go wrong in the same way",
    before: { v1: SOUND, v2: SOUND },
    after: { v1: withRules("self.c > 0"), v2: withRules("self.c > 0") },
    wants: "refused",
  },
  {
    title: "a default goes wrong by a new rule",
    before: { v1: spec(object({ a: { ...INT, default: 3 } })) },
    after: { v1: spec(object({ a: { ...INT, default: 3, ...rules("self > 5") } })) },
    wants: "refused",
  },
];
