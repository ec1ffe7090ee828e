/** Rows as text for a terminal. */
import { stringify } from "yaml";
import type { DescribedRow, Running } from "../../rules/lang/described.ts";
import { fieldsOf, kindOf, NOWHERE, RUNNERS } from "./rows.ts";

/** One line for each row and place, and how many rows each place has. */
export function listText(rows: readonly DescribedRow[]): string {
  const lines = rows.flatMap((row) =>
    distinct(row).map(({ runner, why }) => [row.id, runner, why, fieldText(row)]),
  );
  return `${columns([["ROW", "PLACE", "WHY", "FIELD"], ...lines])}\n\n${summary(rows)}`;
}

function fieldText(row: DescribedRow): string {
  const [first = "", ...more] = fieldsOf(row);
  return more.length === 0 ? first : `${first} and ${more.length} more`;
}

/** Each place once, however many fields it is for. */
function distinct({ runs }: DescribedRow): { runner: string; why: string }[] {
  if (runs.length === 0) return [{ runner: NOWHERE, why: "says that something is allowed" }];
  return [...new Map(runs.map((run) => [`${run.runner} ${run.why}`, run])).values()];
}

function summary(rows: readonly DescribedRow[]): string {
  const counts = new Map<string, number>();
  for (const row of rows)
    for (const runner of new Set(distinct(row).map((run) => run.runner)))
      counts.set(runner, (counts.get(runner) ?? 0) + 1);
  const parts = [...counts].map(([runner, count]) => `${count} ${runner}`);
  return `${rows.length} ${rows.length === 1 ? "row" : "rows"}: ${parts.join(", ")}`;
}

/** Everything about one row: what it says, where that stands, and its examples. */
export function rowText(row: DescribedRow): string {
  const { admits, refuses, example, holds, lifts, ...said } = row.columns;
  const examples = { admits, refuses, example, holds, lifts };
  return [
    row.id,
    indent(row.doc),
    "",
    columns([
      ["  kind", kindOf(row)],
      ["  table", `${row.table} (${row.tableKind})`],
      ...(row.on.length > 0 ? [["  on", row.on.join(", ")]] : []),
      ...Object.entries(said).map(([name, value]) => [`  ${name}`, inline(value)]),
      ...row.source.map((source, i) => [i === 0 ? "  source" : "", source]),
    ]),
    ...(row.runs.length === 0
      ? ["", "runs nowhere: it says that something is allowed"]
      : row.runs.map(runText)),
    ...Object.entries(examples).flatMap(([name, value]) =>
      value === undefined ? [] : ["", `${name}:`, indent(stringify(value, { lineWidth: 0 }).trimEnd())],
    ),
  ].join("\n");
}

function runText({ runner, why, field, check, node, expression }: Running): string {
  const about = field === undefined ? "" : `, about ${field}`;
  const where = node === undefined || node === "" ? "" : `, at ${node}`;
  const as = check === undefined ? "" : `, as ${check}`;
  const head = `\nrun by ${RUNNERS[runner]}${where}${about}${as}: ${why}`;
  return expression === undefined ? head : `${head}\n${indent(expression)}`;
}

const inline = (value: unknown): string =>
  typeof value === "string"
    ? value
    : Array.isArray(value) && value.every((item) => typeof item === "string")
      ? value.join(", ") || "nothing"
      : JSON.stringify(value);

const indent = (text: string): string => text.replaceAll(/^/gm, "  ");

/** Cells in columns, two spaces between them, none after the last. */
export function columns(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
