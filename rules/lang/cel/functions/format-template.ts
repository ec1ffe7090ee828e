/** Templates of `string.format`: the same reading for texts that are written and literals that are checked. */

export type Verb = "s" | "d" | "f" | "e" | "b" | "o" | "x" | "X";

export interface Clause {
  readonly verb: Verb;
  readonly precision: number | undefined;
}

const integers = "integers";
const doubles = "doubles";
const USE: Record<Verb, readonly [clause: string, values: string]> = {
  s: [
    "string clause can only be used on",
    "strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps",
  ],
  d: ["decimal clause can only be used on", integers],
  f: ["fixed-point clause can only be used on", doubles],
  e: ["scientific clause can only be used on", doubles],
  b: ["only integers and bools can be formatted as", "binary"],
  o: ["octal clause can only be used on", integers],
  x: ["only integers, byte buffers, and strings can be formatted as", "hex"],
  X: ["only integers, byte buffers, and strings can be formatted as", "hex"],
};

/** Why a value of a type does not fit a clause. */
export const refusal = (verb: Verb, type: string): string => `${USE[verb].join(" ")}, was given ${type}`;

/** An argument that its clause refuses. */
export class ClauseError extends Error {
  readonly index: number;
  constructor(index: number, cause: Error) {
    super(`error during formatting: ${cause.message}`);
    this.index = index;
  }
}

const PRECISION = /^\.(\d*)/;
const MAX_INT = 2n ** 63n - 1n;

/** The template with its clauses replaced by what `write` makes of them; an `Error` where it or the template is wrong. */
export function interpolate(
  template: string,
  count: number,
  write: (clause: Clause, index: number) => string,
): string {
  let used = 0;
  let text = "";
  for (let at = 0; at < template.length; ) {
    const next = template.indexOf("%", at);
    if (next < 0) return text + template.slice(at);
    text += template.slice(at, next);
    if (template[next + 1] === "%") {
      text += "%";
      at = next + 2;
      continue;
    }
    if (used >= count) throw new Error(`index ${used} out of range`);
    const { clause, length } = clauseOf(template.slice(next + 1));
    try {
      text += write(clause, used);
    } catch (error) {
      throw error instanceof Error ? new ClauseError(used, error) : error;
    }
    used++;
    at = next + 1 + length;
  }
  return text;
}

/** The clause at the start of what follows a percent sign. */
function clauseOf(rest: string): { clause: Clause; length: number } {
  if (rest === "") throw new Error("unexpected end of string");
  const digits = PRECISION.exec(rest)?.[1];
  const precision = digits === undefined ? undefined : precisionOf(digits, rest);
  const before = digits === undefined ? 0 : digits.length + 1;
  const verb = rest[before]!;
  if (Object.hasOwn(USE, verb)) return { clause: { verb: verb as Verb, precision }, length: before + 1 };
  // Go looks at bytes.
  const byte = new TextEncoder().encode(rest.slice(before, before + 2))[0]!;
  throw unreadable(`unrecognized formatting clause "${String.fromCharCode(byte)}"`);
}

function precisionOf(digits: string, rest: string): number {
  const problem = (what: string): Error => unreadable(`error while parsing precision: ${what}`);
  if (digits.length + 1 === rest.length) throw problem("could not find end of precision specifier");
  const atoi = `error while converting precision to integer: strconv.Atoi: parsing "${digits}"`;
  if (digits === "") throw problem(`${atoi}: invalid syntax`);
  if (BigInt(digits) > MAX_INT) throw problem(`${atoi}: value out of range`);
  return Number(digits);
}

const unreadable = (problem: string): Error => new Error(`could not parse formatting clause: ${problem}`);
