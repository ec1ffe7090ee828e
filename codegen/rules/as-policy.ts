/** Checks as a ValidatingAdmissionPolicy with its binding: one a kind, one validation a check. */
import { type FactName, facts } from "../../rules/lang/facts.ts";
import type { Operation, RefusalReason } from "../../rules/lang/tables.ts";
import type { ResourceModel } from "../model.ts";
import type { PlacedCheck } from "./check.ts";
import { optionalPath } from "./fields.ts";
import { followItems, whereItemWas } from "./follow-items.ts";
import { featureMap, parametersOf, paramKind, paramRef } from "./params.ts";
import { forEachNode, respelt } from "./walk.ts";

/** The nearest of the reasons that a policy knows. */
const REASONS: Record<RefusalReason, "Invalid" | "Forbidden"> = {
  Invalid: "Invalid",
  TypeInvalid: "Invalid",
  NotSupported: "Invalid",
  NotFound: "Invalid",
  Required: "Invalid",
  Duplicate: "Invalid",
  Forbidden: "Forbidden",
};

/** What the checks of one policy have in common. */
interface PolicyScope {
  /** The object, which in a delete is the one that goes. */
  object: string;
  operations: readonly Operation[];
  resource: ResourceModel;
}

/**
 * The policy objects for the checks placed in a policy; none where there are none.
 * @param parametrised whether the parameters of admission are a kind of this API
 * @param labelled the label without which, before and after, an object is none of the policy's business
 */
export function policyObjects(
  resource: ResourceModel,
  checks: readonly PlacedCheck[],
  parametrised: boolean,
  labelled?: string,
): object[] {
  const placed = checks.filter((check) => check.place === "policy");
  if (placed.length === 0) return [];
  const name = `${resource.plural}.${resource.group || "core"}`;
  const deletes = placed.some((check) => check.on.includes("delete"));
  const operations = OPERATIONS.filter((operation) => placed.some((check) => check.on.includes(operation)));
  const scope: PolicyScope = { object: deletes ? "variables.now" : "object", operations, resource };
  const features = [...new Set(placed.flatMap((check) => check.features))].sort();
  const usedFacts = [...new Set(placed.flatMap((check) => check.facts))].sort();
  const asksParams = usedFacts.length + features.length > 0;
  const withParams = asksParams && parametrised;
  const policy = {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name },
    spec: {
      failurePolicy: "Fail",
      ...(withParams ? { paramKind } : {}),
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: [resource.group],
            apiVersions: [resource.version],
            operations: operations.map((operation) => operation.toUpperCase()),
            resources: [resource.plural],
          },
        ],
        ...(labelled
          ? { objectSelector: { matchExpressions: [{ key: labelled, operator: "Exists" }] } }
          : {}),
      },
      // An object that is being deleted must be able to lose its finalizers.
      matchConditions: [
        {
          name: "not-being-deleted",
          expression: `${deletes ? "object == null || " : ""}!has(object.metadata.deletionTimestamp)`,
        },
      ],
      variables: [
        ...(deletes ? [{ name: "now", expression: "object == null ? oldObject : object" }] : []),
        { name: "old", expression: "oldObject == null ? dyn({}) : oldObject" },
        ...anchorsOf(placed).flatMap((anchor) => anchorVariables(anchor, scope)),
        ...(asksParams ? [{ name: "parameters", expression: parametersOf(withParams) }] : []),
        ...(features.length > 0
          ? [{ name: "feature", expression: featureMap(features, "variables.parameters") }]
          : []),
        ...usedFacts.map((fact) => factVariable(fact, scope)),
      ],
      validations: placed.map((check) => validation(check, scope)),
    },
  };
  const binding = {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name },
    spec: { policyName: name, ...(withParams ? { paramRef } : {}), validationActions: ["Deny"] },
  };
  return [policy, binding];
}

const OPERATIONS: readonly Operation[] = ["create", "update", "delete"];

/** Anchors that a variable can hold: single nodes. */
const anchorsOf = (placed: readonly PlacedCheck[]): string[] =>
  [...new Set(placed.map((check) => check.anchor))]
    .filter((anchor) => anchor !== "" && !anchor.includes("[]"))
    .sort();

const factVariable = (name: string, { object }: PolicyScope) => ({
  name,
  expression: respelt(facts[name as FactName].policy!, { object, params: "variables.parameters" }),
});

const variableName = (anchor: string) => anchor.replaceAll(".", "_");
const oldVariableName = (anchor: string) => `old_${variableName(anchor)}`;

/** An absent node reads as an empty one. */
const anchorVariables = (anchor: string, { object }: PolicyScope) => [
  { name: variableName(anchor), expression: `${optionalPath(object, anchor)}.orValue(dyn({}))` },
  { name: oldVariableName(anchor), expression: `${optionalPath("variables.old", anchor)}.orValue(dyn({}))` },
];

function validation(check: PlacedCheck, scope: PolicyScope): object {
  return {
    expression: forOperations(check, scope, whereAnchored(check, scope)),
    message: `${check.field}: ${check.message} [${check.id}]`,
    reason: REASONS[check.reason],
  };
}

/** The condition at its node. Below `spec` and `metadata`, a row does not apply to a node that is absent. */
function whereAnchored(check: PlacedCheck, scope: PolicyScope): string {
  const { object, resource } = scope;
  const { anchor } = check;
  const about = (self: string, oldSelf: string) => inPolicy(check.require, self, oldSelf, scope);
  if (anchor.includes("[]"))
    return check.readsOldSelf
      ? followItems(resource.schema, anchor, object, OLD, check.onlyExisting, about)
      : forEachNode(object, anchor, (node) =>
          orSpared(about(node, "dyn({})"), itemSpared(check, node, scope)),
        );
  const [self, oldSelf] =
    anchor === ""
      ? [object, OLD]
      : [`variables.${variableName(anchor)}`, `variables.${oldVariableName(anchor)}`];
  const condition = orSpared(about(self, oldSelf), spared(check, self, oldSelf, scope));
  return anchor.includes(".") ? `!${optionalPath(object, anchor)}.hasValue() || (${condition})` : condition;
}

const OLD = "variables.old";

const inPolicy = (source: string, self: string, oldSelf: string, { object }: PolicyScope): string =>
  respelt(source, {
    self,
    oldSelf,
    root: object,
    oldRoot: OLD,
    fact: "variables",
    feature: "variables.feature",
  });

const orSpared = (condition: string, spared: string | undefined): string =>
  spared ? `(${condition}) || (request.operation == 'UPDATE' && ${spared})` : condition;

/** The update leaves alone what the check judges, at a node that was there. */
function spared(
  { spares, anchor }: PlacedCheck,
  self: string,
  oldSelf: string,
  scope: PolicyScope,
): string | undefined {
  if (!spares) return undefined;
  const wasThere = anchor.includes(".") ? `${optionalPath(OLD, anchor)}.hasValue() && ` : "";
  return `${wasThere}${inPolicy(spares, self, oldSelf, scope)}`;
}

/** The same at an item. */
function itemSpared({ spares, anchor }: PlacedCheck, node: string, scope: PolicyScope): string | undefined {
  if (!spares) return undefined;
  const about = (oldSelf: string) => inPolicy(spares, node, oldSelf, scope);
  return whereItemWas(scope.resource.schema, anchor, OLD, about);
}

/** The condition where the policy is asked about more operations than the check. */
function forOperations({ on }: PlacedCheck, { operations }: PolicyScope, expression: string): string {
  if (operations.every((operation) => on.includes(operation))) return expression;
  const others = operations.filter((operation) => !on.includes(operation)).map(literal);
  if (on.length === 1) return `request.operation != ${literal(on[0]!)} || (${expression})`;
  return `request.operation in [${others.join(", ")}] || (${expression})`;
}

const literal = (operation: Operation): string => `'${operation.toUpperCase()}'`;
