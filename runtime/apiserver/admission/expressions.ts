/** Expressions of policies and webhooks: compiled once, evaluated for a request within a budget. */
import { CelError } from "../../../rules/lang/cel/errors.ts";
import {
  type Budget,
  type CelIssue,
  type CelType,
  CelTypes,
  compile,
  formatType,
  isProgram,
  type Program,
  refusalOf,
} from "../../../rules/lang/cel/index.ts";
import type { FieldError } from "../../../rules/lang/schema/types.ts";
import type { AdmissionAttributes, KubeObject } from "../contract.ts";
import { fieldError } from "../errors.ts";
import { AUTHORIZER_TYPES, authorizerValues } from "./authorizer.ts";
import type { Match } from "./match.ts";
import { readLiterals } from "./mutation-expression.ts";
import type { AdmissionSources, Named, PolicySpec } from "./types.ts";
import { type Activation, activationOf, NAMESPACE_TYPE, objectType, REQUEST_TYPE } from "./variables.ts";

/** What an expression must yield. */
export type Wanted = "bool" | "string" | "stringOrNull" | "any" | "jsonPatch" | "object";

/** Which variables there are beside `object`, `oldObject`, `request` and `namespaceObject`. */
export interface ExpressionScope {
  params: boolean;
  authorizer: boolean;
  variables?: Variables | undefined;
  /** Kubernetes version whose libraries may be used; everything there is unless given. */
  compat?: string;
}

export interface Compiled {
  source: string;
  /** What the checker says it yields. */
  type?: CelType;
  program?: Program;
  /** Why it does not compile, as a policy's field error has it. */
  error?: string;
}

/** The variables of a policy, in their order: each may use the ones before it. */
export interface Variables {
  type: CelType & { kind: "object" };
  expressions: readonly { name: string; expression: Compiled }[];
}

/** What is left of a cost budget. */
export interface Budgets {
  remaining: number;
}

/** Stored expressions may use everything; a new one what the minor version before had too. */
export const STORED_COMPAT = "1.36";
export const NEW_COMPAT = "1.35";

export function compileExpression(source: string, wanted: Wanted, scope: ExpressionScope): Compiled {
  const failed = (text: string, issues: readonly CelIssue[]): Compiled => ({
    source,
    error: refusalOf(text, issues),
  });
  const literals = wanted === "jsonPatch" || wanted === "object" ? readLiterals(source) : undefined;
  if (literals?.issues !== undefined) return failed(source, literals.issues);
  const compat = scope.compat ?? STORED_COMPAT;
  const patches = literals !== undefined;
  const checked = compile(source, {
    compat,
    patches,
    variables: declaredTypes(scope),
    ...(literals === undefined ? {} : { types: literals.types }),
  });
  if (!isProgram(checked)) return failed(source, checked.issues);
  const { type, reads } = checked;
  const mismatch = typeMismatch(type, wanted);
  if (mismatch !== undefined) return { source, error: mismatch };
  const asChecked =
    literals === undefined && !reads.some((path) => /^(namespaceObject|variables)\b/.test(path));
  if (asChecked) return { source, type, program: checked };
  const evaluated = literals?.evaluated ?? source;
  const program = compile(evaluated, { compat, patches, variables: runtimeTypes(scope) });
  return isProgram(program) ? { source, type, program } : failed(evaluated, program.issues);
}

function declaredTypes(scope: ExpressionScope): { [name: string]: CelType } {
  return {
    object: CelTypes.dyn,
    oldObject: CelTypes.dyn,
    request: REQUEST_TYPE,
    namespaceObject: NAMESPACE_TYPE,
    ...(scope.authorizer ? AUTHORIZER_TYPES : {}),
    ...(scope.params ? { params: CelTypes.dyn } : {}),
    ...(scope.variables === undefined ? {} : { variables: scope.variables.type }),
  };
}

/** As Kubernetes evaluates them: the namespace is plain JSON whatever was declared, and a variable may be null. */
const runtimeTypes = (scope: ExpressionScope): { [name: string]: CelType } => ({
  ...declaredTypes(scope),
  namespaceObject: CelTypes.dyn,
  ...(scope.variables === undefined ? {} : { variables: CelTypes.map(CelTypes.string, CelTypes.dyn) }),
});

/** The types that will do, as the checker spells them. */
const EXACTLY: { readonly [wanted in Exclude<Wanted, "any">]: readonly string[] } = {
  bool: ["bool"],
  string: ["string"],
  stringOrNull: ["string", "null_type"],
  jsonPatch: ["list(JSONPatch)"],
  object: ["Object"],
};

function typeMismatch(type: CelType, wanted: Wanted): string | undefined {
  if (wanted === "any") return undefined;
  const got = type.kind === "null" ? "null_type" : formatType(type);
  const allowed = EXACTLY[wanted];
  if (allowed.includes(got)) return undefined;
  return allowed.length === 1
    ? `must evaluate to ${allowed[0]} but got ${got}`
    : `must evaluate to one of [${allowed.join(" ")}] but got ${got}`;
}

/** Compiles the variables of a policy one after the other; one that does not compile is `dyn` to those after it. */
export function compileVariables(variables: readonly Named[], scope: ExpressionScope): Variables {
  const types: { [name: string]: CelType } = {};
  const expressions = variables.map(({ name, expression }) => {
    const compiled = compileExpression(expression, "any", {
      ...scope,
      variables: { type: variablesType(types), expressions: [] },
    });
    types[name] = compiled.type === undefined ? CelTypes.dyn : declarable(compiled.type);
    return { name, expression: compiled };
  });
  return { type: variablesType(types), expressions };
}

const variablesType = (types: { [name: string]: CelType }) => objectType("kubernetes.variables", types);

/** A variable keeps scalar types, lists and maps; anything else is `dyn`, as in Kubernetes. */
function declarable(type: CelType): CelType {
  switch (type.kind) {
    case "list":
      return CelTypes.list(declarable(type.elem));
    case "map":
      return CelTypes.map(declarable(type.key), declarable(type.value));
    case "object":
    case "opaque":
    case "optional":
    case "param":
    case "type":
    case "error":
      return CelTypes.dyn;
    default:
      return type;
  }
}

/** What the expressions of a policy may use, once its variables are compiled. */
export const scopeOf = (spec: PolicySpec, variables: Variables): ExpressionScope => ({
  params: spec.paramKind !== undefined,
  authorizer: true,
  variables,
});

/** The complaint about an expression in a field, if any. */
export function checkExpression(
  source: string,
  wanted: Wanted,
  scope: ExpressionScope,
  field: string,
): FieldError[] {
  const { error } = compileExpression(source, wanted, { compat: NEW_COMPAT, ...scope });
  return error === undefined ? [] : [fieldError.invalid(field, source, error)];
}

// --- evaluation --------------------------------------------------------------------------------------------------

export interface Outcome {
  value?: unknown;
  error?: string;
  /** The budget ran out: nothing more is evaluated. */
  exhausted?: boolean;
}

const OUT_OF_BUDGET =
  "validation failed due to running out of cost budget, no further validation rules will be run";
const PER_CALL_LIMIT = 1_000_000;

/** One policy's view of one request: variables are evaluated when first used, and once. */
export class Evaluation {
  /** What all expressions of one policy and binding may cost together. */
  static readonly BUDGET = 10_000_000;

  readonly #activation: Activation;
  #variableCost = 0;

  /** `withNamespace` and `withAuthorizer`: whether expressions find those; they are declared in any case. */
  constructor(
    attributes: AdmissionAttributes,
    match: Match & { matched: true },
    params: KubeObject | null,
    variables: Variables | undefined,
    sources: AdmissionSources,
    { withNamespace = true, withAuthorizer = true } = {},
  ) {
    this.#activation = {
      ...activationOf(attributes, match, params, sources, withNamespace),
      ...(withAuthorizer ? authorizerValues(attributes, sources) : {}),
    };
    this.#activation.variables = this.#lazily(variables?.expressions ?? []);
  }

  #lazily(expressions: Variables["expressions"]): object {
    const values = {};
    for (const { name, expression } of expressions) {
      let known: { value: unknown } | { error: CelError } | undefined;
      Object.defineProperty(values, name, {
        enumerable: true,
        get: () => {
          known ??= this.#variable(name, expression);
          if ("error" in known) throw known.error;
          return known.value;
        },
      });
    }
    return values;
  }

  /** A failing variable fails the expression that uses it. */
  #variable(name: string, { program, error }: Compiled): { value: unknown } | { error: CelError } {
    const failed = (how: string) => ({
      error: new CelError("invalid", `composited variable ${JSON.stringify(name)} fails to ${how}`),
    });
    if (program === undefined) return failed(`compile: ${error}`);
    const budget: Budget = { remaining: PER_CALL_LIMIT };
    const result = program.evaluateValue(this.#activation, budget);
    this.#variableCost += PER_CALL_LIMIT - Math.max(budget.remaining, 0);
    return result.ok ? { value: result.value } : failed(`evaluate: ${result.error.message}`);
  }

  /** The outcomes of expressions that share their variables, or the error where the budget ran out under way. */
  all(
    expressions: readonly (Compiled | undefined)[],
    budgets: Budgets,
  ): { outcomes: (Outcome | undefined)[]; exhausted?: undefined } | { exhausted: string } {
    const outcomes: (Outcome | undefined)[] = [];
    for (const expression of expressions) {
      const outcome = expression && this.run(expression, budgets);
      if (outcome?.exhausted) return { exhausted: outcome.error ?? "" };
      outcomes.push(outcome);
    }
    return { outcomes };
  }

  run({ source, program, error }: Compiled, budgets: Budgets): Outcome {
    if (program === undefined) return { error: `compilation error: ${error}` };
    const limit = Math.min(PER_CALL_LIMIT, budgets.remaining);
    const budget: Budget = { remaining: limit };
    this.#variableCost = 0;
    const result = program.evaluate(this.#activation, budget);
    budgets.remaining -= this.#variableCost + limit - Math.max(budget.remaining, 0);
    if (budgets.remaining < 0) return { error: OUT_OF_BUDGET, exhausted: true };
    if (result.ok) return { value: result.value };
    if (result.error.code === "budget" && limit < PER_CALL_LIMIT)
      return { error: OUT_OF_BUDGET, exhausted: true };
    return { error: `expression '${source}' resulted in error: ${result.error.message}` };
  }
}
