/** Every complaint the generator can make: its code, and its sentence with the holes that must be filled. */

export interface Position {
  /** Path as printed in messages, relative to where the generator was started. */
  file: string;
  /** Both count from 1. */
  line: number;
  column: number;
}

export interface Problem extends Position {
  code: string;
  message: string;
  /** What to do about it. */
  hint?: string;
}

const sentences = {
  syntax: "{complaint}",
  "unknown-marker": "@{marker} is not a marker",
  "misplaced-marker": "@{marker} stands on a {place}, but belongs on a {allowed}",
  "duplicate-marker": "@{marker} stands here more than once",
  "marker-argument": "@{marker} {complaint}",
  "marker-type": "@{marker} is for {target}, but this is {found}",
  "contradictory-markers": "@{marker} {complaint}",
  "foreign-marker": "{marker} is a marker of another generator",
  "detached-doc": "this comment belongs to nothing: {why}",
  "unsupported-type": "a schema cannot express {what}",
  "mixed-union": "a schema cannot express the union {what}",
  "union-field": "the field {field} of the union {complaint}",
  "recursive-type": "the type contains itself: {cycle}",
  "unknown-type": "there is no type {name} here",
  "duplicate-type": "{name} is declared more than once",
  "unknown-field": "{type} has no field {field}",
  "type-arguments": "{name} takes {wanted} type arguments, not {found}",
  "unresolved-import": 'the import of {name} from "{from}" leads to no file',
  "missing-version": "{kind} is a resource, but its folder has no groupversion.ts",
  "bad-version": "groupversion.ts {complaint}",
  "bad-resource": "{kind} {complaint}",
  "bad-column": "the column {name} {complaint}",
  "bad-path": "{path} leads to no field of {kind}",
  "not-structural": "{path}: {complaint}",
  "bad-rule": "{path}: {complaint}",
  "rule-cost": "{rule} may cost {factor} times what an API server allows {what}: {cost} of {limit}",
  "rules-cost":
    "the rules of {kind} together may cost {factor} times what an API server allows: {cost} of {limit}",
  "bad-default": "the default of {path} is not valid: {complaint}",
  "bad-example": "the example of {path} is not valid: {complaint}",
  "too-large": "{kind} is {size} bytes as a CRD, more than {limit}; largest parts: {parts}",
  "no-sample": "{path}: {complaint}",
  "emit-failed": "{output} could not be made: {complaint}",
  "bad-table": "the table {complaint}",
  "bad-row": "{id} {complaint}",
  "bad-line": "{id} {complaint}",
  "row-cel": "{id}: {complaint}",
  "table-gap": "{table} says nothing when {cell}",
  "table-overlap": "{table} speaks twice when {cell}: {rows}",
  "guard-can-fail": "the guard of {id} cannot be evaluated when {cell}",
  "no-convergence": "{id}: {complaint}",
  "example-fails": "{id} should {verdict} its example {example}, but {found}",
  "default-refused": "{id} fills {field}, and with all defaults {example} is refused: {complaint}",
  "default-unsettled": "{id} changes {field} a second time after all defaults filled in {example}",
  "row-can-fail": "{id} cannot be evaluated about {example}: {found}",
  "upgrade-bit": "bit {bit} belongs to the upgrade step {id}, which {complaint}",
  contradiction: "{id} {complaint}",
  "second-opinion": "{id}: the two evaluators disagree on the example {example}: {ours} and {theirs}",
  "no-verdict": "{field} has no row that says whether it may change",
  "no-input": "{folder} {complaint}",
} as const;

export type ProblemCode = keyof typeof sentences;

export const problemCodes = Object.keys(sentences) as ProblemCode[];

type Holes<S extends string> = S extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;

/** A problem at a place. The holes of its sentence are checked by the compiler. */
export function problem<C extends ProblemCode>(
  code: C,
  at: Position,
  holes: { [H in Holes<(typeof sentences)[C]>]: string | number },
  hint?: string,
): Problem {
  const values: { [hole: string]: string | number } = holes;
  const message = sentences[code].replace(/\{(\w+)\}/g, (_, hole: string) => String(values[hole]));
  return { code, file: at.file, line: at.line, column: at.column, message, ...(hint ? { hint } : {}) };
}

/** `api/x.ts:12:6 error unknown-marker: @minLenght is not a marker; did you mean @minLength?` */
export function printProblem(p: Problem): string {
  return `${p.file}:${p.line}:${p.column} error ${p.code}: ${p.message}${p.hint ? `; ${p.hint}` : ""}`;
}

/** Each problem once, in the order of the files. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const once = new Map(problems.map((p) => [printProblem(p), p]));
  return [...once.values()].sort(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message),
  );
}

/** Code unit order, the same on every machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export { didYouMean } from "../rules/lang/did-you-mean.ts";
