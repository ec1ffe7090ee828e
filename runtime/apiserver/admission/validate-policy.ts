/** Whether a policy or binding may be stored. The texts are kube-apiserver's. */
import type { FieldError } from "../../../rules/lang/schema/types.ts";
import type { KubeObject } from "../contract.ts";
import { fieldError } from "../errors.ts";
import {
  label1035Problems,
  pathSegmentProblems,
  qualifiedNameProblems,
  subdomainProblems,
} from "../registry/names.ts";
import { checkExpression, compileVariables, type ExpressionScope, NEW_COMPAT } from "./expressions.ts";
import type {
  BindingSpec,
  MutatingPolicySpec,
  Named,
  ParamKind,
  ParamRef,
  PolicySpec,
  Rule,
  ValidatingPolicySpec,
} from "./types.ts";
import {
  duplicates,
  each,
  FAILURE_POLICIES,
  oneOf,
  REINVOCATION_POLICIES,
  requiredOneOf,
  validateMatchConditions,
  validateMatchResources,
  validateSelector,
} from "./validate-common.ts";

const REASONS = ["Forbidden", "Invalid", "RequestEntityTooLarge"];
const ACTIONS = ["Audit", "Deny", "Warn"];
const PATCH_TYPES = ["ApplyConfiguration", "JSONPatch"];
const MUTATING_OPERATIONS = ["*", "CONNECT", "CREATE", "UPDATE"];
const MAX_AUDIT_ANNOTATIONS = 20;
const MAX_VALUE_EXPRESSION_BYTES = 5 * 1024;

/** Complaints about a policy or binding as it is to be stored, defaults set; none for other kinds. */
export function validatePolicy(object: KubeObject): FieldError[] {
  const spec = object.spec ?? {};
  switch (object.kind) {
    case "ValidatingAdmissionPolicy":
      return validateValidating(spec as ValidatingPolicySpec, object.metadata.name ?? "");
    case "MutatingAdmissionPolicy":
      return validateMutating(spec as MutatingPolicySpec);
    case "ValidatingAdmissionPolicyBinding":
      return [
        ...validateBinding(spec as BindingSpec),
        ...validateActions((spec as BindingSpec).validationActions ?? []),
      ];
    case "MutatingAdmissionPolicyBinding":
      return [
        ...validateBinding(spec as BindingSpec),
        ...mutatingOperations((spec as BindingSpec).matchResources?.resourceRules, "spec.matchResources"),
      ];
    default:
      return [];
  }
}

function validateValidating(spec: ValidatingPolicySpec, name: string): FieldError[] {
  const { validations = [], auditAnnotations = [] } = spec;
  const scope = scopeFor(spec, (spec.variables ?? []).length > 0);
  const errors = [...validateShared(spec), ...validateVariables(spec.variables, scope)];
  if (validations.length === 0 && auditAnnotations.length === 0)
    return [
      ...errors,
      ...["validations", "auditAnnotations"].map((field) =>
        fieldError.required(
          `spec.${field}`,
          "validations or auditAnnotations must contain at least one item",
        ),
      ),
    ];
  if (auditAnnotations.length > MAX_AUDIT_ANNOTATIONS)
    errors.push(
      fieldError.invalid(
        "spec.auditAnnotations",
        // Printed as the Go struct that Kubernetes holds.
        auditAnnotations.map(({ key: Key, valueExpression: ValueExpression }) => ({ Key, ValueExpression })),
        `must not have more than ${MAX_AUDIT_ANNOTATIONS} auditAnnotations`,
      ),
    );
  return [
    ...errors,
    ...each(validations, "spec.validations", (validation, field) =>
      validateValidation(validation, field, scope),
    ),
    ...each(auditAnnotations, "spec.auditAnnotations", (annotation, field) =>
      validateAnnotation(annotation, field, name, scope),
    ),
    ...duplicates(auditAnnotations, "spec.auditAnnotations", "key", (annotation) => annotation.key),
  ];
}

function validateMutating(spec: MutatingPolicySpec): FieldError[] {
  const { mutations = [] } = spec;
  const scope = scopeFor(spec, true);
  return [
    ...validateShared(spec),
    ...mutatingOperations(spec.matchConstraints?.resourceRules, "spec.matchConstraints"),
    ...validateVariables(spec.variables, scope),
    ...(mutations.length === 0
      ? [fieldError.required("spec.mutations", "mutations must contain at least one item")]
      : each(mutations, "spec.mutations", (mutation, field) => validateMutation(mutation, field, scope))),
    ...requiredOneOf("spec.reinvocationPolicy", spec.reinvocationPolicy, REINVOCATION_POLICIES),
  ];
}

/** Match conditions see no variables when they are checked. */
function validateShared(spec: PolicySpec): FieldError[] {
  const { matchConstraints, paramKind } = spec;
  return [
    ...requiredOneOf("spec.failurePolicy", spec.failurePolicy, FAILURE_POLICIES),
    ...(paramKind === undefined ? [] : validateParamKind(paramKind, "spec.paramKind")),
    ...(matchConstraints === undefined
      ? [fieldError.required("spec.matchConstraints")]
      : [
          ...validateMatchResources(matchConstraints, "spec.matchConstraints"),
          ...((matchConstraints.resourceRules ?? []).length === 0
            ? [fieldError.required("spec.matchConstraints.resourceRules")]
            : []),
        ]),
    ...validateMatchConditions(spec.matchConditions, "spec.matchConditions", {
      params: paramKind !== undefined,
      authorizer: true,
    }),
  ];
}

function scopeFor(spec: PolicySpec, composed: boolean): ExpressionScope {
  const scope = { params: spec.paramKind !== undefined, authorizer: true, compat: NEW_COMPAT };
  return composed ? { ...scope, variables: compileVariables(spec.variables ?? [], scope) } : scope;
}

const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/;
// biome-ignore format: table
const RESERVED = new Set([
  "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
  "loop", "package", "namespace", "return", "var", "void", "while",
]);

function validateVariables(variables: readonly Named[] | undefined, scope: ExpressionScope): FieldError[] {
  return each(variables, "spec.variables", ({ name = "", expression = "" }, field) => {
    const errors: FieldError[] = [];
    if (name.trim() === "") errors.push(fieldError.required(`${field}.name`, "name is not specified"));
    else if (!IDENTIFIER.test(name) || RESERVED.has(name))
      errors.push(fieldError.invalid(`${field}.name`, name, "must be a valid CEL identifier"));
    if (expression.trim() === "") {
      errors.push(fieldError.required(`${field}.expression`, "expression is not specified"));
      return errors;
    }
    const compiled = scope.variables?.expressions.find(
      (variable) => variable.expression.source === expression && variable.name === name,
    );
    const error = compiled?.expression.error;
    if (error !== undefined) errors.push(fieldError.invalid(`${field}.expression`, expression, error));
    return errors;
  });
}

const hasNewline = (text: string) => /[\n\r]/.test(text);

function validateValidation(
  validation: NonNullable<ValidatingPolicySpec["validations"]>[number],
  field: string,
  scope: ExpressionScope,
): FieldError[] {
  const { expression = "", message = "", messageExpression = "", reason } = validation;
  const errors: FieldError[] = [];
  if (expression.trim() === "")
    errors.push(fieldError.required(`${field}.expression`, "expression is not specified"));
  else errors.push(...checkExpression(expression, "bool", scope, `${field}.expression`));
  if (messageExpression !== "") {
    const at = `${field}.messageExpression`;
    if (messageExpression.trim() === "")
      errors.push(fieldError.invalid(at, messageExpression, "must be non-empty if specified"));
    else errors.push(...checkExpression(messageExpression, "string", { ...scope, authorizer: false }, at));
  }
  if (message !== "" && message.trim() === "")
    errors.push(fieldError.invalid(`${field}.message`, message, "must be non-empty if specified"));
  else if (hasNewline(message.trim()))
    errors.push(fieldError.invalid(`${field}.message`, message, "must not contain line breaks"));
  return [...errors, ...oneOf(`${field}.reason`, reason, REASONS)];
}

function validateAnnotation(
  annotation: NonNullable<ValidatingPolicySpec["auditAnnotations"]>[number],
  field: string,
  policy: string,
  scope: ExpressionScope,
): FieldError[] {
  const { key = "", valueExpression = "" } = annotation;
  const source = valueExpression.trim();
  const at = `${field}.valueExpression`;
  const errors: FieldError[] =
    policy === ""
      ? [fieldError.invalid(`${field}.key`, key, "requires metadata.name be non-empty")]
      : qualifiedNameProblems(`${policy}/${key}`).map((text) =>
          fieldError.invalid(`${field}.key`, `${policy}/${key}`, text),
        );
  if (source === "") errors.push(fieldError.required(at, "valueExpression is not specified"));
  else if (Buffer.byteLength(source) > MAX_VALUE_EXPRESSION_BYTES)
    errors.push(fieldError.required(at, `must not exceed ${MAX_VALUE_EXPRESSION_BYTES} bytes in length`));
  else errors.push(...checkExpression(source, "stringOrNull", scope, at));
  return errors;
}

function validateMutation(
  mutation: NonNullable<MutatingPolicySpec["mutations"]>[number],
  field: string,
  scope: ExpressionScope,
): FieldError[] {
  const { patchType = "", jsonPatch, applyConfiguration } = mutation;
  const expression = (
    given: { expression?: string } | undefined,
    part: string,
    wanted: "jsonPatch" | "object",
  ) => {
    if (given === undefined)
      return [fieldError.required(`${field}.${part}`, `must be specified when patchType is ${patchType}`)];
    const source = (given.expression ?? "").trim();
    const at = `${field}.${part}.expression`;
    return source === "" ? [fieldError.required(at)] : checkExpression(source, wanted, scope, at);
  };
  const absent = (given: unknown, part: string) =>
    given === undefined
      ? []
      : [
          fieldError.invalid(
            `${field}.${part}`,
            `{${part}}`,
            `must not be specified when patchType is ${patchType}`,
          ),
        ];
  switch (patchType) {
    case "":
      return [fieldError.required(`${field}.patchType`)];
    case "JSONPatch":
      return [
        ...expression(jsonPatch, "jsonPatch", "jsonPatch"),
        ...absent(applyConfiguration, "applyConfiguration"),
      ];
    case "ApplyConfiguration":
      return [
        ...expression(applyConfiguration, "applyConfiguration", "object"),
        ...absent(jsonPatch, "jsonPatch"),
      ];
    default:
      return [fieldError.notSupported(`${field}.patchType`, patchType, PATCH_TYPES)];
  }
}

const mutatingOperations = (rules: readonly Rule[] | undefined, field: string): FieldError[] =>
  (rules ?? []).flatMap((rule) =>
    (rule.operations ?? []).flatMap((operation) =>
      oneOf(`${field}.resourceRules.operations`, operation, MUTATING_OPERATIONS),
    ),
  );

function validateParamKind({ apiVersion = "", kind = "" }: Partial<ParamKind>, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const at = `${field}.apiVersion`;
  const parts = apiVersion.split("/");
  const [group, version] = parts.length === 1 ? ["", parts[0] ?? ""] : [parts[0] ?? "", parts[1] ?? ""];
  if (apiVersion === "") errors.push(fieldError.required(at));
  else if (parts.length > 2)
    errors.push(fieldError.invalid(at, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  else {
    const inGroup = group === "" ? [] : subdomainProblems(group);
    if (inGroup.length > 0) errors.push(fieldError.invalid(at, group, inGroup.join(",")));
    const inVersion = label1035Problems(version);
    if (version === "") errors.push(fieldError.invalid(at, apiVersion, "version must be specified"));
    else if (inVersion.length > 0) errors.push(fieldError.invalid(at, version, inVersion.join(",")));
  }
  const inKind = label1035Problems(kind.toLowerCase());
  if (kind === "") errors.push(fieldError.required(`${field}.kind`));
  else if (inKind.length > 0)
    errors.push(
      fieldError.invalid(
        `${field}.kind`,
        kind,
        `may have mixed case, but should otherwise match: ${inKind.join(",")}`,
      ),
    );
  return errors;
}

// --- bindings ----------------------------------------------------------------------------------------------------

function validateBinding({ policyName = "", paramRef, matchResources }: Partial<BindingSpec>): FieldError[] {
  return [
    ...(policyName === ""
      ? [fieldError.required("spec.policyName")]
      : subdomainProblems(policyName).map((text) => fieldError.invalid("spec.policyName", policyName, text))),
    ...(paramRef === undefined ? [] : validateParamRef(paramRef, "spec.paramRef")),
    ...(matchResources === undefined ? [] : validateMatchResources(matchResources, "spec.matchResources")),
  ];
}

function validateParamRef(ref: ParamRef, field: string): FieldError[] {
  const { name = "", selector, parameterNotFoundAction } = ref;
  const both = name !== "" && selector !== undefined;
  const exclusive = (part: string) =>
    both ? [fieldError.forbidden(`${field}.${part}`, "name and selector are mutually exclusive")] : [];
  return [
    ...pathSegmentProblems(name).map((text) => fieldError.invalid(`${field}.name`, name, text)),
    ...exclusive("name"),
    ...(selector === undefined ? [] : validateSelector(selector, `${field}.selector`)),
    ...exclusive("selector"),
    ...(name === "" && selector === undefined
      ? [fieldError.required(field, "one of name or selector must be specified")]
      : []),
    ...requiredOneOf(`${field}.parameterNotFoundAction`, parameterNotFoundAction || undefined, [
      "Deny",
      "Allow",
    ]),
  ];
}

function validateActions(actions: readonly string[]): FieldError[] {
  const field = "spec.validationActions";
  return [
    ...each(actions, field, (action, at) => oneOf(at, action, ACTIONS)),
    ...duplicates(actions, field, "", (action) => action),
    ...(actions.includes("Deny") && actions.includes("Warn")
      ? [
          fieldError.invalid(
            field,
            actions,
            "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)",
          ),
        ]
      : []),
    ...(actions.length === 0
      ? [fieldError.required(field, "at least one validation action is required")]
      : []),
  ];
}
