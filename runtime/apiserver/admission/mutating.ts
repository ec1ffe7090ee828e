/** MutatingAdmissionPolicy and its bindings. */
import { type AdmissionAttributes, type KubeObject, StatusError } from "../contract.ts";
import { internalError, notFound } from "../errors.ts";
import { isObject, type JsonObject, jsonEqual } from "../patch/json.ts";
import { applyJsonPatch } from "../patch/json-patch.ts";
import { applyConfiguration } from "./apply-configuration.ts";
import { compiledOnce } from "./compiled.ts";
import { type CompiledConditions, compileConditions, conditionsHold } from "./conditions.ts";
import {
  type Budgets,
  type Compiled,
  compileExpression,
  compileVariables,
  Evaluation,
  scopeOf,
} from "./expressions.ts";
import type { Match } from "./match.ts";
import { objectLiteral, patchLiterals } from "./mutation-expression.ts";
import { collectParams, paramSource } from "./params.ts";
import { tryMatch } from "./policies.ts";
import { bindingsByPolicy, isPolicyObject, subjectName } from "./policy-objects.ts";
import type { Round } from "./reinvocation.ts";
import { type AdmissionSources, apiVersionOf, type BindingSpec, type MutatingPolicySpec } from "./types.ts";

interface Mutation {
  type: "JSONPatch" | "ApplyConfiguration";
  expression: Compiled;
}

interface Policy {
  name: string;
  spec: MutatingPolicySpec;
  variables: ReturnType<typeof compileVariables>;
  conditions: CompiledConditions;
  mutations: Mutation[];
}

interface Invocation {
  policy: Policy;
  binding: string;
  match: Match & { matched: true };
  param: KubeObject | null;
}

/** Why a request fails: configuration errors are Forbidden, failures of an evaluation Invalid. */
interface Failure {
  message: string;
  reason: "Forbidden" | "Invalid";
}

type Redefault = (object: KubeObject) => KubeObject;

export interface MutatingPolicies {
  /** The object as the policies leave it, defaulted again after each mutation. Throws a `StatusError` on failure. */
  mutate(attributes: AdmissionAttributes, redefault: Redefault, round: Round): KubeObject | null;
}

export function createMutatingPolicies(sources: AdmissionSources): MutatingPolicies {
  const policies = compiledOnce(compilePolicy);
  const bindings = bindingsByPolicy();

  return {
    mutate(attributes, redefault, round) {
      const compiled = policies(sources.list("MutatingAdmissionPolicy"));
      const { object, operation } = attributes;
      if (compiled.length === 0 || operation === "DELETE" || isPolicyObject(attributes)) return object;
      const bound = bindings(sources.list("MutatingAdmissionPolicyBinding"));
      const errors: Failure[] = [];
      const invocations = compiled.flatMap((policy) =>
        invocationsOf(policy, bound.get(policy.name) ?? [], attributes, sources, errors),
      );
      if (invocations.length > 0) assertNamespace(attributes, sources);
      let current = object;
      let mutated = false;
      for (const invocation of invocations) {
        const after = invoke(
          invocation,
          { ...attributes, object: current },
          redefault,
          round,
          sources,
          errors,
        );
        current = after.object;
        mutated ||= after.mutated;
      }
      // The policy that mutated is itself among those that look again, whether or not it changed anything.
      if (mutated) round.changed();
      if (errors.length > 0) throw refused(errors, attributes);
      return current;
    },
  };
}

function compilePolicy(object: KubeObject): Policy {
  const spec = (object.spec ?? {}) as MutatingPolicySpec;
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
    mutations: (spec.mutations ?? []).flatMap(
      ({ patchType, jsonPatch, applyConfiguration: apply }): Mutation[] => {
        if (patchType === "JSONPatch" && jsonPatch !== undefined)
          return [
            { type: "JSONPatch", expression: compileExpression(jsonPatch.expression, "jsonPatch", scope) },
          ];
        if (patchType === "ApplyConfiguration" && apply !== undefined)
          return [
            { type: "ApplyConfiguration", expression: compileExpression(apply.expression, "object", scope) },
          ];
        return [];
      },
    ),
  };
}

function invocationsOf(
  policy: Policy,
  bindings: readonly KubeObject[],
  attributes: AdmissionAttributes,
  sources: AdmissionSources,
  errors: Failure[],
): Invocation[] {
  if (bindings.length === 0) return [];
  const complain = (message: string) => {
    if (policy.spec.failurePolicy !== "Ignore") errors.push({ message, reason: "Forbidden" });
  };
  const complainOfPolicy = (what: string) =>
    complain(`policy ${JSON.stringify(policy.name)} denied request: failed to configure policy: ${what}`);
  const match = tryMatch(policy.spec.matchConstraints ?? {}, attributes, sources, false);
  if ("error" in match) {
    complainOfPolicy(match.error);
    return [];
  }
  if (!match.matched) return [];
  const params = paramSource(policy.spec.paramKind, sources);
  if (params.error !== undefined) {
    complainOfPolicy(params.error);
    return [];
  }
  return bindings.flatMap((object) => {
    const binding = object.metadata.name ?? "";
    const spec = (object.spec ?? {}) as BindingSpec;
    const bound =
      spec.matchResources === undefined ? match : tryMatch(spec.matchResources, attributes, sources, true);
    if ("error" in bound) {
      complain(denial(policy.name, binding, `failed to configure binding: ${bound.error}`));
      return [];
    }
    if (!bound.matched) return [];
    const collected = collectParams(params.source, spec.paramRef, attributes.namespace);
    if (collected.error !== undefined) {
      complain(denial(policy.name, binding, `failed to configure binding: ${collected.error}`));
      return [];
    }
    return collected.objects.map((param) => ({ policy, binding, match, param }));
  });
}

const denial = (policy: string, binding: string, message: string) =>
  `policy '${policy}' with binding '${binding}' denied request: ${message}`;

function assertNamespace({ namespace, kind }: AdmissionAttributes, sources: AdmissionSources): void {
  const isNamespace = kind.group === "" && kind.version === "v1" && kind.kind === "Namespace";
  if (namespace !== "" && !isNamespace && sources.namespace(namespace) === undefined)
    throw notFound({ group: "", resource: "namespaces" }, namespace);
}

/** The object after all mutations of one policy for one parameter object, and whether one of them succeeded. */
function invoke(
  { policy, binding, match, param }: Invocation,
  attributes: AdmissionAttributes,
  redefault: Redefault,
  round: Round,
  sources: AdmissionSources,
  errors: Failure[],
): { object: KubeObject | null; mutated: boolean } {
  const complain = (what: string) => {
    if (policy.spec.failurePolicy === "Ignore") return;
    errors.push({ message: denial(policy.name, binding, what), reason: "Invalid" });
  };
  const before = attributes.object;
  if (policy.conditions.length > 0) {
    const outcome = conditionsHold(policy.conditions, attributes, match, param, policy.variables, sources);
    if (outcome.error !== undefined) complain(outcome.error);
    if (outcome.holds !== true) return { object: before, mutated: false };
  }
  const key = `${policy.name}/${binding}/${param?.metadata.namespace ?? ""}/${param?.metadata.name ?? ""}`;
  if (!round.due(key)) return { object: before, mutated: false };

  let object = before;
  let succeeded = false;
  for (const mutation of policy.mutations) {
    if (object === null) break;
    const outcome = mutated(mutation, { ...attributes, object }, match, param, policy, sources);
    if (outcome.error !== undefined) complain(outcome.error);
    else {
      object = redefault(outcome.object);
      succeeded = true;
    }
  }
  if (!jsonEqual(before, object)) round.changed();
  round.called(key, policy.spec.reinvocationPolicy === "IfNeeded");
  return { object, mutated: succeeded };
}

type Outcome = { object: KubeObject; error?: undefined } | { object?: undefined; error: string };

function mutated(
  mutation: Mutation,
  attributes: AdmissionAttributes & { object: KubeObject },
  match: Match & { matched: true },
  param: KubeObject | null,
  policy: Policy,
  sources: AdmissionSources,
): Outcome {
  const budgets: Budgets = { remaining: Evaluation.BUDGET };
  const evaluation = new Evaluation(attributes, match, param, policy.variables, sources);
  const result = evaluation.run(mutation.expression, budgets);
  if (result.error !== undefined) return { error: result.error };
  const { object } = attributes;
  const wanted = apiVersionOf(match.kind);
  const shown = object.apiVersion === wanted ? object : sources.convert(object, wanted);
  const changed =
    mutation.type === "JSONPatch"
      ? patchObject(shown, result.value)
      : mergeObject(shown, result.value, sources.schema(match.kind));
  if (changed.error !== undefined) return changed;
  const next = changed.object;
  return { object: next.apiVersion === object.apiVersion ? next : sources.convert(next, object.apiVersion) };
}

function patchObject(object: KubeObject, result: unknown): Outcome {
  const operations = patchLiterals(result);
  if (operations.error !== undefined) return { error: operations.error };
  const { value, error } = applyJsonPatch(object, operations.value);
  if (error?.testFailed === true) return { object };
  if (error !== undefined) return { error: `JSON Patch: ${error.message}` };
  if (!isObject(value) || typeof value.kind !== "string" || !isObject(value.metadata))
    throw internalError(`Object 'Kind' is missing in '${JSON.stringify(value)}'`);
  return { object: value as KubeObject };
}

function mergeObject(
  object: KubeObject,
  result: unknown,
  schema: Parameters<typeof applyConfiguration>[2],
): Outcome {
  const literal = objectLiteral(result);
  if (literal.error !== undefined) return { error: literal.error };
  const merged = applyConfiguration(object as JsonObject, literal.value, schema);
  return merged.error === undefined ? { object: merged.value as KubeObject } : { error: merged.error };
}

function refused(errors: readonly Failure[], attributes: AdmissionAttributes): StatusError {
  const { group, resource } = attributes.resource;
  const [{ message, reason }] = errors as readonly [Failure, ...Failure[]];
  return new StatusError({
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message,
    reason,
    details: {
      name: subjectName(attributes),
      ...(group === "" ? {} : { group }),
      kind: resource,
      causes: errors.map(({ message }) => ({ message })),
    },
    code: 403,
  });
}
