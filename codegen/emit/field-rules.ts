/** What the rows of a kind say about single fields: for its reference page, and for its samples. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { bindings } from "../check/row-examples.ts";
import type { FieldRule, ResourceModel } from "../model.ts";
import type { PlacedCheck } from "../rules/check.ts";
import { compileRow, environmentAt } from "../rules/environment.ts";
import { type KindTables, rowOf, tablesOf } from "../rules/rows.ts";
import { givenBy, PLACES, pagePath } from "./rule-docs.ts";

export function fieldRules(
  kind: KindTables,
  { schema }: ResourceModel,
  checks: readonly PlacedCheck[],
): FieldRule[] {
  const refusals = checks.map((check) => ({
    id: rowOf(check.id),
    field: check.field,
    says: check.message,
    by: PLACES[check.place],
    required: isRequired(check, schema, kind),
    page: pagePath(kind, check.table),
  }));
  const defaults = tablesOf(kind, "defaulting").flatMap((table) =>
    table.rows.map((row) => ({
      id: row.id,
      field: row.field,
      says: row.doc,
      by: givenBy(row, table.rows),
      page: pagePath(kind, table.name),
    })),
  );
  return [...refusals, ...defaults];
}

/** Whether a check refuses a new object for saying nothing but its name. */
function isRequired(check: PlacedCheck, schema: JSONSchemaProps, kind: KindTables): boolean {
  const { anchor, reason, on, require, features } = check;
  if (reason !== "Required" || !on.includes("create") || /[.[]/.test(anchor)) return false;
  const program = compileRow(require, environmentAt(schema, anchor, kind), "bool");
  if ("complaint" in program) return false;
  const result = program.evaluate(
    bindings({ new: anchor === "" ? { metadata: { name: "my" }, spec: {} } : {} }, anchor, features),
  );
  return result.ok && result.value === false;
}
