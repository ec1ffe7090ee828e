/** ValidatingAdmissionPolicy and its bindings. */
import { type AdmissionAttributes, type KubeObject, StatusError } from "../contract.ts";
import { forbidden } from "../errors.ts";
import { compiledOnce } from "./compiled.ts";
import { type CompiledConditions, compileConditions, conditionsHold } from "./conditions.ts";
import {
  type Budgets,
  type Compiled,
  compileExpression,
  compileVariables,
  Evaluation,
  type Outcome,
  scopeOf,
} from "./expressions.ts";
import { type Match, matchRequest } from "./match.ts";
import { collectParams, paramSource } from "./params.ts";
import { bindingsByPolicy, isPolicyObject, subjectName } from "./policy-objects.ts";
import type { AdmissionSources, BindingSpec, ValidatingPolicySpec } from "./types.ts";

const MAX_MESSAGE_BYTES = 5 * 1024;
const MAX_AUDIT_BYTES = 10 * 1024;

type Reason = "Invalid" | "Forbidden" | "Unauthorized" | "RequestEntityTooLarge";

const CODES: Record<Reason, number> = {
  Invalid: 422,
  Forbidden: 403,
  Unauthorized: 401,
  RequestEntityTooLarge: 413,
};

interface Validation {
  expression: Compiled;
  message: string;
  messageExpression: Compiled | undefined;
  reason: Reason;
}

interface Policy {
  name: string;
  spec: ValidatingPolicySpec;
  variables: ReturnType<typeof compileVariables>;
  conditions: CompiledConditions;
  validations: Validation[];
  auditAnnotations: { key: string; expression: Compiled }[];
}

interface Denial {
  policy: string;
  binding?: string;
  message: string;
  reason: Reason;
}

/** One entry of the annotation that lists what `Audit` bindings saw. */
interface AuditedFailure {
  message: string;
  policy: string;
  binding: string;
  expressionIndex: number;
  validationActions: string[];
}

/** What an audit log would hold of a request: key and value. */
export type Annotate = (key: string, value: string) => void;

export interface ValidatingPolicies {
  /** Throws the first denial as a `StatusError`. */
  validate(attributes: AdmissionAttributes, warn: (text: string) => void, annotate: Annotate): void;
}

export function createValidatingPolicies(sources: AdmissionSources): ValidatingPolicies {
  const policies = compiledOnce(compilePolicy);
  const bindings = bindingsByPolicy();

  return {
    validate(attributes, warn, annotate) {
      const compiled = policies(sources.list("ValidatingAdmissionPolicy"));
      if (compiled.length === 0 || isPolicyObject(attributes)) return;
      const bound = bindings(sources.list("ValidatingAdmissionPolicyBinding"));
      const denials: Denial[] = [];
      const audited: AuditedFailure[] = [];
      for (const policy of compiled) {
        const own = bound.get(policy.name);
        if (own !== undefined)
          denials.push(...judge(policy, own, attributes, sources, warn, annotate, audited));
      }
      // An annotation is written once: only the first failure is there to read.
      if (audited.length > 0)
        annotate(
          "validation.policy.admission.k8s.io/validation_failure",
          JSON.stringify(audited.slice(0, 1)),
        );
      if (denials[0] !== undefined) throw denied(denials[0], attributes);
    },
  };
}

function compilePolicy(object: KubeObject): Policy {
  const spec = (object.spec ?? {}) as ValidatingPolicySpec;
  const variables = compileVariables(spec.variables ?? [], {
    params: spec.paramKind !== undefined,
    authorizer: true,
  });
  const scope = scopeOf(spec, variables);
  return {
    name: object.metadata.name ?? "",
    spec,
    variables,
    conditions: compileConditions(spec.matchConditions ?? [], scope),
    validations: (spec.validations ?? []).map(({ expression, message, messageExpression, reason }) => ({
      expression: compileExpression(expression, "bool", scope),
      message: (message ?? "").trim(),
      messageExpression:
        messageExpression === undefined || messageExpression === ""
          ? undefined
          : compileExpression(messageExpression, "string", { ...scope, authorizer: false }),
      reason: reason !== undefined && Object.hasOwn(CODES, reason) ? (reason as Reason) : "Invalid",
    })),
    auditAnnotations: (spec.auditAnnotations ?? []).map(({ key, valueExpression }) => ({
      key,
      expression: compileExpression(valueExpression, "stringOrNull", scope),
    })),
  };
}

/** The denials of one policy, over all its bindings and their parameters. Warns and annotates on the way. */
function judge(
  policy: Policy,
  bindings: readonly KubeObject[],
  attributes: AdmissionAttributes,
  sources: AdmissionSources,
  warn: (text: string) => void,
  annotate: Annotate,
  audited: AuditedFailure[],
): Denial[] {
  const denials: Denial[] = [];
  const failing = policy.spec.failurePolicy !== "Ignore";
  const misconfigured = (message: string, binding?: string) => {
    if (failing)
      denials.push({
        policy: policy.name,
        message,
        reason: "Invalid",
        ...(binding === undefined ? {} : { binding }),
      });
  };
  const match = tryMatch(policy.spec.matchConstraints ?? {}, attributes, sources, false);
  if ("error" in match) {
    misconfigured(`failed to configure policy: ${match.error}`);
    return denials;
  }
  if (!match.matched) return denials;
  const params = paramSource(policy.spec.paramKind, sources);
  if (params.error !== undefined) {
    misconfigured(`failed to configure policy: ${params.error}`);
    return denials;
  }

  const audit = new Map<string, string[]>();
  for (const object of bindings) {
    const binding = object.metadata.name ?? "";
    const spec = (object.spec ?? {}) as BindingSpec;
    const bound =
      spec.matchResources === undefined ? match : tryMatch(spec.matchResources, attributes, sources, true);
    if ("error" in bound) {
      misconfigured(`failed to configure binding: ${bound.error}`, binding);
      continue;
    }
    if (!bound.matched) continue;
    const collected = collectParams(params.source, spec.paramRef, attributes.namespace);
    if (collected.error !== undefined) {
      misconfigured(`failed to configure binding: ${collected.error}`, binding);
      continue;
    }
    const actions = new Set(spec.validationActions ?? []);
    for (const param of collected.objects) {
      const verdicts = evaluate(policy, match, attributes, param, sources);
      for (const { expressionIndex, message, reason } of verdicts.failures) {
        if (actions.has("Deny")) denials.push({ policy: policy.name, binding, message, reason });
        if (actions.has("Warn"))
          warn(
            `Validation failed for ValidatingAdmissionPolicy '${policy.name}' with binding '${binding}': ${message}`,
          );
        if (actions.has("Audit"))
          audited.push({
            message,
            policy: policy.name,
            binding,
            expressionIndex,
            validationActions: [...actions],
          });
      }
      for (const { key, value, error } of verdicts.annotations) {
        if (error !== undefined)
          denials.push({ policy: policy.name, binding, message: error, reason: "Invalid" });
        else if (value !== undefined && !(audit.get(key) ?? []).includes(value))
          audit.set(key, [...(audit.get(key) ?? []), value.slice(0, MAX_AUDIT_BYTES)]);
      }
    }
  }
  for (const [key, values] of audit) annotate(`${policy.name}/${key}`, values.join(", "));
  return denials;
}

export function tryMatch(
  criteria: NonNullable<ValidatingPolicySpec["matchConstraints"]>,
  attributes: AdmissionAttributes,
  sources: AdmissionSources,
  emptyRulesMatch: boolean,
): Match | { error: string } {
  try {
    return matchRequest({ ...criteria, emptyRulesMatch }, attributes, sources);
  } catch (error) {
    if (error instanceof StatusError) return { error: error.message };
    throw error;
  }
}

interface Verdicts {
  failures: { expressionIndex: number; message: string; reason: Reason }[];
  annotations: { key: string; value?: string; error?: string }[];
}

function evaluate(
  policy: Policy,
  match: Match & { matched: true },
  attributes: AdmissionAttributes,
  param: KubeObject | null,
  sources: AdmissionSources,
): Verdicts {
  const failing = policy.spec.failurePolicy !== "Ignore";
  const onError = (message: string): Verdicts => ({
    failures: failing ? [{ expressionIndex: 0, message, reason: "Invalid" }] : [],
    annotations: [],
  });
  if (policy.conditions.length > 0) {
    const outcome = conditionsHold(policy.conditions, attributes, match, param, policy.variables, sources);
    if (outcome.error !== undefined) return onError(outcome.error);
    if (!outcome.holds) return { failures: [], annotations: [] };
  }

  const evaluation = (withAuthorizer = true) =>
    new Evaluation(attributes, match, param, policy.variables, sources, { withAuthorizer });
  const budgets: Budgets = { remaining: Evaluation.BUDGET };
  const results = evaluation().all(
    policy.validations.map(({ expression }) => expression),
    budgets,
  );
  if (results.exhausted !== undefined) return onError(results.exhausted);
  // All messages are evaluated, those of validations that pass too: they count.
  const messages = evaluation(false).all(
    policy.validations.map(({ messageExpression }) => messageExpression),
    budgets,
  );
  const failures = results.outcomes.flatMap((result, expressionIndex): Verdicts["failures"] => {
    const validation = policy.validations[expressionIndex] as Validation;
    const failed = (message: string): Verdicts["failures"] =>
      failing ? [{ expressionIndex, message, reason: "Invalid" }] : [];
    if (result?.error !== undefined) return failed(result.error);
    if (messages.exhausted !== undefined) return failed(`failed messageExpression: ${messages.exhausted}`);
    if (result?.value === true) return [];
    const message = messageOf(validation, messages.outcomes[expressionIndex]);
    return [{ expressionIndex, message, reason: validation.reason }];
  });

  const notes = evaluation(false).all(
    policy.auditAnnotations.map(({ expression }) => expression),
    { remaining: Evaluation.BUDGET },
  );
  if (notes.exhausted !== undefined) return onError(notes.exhausted);
  const annotations = policy.auditAnnotations.flatMap(({ key }, i): Verdicts["annotations"] => {
    const { value, error } = notes.outcomes[i] as Outcome;
    if (error !== undefined) return failing ? [{ key, error }] : [];
    const text = typeof value === "string" ? value.trim() : "";
    return text === "" ? [] : [{ key, value: text }];
  });
  return { failures, annotations };
}

/** The message expression's text if it is a short single line, else the message, else the expression itself. */
function messageOf({ message, expression }: Validation, computed: Outcome | undefined): string {
  const text = typeof computed?.value === "string" ? computed.value.trim() : "";
  if (text !== "" && !text.includes("\n") && Buffer.byteLength(text) <= MAX_MESSAGE_BYTES) return text;
  return message || `failed expression: ${expression.source.trim()}`;
}

function denied({ policy, binding, message, reason }: Denial, attributes: AdmissionAttributes): StatusError {
  const by = binding === undefined ? `'${policy}'` : `'${policy}' with binding '${binding}'`;
  const text = `ValidatingAdmissionPolicy ${by} denied request: ${message}`;
  const { group, resource } = attributes.resource;
  const { status } = forbidden({ group, resource }, subjectName(attributes), text, [{ message: text }]);
  return new StatusError({ ...status, reason, code: CODES[reason] });
}
