/** What an evaluation leaves behind: a value or an error, never an exception. */
import { CelError, type CelErrorCode, invalid } from "./errors.ts";

export type CelResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: CelErrorCode; readonly message: string } };

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

/** An error another operand may make irrelevant; being out of budget never is. */
export function absorbable(error: unknown): CelError {
  const own = asCelError(error);
  if (own.code === "budget") throw own;
  return own;
}
