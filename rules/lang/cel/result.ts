/** What an evaluation leaves behind: a value or an error, never an exception. */
import type { Expr } from "./ast.ts";
import { CelError, type CelErrorCode, invalid } from "./errors.ts";

export type CelResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: EvaluationError };

export interface EvaluationError {
  readonly code: CelErrorCode;
  readonly message: string;
  /**
   * Where in the expression the error comes from; undefined where it only costs too much, which is no part's fault in
   * particular. Evaluates again, more slowly, so the variables must still be what they were. Code that was compiled
   * ahead of time knows no places. Not enumerable: two errors of the same code and words are alike.
   */
  readonly place?: () => ErrorPlace | undefined;
}

/** The innermost part of an expression that failed. */
export interface ErrorPlace {
  readonly node: Expr;
  /** In UTF-16 units. */
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
  /** 0-based, in code points. */
  readonly column: number;
}

/** A result whose error can tell its place. */
export function withPlace(result: CelResult, place: () => ErrorPlace | undefined): CelResult {
  if (!result.ok) Object.defineProperty(result.error, "place", { value: place });
  return result;
}

// Most results are one of two, and need not be made anew.
const TRUE: CelResult = Object.freeze({ ok: true, value: true });
const FALSE: CelResult = Object.freeze({ ok: true, value: false });

/** The result for a CEL value. */
export function succeeded(value: unknown): CelResult {
  if (typeof value !== "boolean") return { ok: true, value };
  return value ? TRUE : FALSE;
}

/** The result for whatever was thrown. */
export function failed(error: unknown): CelResult {
  const { code, message } = asCelError(error);
  return { ok: false, error: { code, message } };
}

/** Whatever went wrong as an error of the evaluation: a caller's computed variable may throw too. */
export function asCelError(error: unknown): CelError {
  if (error instanceof CelError) return error;
  if (error instanceof RangeError) return invalid("expression is nested too deeply");
  return invalid(error instanceof Error ? error.message : String(error));
}

export function overBudget(): CelError {
  return new CelError("budget", "operation cancelled: actual cost limit exceeded");
}

/** An error another operand may make irrelevant; being out of budget never is, nor is a fault of the evaluation itself. */
export function absorbable(error: unknown): CelError {
  const own = asCelError(error);
  if (own.code === "budget" || own.code === "internal") throw own;
  return own;
}
