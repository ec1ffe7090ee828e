/** Checks as a ValidatingAdmissionPolicy with its binding: one a kind, one validation a check. */
import { parse, print, rename } from "../../rules/lang/cel/index.ts";
import { type FactName, facts } from "../../rules/lang/facts.ts";
import type { RefusalReason } from "../../rules/lang/tables.ts";
import type { ResourceModel } from "../model.ts";
import type { PlacedCheck } from "./check.ts";

const REASONS: Record<RefusalReason, "Invalid" | "Forbidden"> = {
  Invalid: "Invalid",
  Required: "Invalid",
  Duplicate: "Invalid",
  Forbidden: "Forbidden",
};

/** The policy objects for the checks placed in a policy; none where there are none. */
export function policyObjects(resource: ResourceModel, checks: readonly PlacedCheck[]): object[] {
  const placed = checks.filter((check) => check.place === "policy");
  if (placed.length === 0) return [];
  const name = `${resource.plural}.${resource.group}`;
  const anchors = [...new Set(placed.map((check) => check.anchor))].sort();
  const usedFacts = [...new Set(placed.flatMap((check) => check.facts))].sort();
  const policy = {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: [resource.group],
            apiVersions: [resource.version],
            operations: ["CREATE", "UPDATE"],
            resources: [resource.plural],
          },
        ],
      },
      // An object that is being deleted must be able to lose its finalizers.
      matchConditions: [{ name: "not-being-deleted", expression: "!has(object.metadata.deletionTimestamp)" }],
      variables: [
        { name: "old", expression: "oldObject == null ? dyn({}) : oldObject" },
        ...anchors.filter((anchor) => anchor !== "").flatMap(anchorVariables),
        ...usedFacts.map(factVariable),
      ],
      validations: placed.map(validation),
    },
  };
  const binding = {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name },
    spec: { policyName: name, validationActions: ["Deny"] },
  };
  return [policy, binding];
}

const factVariable = (name: FactName) => ({ name, expression: facts[name].policy! });

const variableName = (anchor: string) => anchor.replaceAll(".", "_");
const oldVariableName = (anchor: string) => `old_${variableName(anchor)}`;

/** An absent node reads as an empty one. */
const anchorVariables = (anchor: string) => [
  { name: variableName(anchor), expression: `object.?${anchor.replaceAll(".", ".?")}.orValue(dyn({}))` },
  {
    name: oldVariableName(anchor),
    expression: `variables.old.?${anchor.replaceAll(".", ".?")}.orValue(dyn({}))`,
  },
];

function validation(check: PlacedCheck): object {
  return {
    expression: forOperations(check, whereAnchored(check, policyExpression(check))),
    message: `${check.field}: ${check.message} [${check.id}]`,
    reason: REASONS[check.reason],
  };
}

/** The condition with `self`, `oldSelf` and the facts spelt as the policy's variables. */
function policyExpression(check: PlacedCheck): string {
  const parsed = parse(check.require);
  if ("issues" in parsed) throw new Error(`${check.id} was placed but does not parse`);
  const root = check.anchor === "";
  return print(
    rename(parsed.ast, {
      self: root ? "object" : `variables.${variableName(check.anchor)}`,
      oldSelf: root ? "variables.old" : `variables.${oldVariableName(check.anchor)}`,
      fact: "variables",
    }),
  );
}

/** Below `spec` and `metadata`, a row does not apply to a node that is absent. */
const whereAnchored = ({ anchor }: PlacedCheck, expression: string): string =>
  anchor.includes(".")
    ? `!object.?${anchor.replaceAll(".", ".?")}.hasValue() || (${expression})`
    : expression;

const forOperations = ({ on }: PlacedCheck, expression: string): string =>
  on.length === 2 ? expression : `request.operation != '${on[0]!.toUpperCase()}' || (${expression})`;
