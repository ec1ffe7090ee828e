/** An explanation as text for a terminal. */
import type { DescribedRow } from "../../rules/lang/described.ts";
import { ERROR_TYPES } from "../admission/field-error.ts";
import type { Explanation, FilledField } from "./explain.ts";
import { RUNNERS } from "./rows.ts";

/** `rowOf` answers the row behind the id of a refusal or a default. */
export function explanationText(
  explanation: Explanation,
  rowOf: (id: string) => DescribedRow | undefined,
): string {
  const { kind, name, operation, caller, schema, filled, refusals, missing } = explanation;
  return [
    `${kind} ${name}: ${operation} by ${caller.username}: ${explanation.allowed ? "allowed" : "refused"}`,
    ...filled.map((one) => `  ${filledText(one, rowOf)}`),
    ...schema.map((text) => `  the API server refuses: ${text}`),
    ...refusals.flatMap(({ field, reason, message, rule }) => [
      `  refuses ${field}: ${ERROR_TYPES[reason].text}: ${message} [${rule}]`,
      ...about(rule, field, rowOf(rule)).map((line) => `    ${line}`),
    ]),
    ...(missing.length > 0
      ? [`  taken as absent, for --with does not give them: ${missing.join(", ")}`]
      : []),
    `  ${summary(explanation)}`,
  ].join("\n");
}

function filledText(
  { field, value, rule }: FilledField,
  rowOf: (id: string) => DescribedRow | undefined,
): string {
  const run = rule === undefined ? undefined : rowOf(rule)?.runs[0];
  const by = rule === undefined ? "a default of the API types" : rule;
  const what = value === undefined ? `removes ${field}` : `fills ${field} = ${JSON.stringify(value)}`;
  return `${what} (${by}${run ? `, by ${RUNNERS[run.runner]}` : ""})`;
}

function about(rule: string, field: string, row: DescribedRow | undefined): string[] {
  const path = field.replaceAll(/\[\d+\]/g, "[]");
  const runs = row?.runs.filter((run) => (run.check ?? row.id) === rule) ?? [];
  const run = runs.find((one) => one.field === path) ?? runs[0];
  if (!row || !run) return [];
  return [row.doc, `enforced by ${RUNNERS[run.runner]}: ${run.why}`, `from ${row.source.join(", ")}`];
}

function summary({ schema, refusals, filled, asked, schemaKnown }: Explanation): string {
  const rows = `${asked} ${asked === 1 ? "row" : "rows"} asked`;
  if (schema.length > 0) return "no row was asked: the object's form comes first";
  const unchecked = schemaKnown ? "" : "; its schema is the API server's own and was not checked";
  const removed = filled.filter(({ value }) => value === undefined).length;
  const changes = `${filled.length - removed} fields filled${removed > 0 ? `, ${removed} removed` : ""}`;
  return `${rows}, ${refusals.length} refused, ${changes}${unchecked}`;
}
