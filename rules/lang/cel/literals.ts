/** Literals that could never work: refused when compiling rather than at every evaluation. */

import type { Expr } from "./ast.ts";
import { CelError } from "./errors.ts";
import { patternProblem } from "./regex.ts";
import { parseDuration, parseTimestamp } from "./time.ts";

function fails(parse: (text: string) => unknown, text: string): boolean {
  try {
    parse(text);
    return false;
  } catch (error) {
    if (error instanceof CelError) return true;
    throw error;
  }
}

/** Which argument of which function is looked at, and when it is wrong. */
const LITERALS: {
  readonly [fn: string]: { readonly index: number; readonly isWrong: (text: string) => boolean };
} = {
  duration: { index: 0, isWrong: (text) => fails(parseDuration, text) },
  timestamp: { index: 0, isWrong: (text) => fails(parseTimestamp, text) },
  matches: { index: 1, isWrong: (text) => patternProblem(text) !== undefined },
};

/** The complaint about a call whose literal argument is invalid. */
export function literalProblem(
  fn: string,
  args: readonly Expr[],
): { pos: number; message: string } | undefined {
  if (!Object.hasOwn(LITERALS, fn)) return undefined;
  const { index, isWrong } = LITERALS[fn]!;
  const arg = args[index];
  if (arg?.kind !== "const" || arg.constant.type !== "string" || !isWrong(arg.constant.value))
    return undefined;
  return { pos: arg.pos, message: `invalid ${fn} argument` };
}
