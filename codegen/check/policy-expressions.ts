/**
 * Every expression of the policies compiles as an API server compiles it: rows are checked with the types of the schema,
 * but a policy sees its objects without types, where a list such as `['', self.name]` has two.
 */
import {
  type CelType,
  CelTypes,
  compile,
  formatIssues,
  formatType,
  isProgram,
} from "../../rules/lang/cel/index.ts";
import { type Problem, problem } from "../problems.ts";
import type { PlacedCheck } from "../rules/check.ts";
import { isPolicyDefault } from "../rules/default-order.ts";
import { COMPAT } from "../rules/environment.ts";
import { objectType, requestType } from "../rules/metadata-type.ts";
import type { Policies } from "../rules/policies.ts";
import { type DefaultRow, type KindTables, positionOf, tablesOf } from "../rules/rows.ts";

/** What is read here of either kind of policy. */
interface PolicySpec {
  paramKind?: object;
  matchConditions: readonly { name: string; expression: string }[];
  variables?: readonly { name: string; expression: string }[];
  validations?: readonly { expression: string }[];
  mutations?: readonly { jsonPatch: { expression: string } }[];
}

/** A problem for each expression that an API server would refuse, where the row behind it was written. */
export function checkPolicyExpressions(
  kind: KindTables,
  checks: readonly PlacedCheck[],
  policies: Policies,
): Problem[] {
  const placed = checks.filter(({ place }) => place === "policy").map(({ id }) => id);
  const defaults = tablesOf(kind, "defaulting").flatMap((table) => table.rows as readonly DefaultRow[]);
  const filling = defaults.filter((row) => isPolicyDefault(row, defaults)).map(({ id }) => [id]);
  return [
    ...specsOf(policies.validating).flatMap((spec) => problemsOf(spec, placed, kind)),
    ...specsOf(policies.mutating).flatMap((spec, i) => problemsOf(spec, filling[i]!, kind)),
  ];
}

/** The specs of the policies among them, without their bindings. */
const specsOf = (objects: readonly object[]): PolicySpec[] =>
  (objects as readonly { kind: string; spec: PolicySpec }[])
    .filter(({ kind }) => kind.endsWith("AdmissionPolicy"))
    .map(({ spec }) => spec);

/** @param rows the ids of the rows behind the validations or the mutation; the first answers for what they share */
function problemsOf(spec: PolicySpec, rows: readonly string[], kind: KindTables): Problem[] {
  const objects = { ...OBJECTS, ...(spec.paramKind ? { params: CelTypes.dyn } : {}) };
  const { variables, complaints } = declare(spec.variables ?? [], objects);
  const declared = { ...objects, variables: objectType("variables", variables) };
  const refused = (complaint: string, id = rows[0]!): Problem =>
    problem("row-cel", positionOf(kind, id), { id, complaint: `as a policy's expression, ${complaint}` });
  const ask = (expression: string, wanted: string, types: Variables, id?: string): Problem[] => {
    const type = typeOf(expression, types);
    if (typeof type === "string") return [refused(type, id)];
    return formatType(type) === wanted ? [] : [refused(`is a ${formatType(type)}, not a ${wanted}`, id)];
  };
  return [
    ...complaints.map((complaint) => refused(complaint)),
    ...spec.matchConditions.flatMap(({ expression }) => ask(expression, "bool", objects)),
    ...(spec.validations ?? []).flatMap(({ expression }, i) => ask(expression, "bool", declared, rows[i])),
    ...(spec.mutations ?? []).flatMap((one) => ask(one.jsonPatch.expression, "list(JSONPatch)", declared)),
  ];
}

type Variables = { [name: string]: CelType };

/** What policies see, of a request no more than ours ask. */
const OBJECTS: Variables = { object: CelTypes.dyn, oldObject: CelTypes.dyn, request: requestType };

const JSON_PATCH = objectType("JSONPatch", {
  op: CelTypes.string,
  path: CelTypes.string,
  value: CelTypes.dyn,
});

/** The type of an expression, or what is wrong with it. */
function typeOf(expression: string, variables: Variables): CelType | string {
  const compiled = compile(expression, {
    compat: COMPAT,
    variables,
    types: { JSONPatch: JSON_PATCH },
    patches: true,
  });
  return isProgram(compiled) ? compiled.type : formatIssues(expression, compiled.issues);
}

/** The types of a policy's variables; each sees those before it. */
function declare(
  listed: NonNullable<PolicySpec["variables"]>,
  objects: Variables,
): { variables: Variables; complaints: string[] } {
  const variables: Variables = {};
  const complaints: string[] = [];
  for (const { name, expression } of listed) {
    const type = typeOf(expression, { ...objects, variables: objectType("variables", variables) });
    if (typeof type === "string") complaints.push(type);
    variables[name] = typeof type === "string" || !KEPT.has(type.kind) ? CelTypes.dyn : type;
  }
  return { variables, complaints };
}

/** What a variable keeps of its type; a server forgets the rest. */
const KEPT: ReadonlySet<CelType["kind"]> = new Set([
  "bool",
  "int",
  "uint",
  "double",
  "string",
  "bytes",
  "map",
  "list",
]);
