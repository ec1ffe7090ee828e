/** Rows as a table, for a terminal or as Markdown. Pure. */
import { type Missing, type Row, ratioOf } from "./row.ts";

const HEAD = ["what", "ours", "peer's", "ours ÷ peer's", "unit", "better", "peer"];

/** `heading → rows`, one table; what is missing is said below it. */
export function renderTable(sections: ReadonlyMap<string, readonly Row[]>, markdown: boolean): string {
  const lines = [...sections].flatMap(([name, rows]) => rows.map((row) => cells(name, row)));
  const table = [HEAD, ...lines];
  const widths = HEAD.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  const isText = (column: number): boolean => column === 0 || column >= 4;
  const padded = table.map((line) =>
    line.map((cell, column) =>
      isText(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    ),
  );
  const notes = [...sections.values()].flat().flatMap(missingOf);
  return [
    ...(markdown ? asMarkdown(padded, widths, isText) : asText(padded, widths)),
    ...asNotes(notes, markdown),
  ].join("\n");
}

function asText([head, ...lines]: string[][], widths: readonly number[]): string[] {
  const line = (parts: readonly string[]): string => parts.join("  ").trimEnd();
  return [line(head!), line(widths.map((width) => "─".repeat(width))), ...lines.map(line)];
}

function asMarkdown(
  [head, ...lines]: string[][],
  widths: readonly number[],
  isText: (column: number) => boolean,
): string[] {
  const line = (parts: readonly string[]): string => `| ${parts.join(" | ")} |`;
  const rule = widths.map((width, column) =>
    isText(column) ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [line(head!), line(rule), ...lines.map(line)];
}

const asNotes = (notes: readonly string[], markdown: boolean): string[] =>
  notes.length === 0
    ? []
    : ["", ...[...new Set(notes)].map((note) => (markdown ? `- ${note}` : `! ${note}`))];

function missingOf({ what, ours, peer, theirs }: Row): string[] {
  return [
    ...(typeof ours === "number" ? [] : [`${what}: ${ours.missing}`]),
    ...(typeof theirs === "number" ? [] : [`${peer}: ${theirs.missing}`]),
  ];
}

function cells(section: string, row: Row): string[] {
  const ratio = ratioOf(row);
  return [
    `${section}: ${row.what}`,
    figure(row.ours),
    figure(row.theirs),
    ratio === undefined ? "–" : `${figure(ratio)}×`,
    row.unit,
    row.better,
    row.peer,
  ];
}

/** Three significant digits. */
function figure(value: number | Missing): string {
  if (typeof value !== "number") return "missing";
  if (value !== 0 && Math.abs(value) < 100) return `${Number(value.toPrecision(3))}`;
  return Math.round(value).toLocaleString("en-US");
}
