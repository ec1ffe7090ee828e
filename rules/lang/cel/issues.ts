/** Complaints of the parser and the checker. */

import type { CelType } from "./types.ts";

export interface CelIssue {
  readonly message: string;
  /** 1-based; -1 for a complaint about the whole text. */
  readonly line: number;
  /** 0-based, in code points; -1 for a complaint about the whole text. */
  readonly column: number;
  /** The type of an expression whose types fit, and in which a constant cannot be computed: there is no program of it. */
  readonly unplanned?: CelType;
}

/** A complaint before its line and column are known. */
export interface ParseProblem {
  /** Offset in UTF-16 units; undefined for a complaint about the whole text. */
  readonly pos: number | undefined;
  readonly message: string;
}

export const problem = (pos: number | undefined, message: string): ParseProblem => ({ pos, message });

const MAX_ISSUES = 100;
/** cel-go quotes no line whose UTF-8 is longer. */
const MAX_QUOTED_BYTES = 16_384;

/** The problems of a source as issues: in the order of their places, at most a hundred and how many more there are. */
export function issuesOf(source: string, problems: readonly ParseProblem[]): CelIssue[] {
  const starts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  const issues = problems.slice(0, MAX_ISSUES).map(({ pos, message }) => {
    if (pos === undefined) return { message, line: -1, column: -1 };
    const next = starts.findIndex((start) => start > pos);
    const line = next < 0 ? starts.length : next;
    return { message, line, column: codePoints(source.slice(starts[line - 1], pos)) };
  });
  issues.sort((a, b) => a.line - b.line || a.column - b.column);
  const more = problems.length - MAX_ISSUES;
  return more > 0 ? [...issues, { message: truncation(more), line: -1, column: -1 }] : issues;
}

const truncation = (more: number): string => `${more} more errors were truncated`;

/** Line and column of an offset in UTF-16 units. */
export function positionIn(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: codePoints(before.at(-1)!) };
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** What an API server says of an expression with issues. */
export function refusalOf(source: string, issues: readonly CelIssue[]): string {
  const unplanned = issues.find((issue) => issue.unplanned !== undefined);
  if (unplanned) return `program instantiation failed: ${unplanned.message}`;
  return `compilation failed: ${formatIssues(source, issues)}`;
}

/** cel-go's text: a header, the source line and a caret under the column, one block an issue. */
export function formatIssues(source: string, issues: readonly CelIssue[]): string {
  const lines = source.split("\n");
  return issues
    .map(({ message, line, column, unplanned }, i) => {
      if (i === MAX_ISSUES || unplanned !== undefined) return message;
      const header = `ERROR: <input>:${line}:${column + 1}: ${message}`;
      const text = source === "" ? undefined : lines[line - 1]?.replaceAll("\t", " ");
      if (text === undefined || new TextEncoder().encode(text).length > MAX_QUOTED_BYTES) return header;
      return `${header}\n | ${text}\n | ${caret(text, column)}`;
    })
    .join("\n");
}

/** Characters beyond ASCII are pointed past with wide dots, as cel-go does. */
function caret(text: string, column: number): string {
  const characters = [...text];
  let dots = "";
  for (let i = 0; i < Math.min(column, characters.length); i++) dots += isWide(characters[i]) ? "．" : ".";
  return dots + (isWide(characters[column]) ? "＾" : "^");
}

function isWide(character: string | undefined): boolean {
  return character !== undefined && character > "\x7f";
}
