/** Checks as `x-kubernetes-validations`, each on the schema node it is anchored at. */
import type { JSONSchemaProps, ValidationRule } from "../../rules/lang/schema/types.ts";
import type { RefusalReason } from "../../rules/lang/tables.ts";
import type { PlacedCheck } from "./check.ts";
import { schemaAt } from "./fields.ts";

const REASONS: Record<RefusalReason, NonNullable<ValidationRule["reason"]>> = {
  Invalid: "FieldValueInvalid",
  Forbidden: "FieldValueForbidden",
  Required: "FieldValueRequired",
  Duplicate: "FieldValueDuplicate",
};

/** A copy of the schema that carries the checks placed in the CRD. */
export function withRules(schema: JSONSchemaProps, checks: readonly PlacedCheck[]): JSONSchemaProps {
  const copy = structuredClone(schema);
  for (const check of checks.filter((c) => c.place === "crd")) {
    const node = schemaAt(copy, check.anchor)!;
    node["x-kubernetes-validations"] = [...(node["x-kubernetes-validations"] ?? []), crdRule(check)];
  }
  return copy;
}

/**
 * The check as a rule of its node. The server decides by `oldSelf` whether a rule runs on create: without it a rule
 * always runs, with it only on update, and with `optionalOldSelf` always.
 */
export function crdRule(check: PlacedCheck): ValidationRule {
  const { rule, optional } = forOperations(check);
  const below = check.field.slice(check.anchor === "" ? 0 : check.anchor.length + 1);
  return {
    rule,
    message: `${check.message} [${check.id}]`,
    reason: REASONS[check.reason],
    ...(below ? { fieldPath: `.${below}` } : {}),
    ...(optional ? { optionalOldSelf: true } : {}),
  };
}

function forOperations(check: PlacedCheck): { rule: string; optional: boolean } {
  const create = check.on.includes("create");
  const update = check.on.includes("update");
  if (create && update) return { rule: check.require, optional: check.readsOld };
  if (create) return { rule: `oldSelf.hasValue() || (${check.require})`, optional: true };
  return check.readsOld
    ? { rule: check.require, optional: false }
    : { rule: `!oldSelf.hasValue() || (${check.require})`, optional: true };
}
