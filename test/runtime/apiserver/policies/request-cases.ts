/** What a policy sees of a request, and what has been done to its object by then. */
import {
  change,
  create,
  mutatingBinding,
  mutatingPolicy,
  type PolicyCase,
  remove,
  validatingBinding,
  validatingCase,
  validatingPolicy,
  widget,
  within,
} from "./corpus.ts";

const no = (message: string) => ({ expression: "false", message });
const w = (spec: { [field: string]: unknown }) => [widget(spec)];

/** The policy's answer to the creation of an empty widget, or of one with that spec. */
const said = (name: string, spec: { [field: string]: unknown }, given: { [field: string]: unknown } = {}) =>
  validatingCase(name, spec, [create(name, given)]);

/** The request as policies see it, as a warning. */
const shown = (expression: string) => ({
  validations: [{ expression: "false", messageExpression: expression }],
});
const REQUEST =
  "[request.operation, request.kind.version, request.resource.resource, request.requestKind.version, request.name, request.namespace, request.userInfo.username, string(request.dryRun), has(request.subResource) ? request.subResource : 'none', string(object == null), string(oldObject == null), string('system:authenticated' in request.userInfo.groups)].join(' ')";

const requests: PolicyCase[] = [
  validatingCase(
    "request",
    shown(REQUEST),
    [
      create("request", {}),
      create("request", {}, { as: "user" }),
      change("request", { spec: { size: 2 } }),
      remove("request"),
    ],
    { existing: w({ size: 1 }), binding: { validationActions: ["Warn"] } },
  ),
  validatingCase("request-generated", shown("has(request.name) ? 'named' : 'nameless'"), [
    create("request-generated", {}, { metadata: { name: undefined, generateName: "g-" } }),
  ]),
  validatingCase(
    "request-options",
    shown("string(request.options.kind)"),
    [
      create("request-options", {}),
      change("request-options", { spec: { size: 2 } }),
      remove("request-options"),
    ],
    {
      existing: w({ size: 1 }),
    },
  ),
  validatingCase(
    "request-extra",
    shown("string(has(request.userInfo.extra)) + ' ' + string(has(request.userInfo.uid))"),
    [create("request-extra", {}, { as: "user" })],
  ),
  said("namespace", {
    validations: [
      {
        expression: "false",
        messageExpression:
          "namespaceObject.metadata.name + ' ' + namespaceObject.metadata.labels['case'] + ' ' + namespaceObject.status.phase + ' ' + namespaceObject.spec.finalizers[0]",
      },
    ],
  }),
  said("namespace-without-owner", {
    validations: [{ expression: "has(namespaceObject.metadata.UID)", message: "no uid" }],
  }),
  validatingCase(
    "old-object",
    {
      validations: [
        {
          expression: "oldObject == null || object.spec.size >= oldObject.spec.size",
          messageExpression: "string(oldObject.spec.size) + ' to ' + string(object.spec.size)",
        },
      ],
    },
    [
      create("old-object", { size: 1 }),
      change("old-object", { spec: { size: 1 } }),
      change("old-object", { spec: { size: 9 } }),
      remove("old-object"),
    ],
    { existing: w({ size: 5 }) },
  ),
  validatingCase(
    "rights",
    {
      validations: [
        {
          expression:
            "authorizer.group('').resource('secrets').namespace('rights').check('delete').allowed()",
          message: "you may not",
        },
      ],
    },
    [create("rights", {}), create("rights", {}, { as: "user" })],
  ),
  validatingCase(
    "rights-to-the-request",
    {
      validations: [
        {
          expression:
            "authorizer.requestResource.check('dance').allowed() && !authorizer.path('/no').check('get').allowed()",
          message: "you may not",
        },
      ],
    },
    [create("rights-to-the-request", {}), create("rights-to-the-request", {}, { as: "user" })],
  ),
  said("rights-of-another", {
    validations: [
      {
        expression:
          "authorizer.serviceAccount('default', 'robot').group('').resource('pods').check('get').allowed()",
        message: "it may not",
      },
    ],
  }),
  validatingCase(
    "policies-are-exempt",
    {
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ["*"],
            apiVersions: ["*"],
            operations: ["*"],
            resources: ["validatingadmissionpolicies"],
          },
        ],
      },
      validations: [no("no")],
    },
    [
      {
        method: "POST",
        path: "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies?dryRun=All",
        body: validatingPolicy("free", { validations: [no("no")] }),
      },
    ],
  ),
];

/** A mutating policy is served first, and the schema is asked before validating ones. */
const order: PolicyCase[] = [
  {
    name: "after-mutation",
    objects: [
      validatingPolicy("after-mutation", shown("'size ' + string(object.spec.size)")),
      validatingBinding("after-mutation", { validationActions: ["Warn"] }),
      mutatingPolicy("after-mutation", {
        matchConstraints: within("after-mutation"),
        mutations: [
          {
            patchType: "JSONPatch",
            jsonPatch: { expression: "[JSONPatch{op: 'add', path: '/spec/size', value: 7}]" },
          },
        ],
      }),
      mutatingBinding("after-mutation"),
    ],
    asked: [create("after-mutation", { size: 1 })],
  },
  said("after-the-schema", { validations: [no("no")] }, { size: 101 }),
];

export const REQUEST_CASES: readonly PolicyCase[] = [...requests, ...order];
