/** Checks as `x-kubernetes-validations`, each on the schema node it is anchored at, or one around it. */
import type { JSONSchemaProps, ValidationRule } from "../../rules/lang/schema/types.ts";
import type { RefusalReason } from "../../rules/lang/tables.ts";
import { seenFrom } from "./carrier.ts";
import type { PlacedCheck } from "./check.ts";
import { listsOf, schemaAt } from "./fields.ts";
import { forEachNode, forEachPair, respelt } from "./walk.ts";

/** The nearest of the reasons that a CRD knows. Told of a duplicate, a server leaves the message out, and with it the row. */
const REASONS: Record<RefusalReason, NonNullable<ValidationRule["reason"]>> = {
  Invalid: "FieldValueInvalid",
  TypeInvalid: "FieldValueInvalid",
  NotSupported: "FieldValueInvalid",
  NotFound: "FieldValueInvalid",
  Forbidden: "FieldValueForbidden",
  Required: "FieldValueRequired",
  Duplicate: "FieldValueInvalid",
};

/** A copy of the schema that carries the checks placed in the CRD. */
export function withRules(schema: JSONSchemaProps, checks: readonly PlacedCheck[]): JSONSchemaProps {
  const copy = structuredClone(schema);
  for (const check of checks.filter((c) => c.place === "crd")) {
    const node = schemaAt(copy, check.carrier)!;
    node["x-kubernetes-validations"] = [...(node["x-kubernetes-validations"] ?? []), crdRule(check, schema)];
  }
  return copy;
}

/**
 * The check as a rule of its node. The server decides by `oldSelf` whether a rule runs on create: without it a rule
 * always runs, with it only on update, and with `optionalOldSelf` always.
 */
export function crdRule(check: PlacedCheck, schema: JSONSchemaProps): ValidationRule {
  const { rule, optional } = forOperations(check, condition(check, schema));
  const below = fieldBelow(check.carrier, check.field);
  return {
    rule,
    message: `${check.message} [${check.id}]`,
    reason: REASONS[check.reason],
    ...(below ? { fieldPath: `.${below}` } : {}),
    ...(optional ? { optionalOldSelf: true } : {}),
  };
}

function condition(check: PlacedCheck, schema: JSONSchemaProps): string {
  const { scope, require, anchor, carrier } = check;
  if (scope === "node") return respeltRoot(require);
  const around = { root: "self", oldRoot: "oldSelf" };
  if (check.readsOldSelf)
    return forEachPair(["self", "oldSelf"], anchor, listsOf(schema, anchor), (self, oldSelf) =>
      respelt(require, { self, oldSelf, ...around }),
    );
  const seen = seenFrom(carrier, require);
  const path = anchor.slice(carrier === "" ? 0 : carrier.length + 1);
  return forEachNode("self", path, (node) => respelt(seen, { self: node, ...around }));
}

/** At the object `root` is `self`. */
const respeltRoot = (require: string): string =>
  /\b(?:root|oldRoot)\b/.test(require) ? respelt(require, { root: "self", oldRoot: "oldSelf" }) : require;

/** The field from its node; as far as the first list, for the path of a CRD rule has no index. */
const fieldBelow = (node: string, field: string): string =>
  field.slice(node === "" ? 0 : node.length + 1).split("[]")[0]!;

function forOperations(check: PlacedCheck, rule: string): { rule: string; optional: boolean } {
  const create = check.on.includes("create");
  const update = check.on.includes("update");
  if (create && update) return { rule, optional: check.readsOld };
  if (create) return { rule: `oldSelf.hasValue() || (${rule})`, optional: true };
  return check.readsOld
    ? { rule, optional: false }
    : { rule: `!oldSelf.hasValue() || (${rule})`, optional: true };
}
