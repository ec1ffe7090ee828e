/** Validating policies: what they say, in which words, and when they say nothing. */
import { create, type PolicyCase, validatingBinding, validatingCase, validatingPolicy } from "./corpus.ts";

const no = (message: string, more: object = {}) => ({ expression: "false", message, ...more });
const small = { expression: "object.spec.size < 10" };

/** Texts whose search costs some 940,000 of the 1,000,000 that one expression may, and a little too much. */
const TEXTS = { note: "x".repeat(10_000), colour: "x".repeat(9_400) };
const DEAR = "object.spec.note.contains(object.spec.colour)";
const TOO_DEAR = "object.spec.note.contains(object.spec.note)";
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

/** The policy's answer to the creation of an empty widget, or of one with that spec. */
const said = (name: string, spec: { [field: string]: unknown }, given: { [field: string]: unknown } = {}) =>
  validatingCase(name, spec, [create(name, given)]);

const messages: PolicyCase[] = [
  said("message", { validations: [no("  this will not do  ")] }),
  said("message-of-expression", { validations: [{ expression: " \n  1 == 2 \n" }] }),
  said(
    "message-computed",
    {
      validations: [
        { expression: "false", message: "m", messageExpression: "'  size ' + string(object.spec.size)" },
      ],
    },
    { size: 3 },
  ),
  said("message-fails", {
    validations: [{ expression: "false", message: "m", messageExpression: "string(object.spec.none)" }],
  }),
  said("message-blank", { validations: [{ expression: "false", message: "m", messageExpression: "'  '" }] }),
  said("message-of-lines", {
    validations: [{ expression: "false", message: "m", messageExpression: "'a\\nb'" }],
  }),
  said(
    "message-too-long",
    {
      validations: [
        { expression: "false", messageExpression: "string(object.spec.note) + string(object.spec.note)" },
      ],
    },
    { note: "x".repeat(2561) },
  ),
  said(
    "message-just-fits",
    {
      validations: [
        { expression: "false", messageExpression: "string(object.spec.note) + string(object.spec.note)" },
      ],
    },
    { note: "x".repeat(2560) },
  ),
  said(
    "message-dear",
    {
      validations: [{ expression: "false", message: "m", messageExpression: `${TOO_DEAR} ? 'a' : 'b'` }],
    },
    TEXTS,
  ),
  ...["Invalid", "Forbidden", "RequestEntityTooLarge"].map((reason) =>
    said(`reason-${reason.toLowerCase()}`, { validations: [no("no", { reason })] }),
  ),
  said("first-of-several", {
    validations: [{ expression: "true" }, no("second", { reason: "Forbidden" }), no("third")],
  }),
];

/** What the object of a request is compared with: no schema speaks about it, and nothing is an error. */
const UNLIKE = [
  "object.spec.words == object.spec.note",
  "object.spec.note == object.spec.words",
  "object.spec.words != object.spec.size",
  "object.spec.filled == object.spec.words",
  "object.spec.words in [object.spec.note, object.spec.filled]",
  "object.spec.?words == object.spec.?note",
  "[object.spec.words] == [object.spec.note]",
];

const comparisons: PolicyCase[] = [
  said(
    "unlike-values-compared",
    {
      validations: [
        { expression: "false", messageExpression: `[${UNLIKE.join(", ")}].map(b, string(b)).join(' ')` },
      ],
    },
    { words: ["a"], note: "a", size: 1, filled: { label: "a" } },
  ),
];

const failures: PolicyCase[] = [
  validatingCase("fails", { validations: [small] }, [create("fails", { size: 3 }), create("fails", {})]),
  validatingCase("fails-ignored", { failurePolicy: "Ignore", validations: [small, no("after it")] }, [
    create("fails-ignored", {}),
  ]),
  said("fails-beside-refusal", { validations: [small, no("no", { reason: "Forbidden" })] }),
  said("fails-ignored-alone", { failurePolicy: "Ignore", validations: [small] }),
  said("one-call-too-dear", { validations: [{ expression: TOO_DEAR }] }, TEXTS),
  said("all-too-dear", { validations: times(12, { expression: DEAR }) }, TEXTS),
  said(
    "all-too-dear-ignored",
    {
      failurePolicy: "Ignore",
      validations: [...times(12, { expression: DEAR }), no("no")],
    },
    TEXTS,
  ),
  said(
    "messages-too-dear",
    {
      validations: times(12, { expression: "true", messageExpression: `${DEAR} ? 'a' : 'b'` }),
    },
    TEXTS,
  ),
  said("types-differ", { validations: [{ expression: "object.spec.size > 'a'" }] }, { size: 1 }),
  said(
    "overflow",
    { validations: [{ expression: "object.spec.size + 9223372036854775807 > 0" }] },
    { size: 1 },
  ),
];

const conditions: PolicyCase[] = [
  said("condition-false", { matchConditions: [{ name: "a", expression: "false" }], validations: [no("no")] }),
  said("condition-true", { matchConditions: [{ name: "a", expression: "true" }], validations: [no("no")] }),
  said("condition-fails", {
    matchConditions: [{ name: "a", expression: "object.spec.size > 1" }],
    validations: [no("no")],
  }),
  said("condition-fails-ignored", {
    failurePolicy: "Ignore",
    matchConditions: [{ name: "a", expression: "object.spec.size > 1" }],
    validations: [no("no")],
  }),
  said("conditions-fail", {
    matchConditions: [
      { name: "a", expression: "object.spec.size > 1" },
      { name: "b", expression: "object.spec.colour == 'red'" },
      { name: "c", expression: "object.spec.size > 1" },
    ],
    validations: [no("no")],
  }),
  said("condition-false-beats-failure", {
    matchConditions: [
      { name: "a", expression: "object.spec.size > 1" },
      { name: "b", expression: "false" },
    ],
    validations: [no("no")],
  }),
  said("condition-of-namespace", {
    matchConditions: [{ name: "a", expression: "namespaceObject.metadata.name == 'condition-of-namespace'" }],
    validations: [no("no")],
  }),
  said(
    "conditions-too-dear",
    {
      matchConditions: times(3, DEAR).map((expression, i) => ({ name: `c${i}`, expression })),
      validations: [no("no")],
    },
    TEXTS,
  ),
  validatingCase(
    "condition-of-caller",
    {
      matchConditions: [{ name: "a", expression: "request.userInfo.username == 'alice'" }],
      validations: [no("not you")],
    },
    [create("condition-of-caller", {}), create("condition-of-caller", {}, { as: "user" })],
  ),
];

const variables: PolicyCase[] = [
  said(
    "variables",
    {
      variables: [
        { name: "size", expression: "object.spec.size" },
        { name: "twice", expression: "variables.size * 2" },
        { name: "names", expression: "['a', 'b']" },
      ],
      validations: [
        {
          expression: "variables.twice > 10 && 'a' in variables.names",
          messageExpression: "'twice is ' + string(variables.twice)",
        },
      ],
    },
    { size: 3 },
  ),
  said("variable-unused", {
    variables: [{ name: "bad", expression: "object.spec.none" }],
    validations: [no("no")],
  }),
  said("variable-fails", {
    variables: [{ name: "bad", expression: "object.spec.none" }],
    validations: [{ expression: "variables.bad == 1" }],
  }),
  said("variable-fails-in-variable", {
    variables: [
      { name: "bad", expression: "object.spec.none" },
      { name: "worse", expression: "variables.bad" },
    ],
    validations: [{ expression: "variables.worse == 1" }],
  }),
  said("variable-failure-absorbed", {
    variables: [{ name: "bad", expression: "object.spec.none == 1" }],
    validations: [{ expression: "variables.bad || true" }],
  }),
  said(
    "variable-too-dear",
    {
      variables: [{ name: "dear", expression: TOO_DEAR }],
      validations: [{ expression: "variables.dear" }],
    },
    TEXTS,
  ),
  said(
    "variables-add-up",
    {
      variables: times(12, DEAR).map((expression, i) => ({ name: `v${i}`, expression })),
      validations: times(12, 0).map((_, i) => ({ expression: `variables.v${i}` })),
    },
    TEXTS,
  ),
  said(
    "variable-counts-once",
    {
      variables: [{ name: "dear", expression: DEAR }],
      validations: times(12, { expression: "variables.dear" }),
    },
    TEXTS,
  ),
  said(
    "variables-anew-for-messages",
    {
      variables: times(6, DEAR).map((expression, i) => ({ name: `v${i}`, expression })),
      validations: times(6, 0).map((_, i) => ({
        expression: `variables.v${i}`,
        messageExpression: `variables.v${i} ? 'a' : 'b'`,
      })),
    },
    TEXTS,
  ),
  said(
    "variable-in-condition",
    {
      variables: [{ name: "v", expression: "object.spec.size" }],
      validations: [{ expression: "has(variables.v) && variables.v == 3" }],
    },
    { size: 4 },
  ),
  said("variable-null", {
    variables: [{ name: "old", expression: "oldObject" }],
    validations: [{ expression: "variables.old == null", message: "there was one" }, no("null it is")],
  }),
];

const actions: PolicyCase[] = [
  ...[["Warn"], ["Audit"], ["Warn", "Audit"], ["Deny", "Audit"]].map((validationActions) =>
    validatingCase(
      `action-${validationActions.join("-").toLowerCase()}`,
      { validations: [no("one"), no('two, "quoted"')] },
      [create(`action-${validationActions.join("-").toLowerCase()}`, {})],
      { binding: { validationActions } },
    ),
  ),
  validatingCase("warn-failure", { validations: [small] }, [create("warn-failure", {})], {
    binding: { validationActions: ["Warn"] },
  }),
  {
    name: "bound-twice",
    objects: [
      validatingPolicy("bound-twice", { validations: [no("no")] }),
      validatingBinding("bound-twice"),
      validatingBinding("bound-twice-to-warn", { policyName: "bound-twice", validationActions: ["Warn"] }),
    ],
    asked: [create("bound-twice", {})],
  },
  {
    name: "unbound",
    objects: [validatingPolicy("unbound", { validations: [no("no")] })],
    asked: [create("unbound", {})],
  },
  {
    name: "bound-to-none",
    objects: [validatingBinding("bound-to-none")],
    asked: [create("bound-to-none", {})],
  },
];

const annotations: PolicyCase[] = [
  said(
    "annotates",
    { auditAnnotations: [{ key: "a", valueExpression: "'size ' + string(object.spec.size)" }] },
    { size: 3 },
  ),
  said("annotates-nothing", { auditAnnotations: [{ key: "a", valueExpression: "null" }] }),
  said("annotation-fails", { auditAnnotations: [{ key: "a", valueExpression: "string(object.spec.none)" }] }),
  said("annotation-fails-ignored", {
    failurePolicy: "Ignore",
    auditAnnotations: [{ key: "a", valueExpression: "string(object.spec.none)" }],
  }),
  said("annotation-asks-rights", {
    auditAnnotations: [
      {
        key: "a",
        valueExpression: "authorizer.group('').resource('pods').check('get').allowed() ? 'yes' : 'no'",
      },
    ],
  }),
  validatingCase(
    "annotation-fails-for-warnings",
    {
      validations: [no("no")],
      auditAnnotations: [{ key: "a", valueExpression: "string(object.spec.none)" }],
    },
    [create("annotation-fails-for-warnings", {})],
    { binding: { validationActions: ["Warn"] } },
  ),
  said(
    "annotations-too-dear",
    {
      auditAnnotations: times(12, DEAR).map((expression, i) => ({
        key: `k${i}`,
        valueExpression: `${expression} ? 'a' : 'b'`,
      })),
    },
    TEXTS,
  ),
];

export const VALIDATING_CASES: readonly PolicyCase[] = [
  ...messages,
  ...comparisons,
  ...failures,
  ...conditions,
  ...variables,
  ...actions,
  ...annotations,
];
