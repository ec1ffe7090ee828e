/** Mutating policies: what the object is afterwards, or why the request fails. */
import {
  change,
  configMap,
  create,
  GROUP,
  limit,
  mutatingBinding,
  mutatingCase,
  mutatingPolicy,
  type PolicyCase,
  remove,
  submit,
  validatingBinding,
  validatingPolicy,
  WIDGETS,
  widget,
  within,
} from "./corpus.ts";

const jsonPatch = (expression: string) => ({ patchType: "JSONPatch", jsonPatch: { expression } });
const apply = (expression: string) => ({
  patchType: "ApplyConfiguration",
  applyConfiguration: { expression },
});
type Fields = { readonly [field: string]: unknown };

/** One mutation, made to a widget with that spec and metadata. */
const made = (name: string, mutation: object, given: Fields = {}, metadata?: Fields): PolicyCase =>
  mutatingCase(name, { mutations: [mutation] }, [create(name, given, metadata ? { metadata } : {})]);
const patched = (name: string, expression: string, given?: Fields, metadata?: Fields) =>
  made(`patch-${name}`, jsonPatch(expression), given, metadata);
const applied = (name: string, expression: string, given?: Fields, metadata?: Fields) =>
  made(`apply-${name}`, apply(expression), given, metadata);

const patches: PolicyCase[] = [
  patched("adds", "[JSONPatch{op: 'add', path: '/spec/size', value: object.spec.size + 1}]", { size: 1 }),
  patched("removes", "[JSONPatch{op: 'remove', path: '/spec/size'}]", { size: 1 }),
  patched("replaces", "[JSONPatch{op: 'replace', path: '/spec/size', value: 2}]", { size: 1 }),
  patched("replaces-nothing", "[JSONPatch{op: 'replace', path: '/spec/size', value: 2}]"),
  patched("moves", "[JSONPatch{op: 'move', from: '/spec/colour', path: '/spec/note'}]", { colour: "red" }),
  patched("copies", "[JSONPatch{op: 'copy', from: '/spec/colour', path: '/spec/note'}]", { colour: "red" }),
  patched(
    "tests",
    "[JSONPatch{op: 'test', path: '/spec/size', value: 1}, JSONPatch{op: 'add', path: '/spec/note', value: 'one'}]",
    { size: 1 },
  ),
  patched(
    "test-fails",
    "[JSONPatch{op: 'add', path: '/spec/note', value: 'one'}, JSONPatch{op: 'test', path: '/spec/size', value: 2}]",
    { size: 1 },
  ),
  patched("nothing", "object.spec.size > 1 ? [JSONPatch{op: 'remove', path: '/spec/size'}] : []", {
    size: 1,
  }),
  patched(
    "appends",
    "[JSONPatch{op: 'add', path: '/spec/words/-', value: 'c'}, JSONPatch{op: 'add', path: '/spec/words/0', value: 'a'}]",
    { words: ["b"] },
  ),
  patched("beyond-the-end", "[JSONPatch{op: 'add', path: '/spec/words/7', value: 'c'}]", { words: ["b"] }),
  patched(
    "of-objects",
    "[JSONPatch{op: 'add', path: '/spec/filled', value: Object.spec.filled{label: 'x'}}]",
  ),
  patched("of-maps", "[JSONPatch{op: 'add', path: '/spec/free', value: {'a': [1, 2], 'b': [3]}}]"),
  patched(
    "of-items",
    "object.spec.parts.map(part, JSONPatch{op: 'add', path: '/spec/parts/' + string(object.spec.parts.indexOf(part)) + '/count', value: 1})",
    { parts: [{ name: "a" }, { name: "b" }] },
  ),
  patched(
    "of-each-item",
    "object.spec.parts.transformList(i, part, !has(part.count), JSONPatch{op: 'add', path: '/spec/parts/' + string(i) + '/count', value: i})",
    { parts: [{ name: "a" }, { name: "b", count: 7 }, { name: "c" }] },
  ),
  patched(
    "escapes",
    "[JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a.b/c'), value: 'x'}]",
    {},
    { labels: { a: "b" } },
  ),
  patched("without-parent", "[JSONPatch{op: 'add', path: '/spec/filled/label', value: 'x'}]"),
  patched("removes-nothing", "[JSONPatch{op: 'remove', path: '/spec/none'}]"),
  patched("unknown-op", "[JSONPatch{op: 'dance', path: '/spec/size'}]"),
  patched("wrong-path", "[JSONPatch{op: 'add', path: 'spec/size', value: 1}]"),
  patched("no-value", "[JSONPatch{op: 'add', path: '/spec/size'}]"),
  patched("null", "[JSONPatch{op: 'add', path: '/spec/note', value: null}]"),
  patched("invalid", "[JSONPatch{op: 'add', path: '/spec/size', value: 101}]"),
  patched("wrong-type", "[JSONPatch{op: 'add', path: '/spec/size', value: 'x'}]"),
  patched("unknown-field", "[JSONPatch{op: 'add', path: '/spec/unknown', value: 'x'}]"),
  patched("label-of-wrong-type", "[JSONPatch{op: 'add', path: '/metadata/labels', value: {'a': 1}}]"),
  patched("renames", "[JSONPatch{op: 'replace', path: '/metadata/name', value: 'other'}]"),
  patched("kind", "[JSONPatch{op: 'replace', path: '/kind', value: 'Other'}]"),
  patched("no-kind", "[JSONPatch{op: 'remove', path: '/kind'}]"),
  patched("doubles", "[JSONPatch{op: 'add', path: '/spec/free', value: {'half': 0.5, 'whole': 2.0}}]"),
  patched(
    "times",
    "[JSONPatch{op: 'add', path: '/spec/free', value: {'at': timestamp('2026-01-01T00:00:00Z')}}]",
  ),
  patched("durations", "[JSONPatch{op: 'add', path: '/spec/free', value: {'d': duration('90s')}}]"),
  patched("bytes", "[JSONPatch{op: 'add', path: '/spec/note', value: b'abc'}]"),
  patched("large-numbers", "[JSONPatch{op: 'add', path: '/spec/free', value: {'n': 9007199254740993}}]"),
  patched("fails", "[JSONPatch{op: 'add', path: '/spec/size', value: object.spec.none}]"),
  patched(
    "misplaced-type",
    "[JSONPatch{op: 'add', path: '/spec/filled', value: Object.spec.filled{label: Object.other{}}}]",
  ),
];

const configurations: PolicyCase[] = [
  applied("sets", "Object{spec: Object.spec{size: 3}}", { size: 1, note: "stays" }),
  applied("defaults-inside", "Object{spec: Object.spec{filled: Object.spec.filled{label: 'x'}}}"),
  applied("sets-as-union", "Object{spec: Object.spec{tags: ['b', 'c']}}", { tags: ["a", "b"] }),
  applied(
    "merges-by-key",
    "Object{spec: Object.spec{parts: [Object.spec.parts{name: 'x', count: 2}, Object.spec.parts{name: 'y'}]}}",
    { parts: [{ name: "w" }, { name: "x", count: 1, kind: "own" }] },
  ),
  applied(
    "labels",
    "Object{metadata: Object.metadata{labels: Object.metadata.labels{b: 'c'}, annotations: Object.metadata.annotations{d: 'e'}}}",
    {},
    { labels: { a: "b" } },
  ),
  applied("finalizers", "Object{metadata: Object.metadata{finalizers: ['vmop.test/f']}}"),
  applied("optionally", "Object{spec: Object.spec{?size: optional.none(), ?note: optional.of('n')}}", {
    size: 1,
  }),
  applied("nothing", "Object{}", { size: 1 }),
  applied("atomic-list", "Object{spec: Object.spec{words: ['a']}}"),
  applied("atomic-object", "Object{spec: Object.spec{whole: Object.spec.whole{a: 'x'}}}"),
  applied("free-form", "Object{spec: Object.spec{free: Object.spec.free{a: 'x'}}}", { free: { b: "y" } }),
  applied("misplaced-type", "Object{spec: Object.other{size: 1}}"),
  applied("unknown-field", "Object{spec: Object.spec{unknown: 1}}"),
  applied("wrong-type", "Object{spec: Object.spec{size: 'x'}}"),
  applied("item-without-key", "Object{spec: Object.spec{parts: [Object.spec.parts{count: 1}]}}"),
  applied(
    "same-key-twice",
    "Object{spec: Object.spec{parts: [Object.spec.parts{name: 'x'}, Object.spec.parts{name: 'x'}]}}",
  ),
  applied("map-for-object", "Object{spec: Object.spec{filled: {'label': 'x'}}}"),
  applied("fails", "Object{spec: Object.spec{size: object.spec.none}}"),
];

const add = (field: string, value: string) =>
  jsonPatch(`[JSONPatch{op: 'add', path: '/spec/${field}', value: ${value}}]`);
const count = (field: string) => add(field, `has(object.spec.${field}) ? object.spec.${field} + 1 : 1`);
const free = (mutations: readonly object[], more: Fields = {}) => ({ mutations, ...more });

const sequences: PolicyCase[] = [
  mutatingCase(
    "in-order",
    free([add("size", "1"), add("note", "string(object.spec.size)"), add("colour", "variables.note")], {
      variables: [{ name: "note", expression: "has(object.spec.note) ? object.spec.note : 'none'" }],
    }),
    [create("in-order", {})],
  ),
  mutatingCase(
    "one-fails",
    free([add("size", "1"), add("size", "object.spec.none"), add("note", "'reached'")]),
    [create("one-fails", {})],
  ),
  mutatingCase(
    "one-fails-ignored",
    free([add("size", "1"), add("size", "object.spec.none"), add("note", "'reached'")], {
      failurePolicy: "Ignore",
    }),
    [create("one-fails-ignored", {})],
  ),
  mutatingCase("two-fail", free([add("size", "object.spec.none"), add("size", "object.spec.never")]), [
    create("two-fail", {}),
  ]),
  mutatingCase("once", free([count("size")]), [create("once", {})]),
  mutatingCase("again", free([count("size")], { reinvocationPolicy: "IfNeeded" }), [create("again", {})]),
  mutatingCase(
    "again-where-nothing-changed",
    free([add("note", "'n'")], { reinvocationPolicy: "IfNeeded" }),
    [create("again-where-nothing-changed", { note: "n" })],
  ),
  {
    name: "after-each-other",
    objects: [
      mutatingPolicy(
        "after-each-other",
        free([add("colour", "has(object.spec.note) ? 'noted' : 'bare'")], { reinvocationPolicy: "IfNeeded" }),
      ),
      mutatingBinding("after-each-other"),
      mutatingPolicy(
        "after-each-other-too",
        free([add("note", "'n'")], {
          matchConstraints: within("after-each-other"),
          reinvocationPolicy: "IfNeeded",
        }),
      ),
      mutatingBinding("after-each-other-too"),
    ],
    asked: [create("after-each-other", {})],
  },
  mutatingCase(
    "mutation-condition",
    free([add("note", "'n'")], { matchConditions: [{ name: "a", expression: "object.spec.size > 1" }] }),
    [
      create("mutation-condition", { size: 1 }),
      create("mutation-condition", { size: 2 }),
      create("mutation-condition", {}),
    ],
  ),
  mutatingCase(
    "mutation-condition-ignored",
    free([add("note", "'n'")], {
      failurePolicy: "Ignore",
      matchConditions: [{ name: "a", expression: "object.spec.size > 1" }],
    }),
    [create("mutation-condition-ignored", {})],
  ),
  mutatingCase(
    "mutation-too-dear",
    free([add("note", "object.spec.colour.contains(object.spec.colour) ? 'a' : 'b'")]),
    [create("mutation-too-dear", { colour: "x".repeat(10_000) })],
  ),
  mutatingCase(
    "mutation-of-changes",
    free(
      [add("note", "request.operation + ' ' + (oldObject == null ? 'new' : string(oldObject.spec.size))")],
      {
        matchConstraints: within("mutation-of-changes", {
          resourceRules: [{ ...WIDGETS, operations: ["CREATE", "UPDATE"] }],
        }),
      },
    ),
    [
      create("mutation-of-changes", {}),
      change("mutation-of-changes", { spec: { size: 2 } }),
      change("mutation-of-changes", { status: { phase: "Up" } }, { sub: "/status" }),
      remove("mutation-of-changes"),
    ],
    { existing: [widget({ size: 1 })] },
  ),
  mutatingCase(
    "mutation-of-status",
    free([jsonPatch("[JSONPatch{op: 'add', path: '/status/phase', value: 'Down'}]")], {
      matchConstraints: within("mutation-of-status", {
        resourceRules: [{ ...WIDGETS, resources: ["widgets/status"] }],
      }),
    }),
    [
      create("mutation-of-status", {}),
      change("mutation-of-status", { status: { phase: "Up" } }, { sub: "/status" }),
    ],
    { existing: [widget({ size: 1 })] },
  ),
  mutatingCase(
    "mutation-of-equivalents",
    free([add("note", "object.apiVersion + ' ' + request.kind.version")]),
    [create("mutation-of-equivalents", {}), create("mutation-of-equivalents", {}, { version: "v2" })],
  ),
  mutatingCase(
    "mutation-asks-rights",
    free([
      add("note", "authorizer.group('').resource('secrets').check('dance').allowed() ? 'yes' : 'no'"),
      add("colour", "namespaceObject.metadata.name"),
    ]),
    [create("mutation-asks-rights", {}), create("mutation-asks-rights", {}, { as: "user" })],
  ),
];

const MAPS = { apiVersion: "v1", kind: "ConfigMap" };
const params: PolicyCase[] = [
  mutatingCase(
    "mutation-param",
    free([add("note", "params.data.note")], { paramKind: MAPS }),
    [create("mutation-param", {})],
    {
      more: [configMap("mutation-param", "p", { note: "from the map" })],
      binding: { paramRef: { name: "p", parameterNotFoundAction: "Deny" } },
    },
  ),
  mutatingCase(
    "mutation-limit",
    free([add("note", "params.spec.word")], { paramKind: { apiVersion: `${GROUP}/v1`, kind: "Limit" } }),
    [create("mutation-limit", {})],
    {
      more: [limit("mutation-limit", { word: "limited" })],
      binding: { paramRef: { name: "mutation-limit", parameterNotFoundAction: "Deny" } },
    },
  ),
  mutatingCase(
    "mutation-param-missing",
    free([add("note", "params.data.note")], { paramKind: MAPS }),
    [create("mutation-param-missing", {})],
    {
      binding: { paramRef: { name: "none", parameterNotFoundAction: "Deny" } },
    },
  ),
  mutatingCase(
    "mutation-param-missing-allowed",
    free([add("note", "params.data.note")], { paramKind: MAPS }),
    [create("mutation-param-missing-allowed", {})],
    {
      binding: { paramRef: { name: "none", parameterNotFoundAction: "Allow" } },
    },
  ),
  mutatingCase(
    "mutation-param-missing-ignored",
    free([add("note", "params.data.note")], { paramKind: MAPS, failurePolicy: "Ignore" }),
    [create("mutation-param-missing-ignored", {})],
    {
      binding: { paramRef: { name: "none", parameterNotFoundAction: "Deny" } },
    },
  ),
  mutatingCase(
    "mutation-param-kind-unknown",
    free([add("note", "params.data.note")], { paramKind: { apiVersion: "no.vmop.test/v1", kind: "None" } }),
    [create("mutation-param-kind-unknown", {})],
    {
      binding: { paramRef: { name: "p", parameterNotFoundAction: "Deny" } },
    },
  ),
  mutatingCase(
    "mutation-bound-to-name",
    free([add("note", "'n'")]),
    [
      create("mutation-bound-to-name", {}),
      create("mutation-bound-to-name", {}, { metadata: { name: "chosen" } }),
    ],
    { binding: { matchResources: { resourceRules: [{ ...WIDGETS, resourceNames: ["chosen"] }] } } },
  ),
];

const selected = [
  mutatingCase(
    "mutation-params-selected",
    free([add("note", "params.data.note")], { paramKind: MAPS }),
    [create("mutation-params-selected", {})],
    {
      more: [
        configMap("mutation-params-selected", "p", { note: "from the map" }, { of: "it" }),
        configMap("mutation-params-selected", "q", { note: "from another" }, { of: "others" }),
      ],
      binding: {
        paramRef: {
          namespace: "mutation-params-selected",
          selector: {
            matchLabels: { of: "it" },
            matchExpressions: [{ key: "of", operator: "In", values: ["it", "others"] }],
          },
          parameterNotFoundAction: "Deny",
        },
      },
    },
  ),
  mutatingCase(
    "mutation-exact",
    free([add("note", "'n'")], { matchConstraints: within("mutation-exact", { matchPolicy: "Exact" }) }),
    [create("mutation-exact", {}), create("mutation-exact", {}, { version: "v2" })],
  ),
];

const maps = (name: string) =>
  within(name, { resourceRules: [{ ...WIDGETS, apiGroups: [""], resources: ["configmaps"] }] });
const builtIn: PolicyCase[] = [
  mutatingCase(
    "built-in-patch",
    free([jsonPatch("[JSONPatch{op: 'add', path: '/data', value: {'a': 'b'}}]")], {
      matchConstraints: maps("built-in-patch"),
    }),
    [submit(configMap("built-in-patch", "m", {}))],
  ),
  mutatingCase(
    "built-in-apply",
    free(
      [
        apply(
          "Object{data: Object.data{a: 'b'}, metadata: Object.metadata{labels: Object.metadata.labels{l: 'm'}}}",
        ),
      ],
      { matchConstraints: maps("built-in-apply") },
    ),
    [submit(configMap("built-in-apply", "m", { c: "d" }))],
  ),
  {
    name: "judged-after",
    objects: [
      mutatingPolicy("judged-after", free([add("size", "50")])),
      mutatingBinding("judged-after"),
      validatingPolicy("judged-after", {
        validations: [
          { expression: "object.spec.size < 20", messageExpression: "'size ' + string(object.spec.size)" },
        ],
      }),
      validatingBinding("judged-after"),
    ],
    asked: [create("judged-after", { size: 1 })],
  },
];

export const MUTATING_CASES: readonly PolicyCase[] = [
  ...patches,
  ...configurations,
  ...sequences,
  ...params,
  ...selected,
  ...builtIn,
];
