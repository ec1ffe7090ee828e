/** Semantic versions, with the lenient reading Kubernetes offers. */

import { invalid } from "../errors.ts";
import { goQuote } from "../go-quote.ts";
import { CelTypes as T } from "../types.ts";
import { Opaque, int as toInt } from "../values.ts";
import { fn, library, method, traverse } from "./row.ts";

const TYPE = "kubernetes.Semver";

class Semver extends Opaque {
  readonly typeName = TYPE;
  readonly text: string;
  readonly core: readonly [bigint, bigint, bigint];
  readonly pre: readonly string[];
  constructor(text: string, core: readonly [bigint, bigint, bigint], pre: readonly string[]) {
    super();
    this.text = text;
    this.core = core;
    this.pre = pre;
  }
  /** Build metadata does not count. */
  equals(other: Opaque): boolean {
    return other instanceof Semver && order(this, other) === 0;
  }
  override toString(): string {
    return this.text;
  }
}

const NUMERIC = /^\d+$/;
const LEADING_ZERO = /^0./;
const IDENTIFIER = /^[0-9A-Za-z-]+$/;

/** The version a text names, or what is wrong with it. */
function parse(text: string): Semver {
  if (text === "") throw invalid("Version string empty");
  const [major, minor, rest] = firstDots(text);
  if (minor === undefined || rest === undefined) throw invalid("No Major.Minor.Patch elements found");
  const plus = rest.indexOf("+");
  const build = plus < 0 ? [] : rest.slice(plus + 1).split(".");
  const beforeBuild = plus < 0 ? rest : rest.slice(0, plus);
  const dash = beforeBuild.indexOf("-");
  const pre = dash < 0 ? [] : beforeBuild.slice(dash + 1).split(".");
  const core = [
    numberOf(major, "major"),
    numberOf(minor, "minor"),
    numberOf(dash < 0 ? beforeBuild : beforeBuild.slice(0, dash), "patch"),
  ] as const;
  for (const part of pre) checkPrerelease(part);
  for (const part of build) {
    if (part === "") throw invalid("Build meta data is empty");
    if (!IDENTIFIER.test(part))
      throw invalid(`Invalid character(s) found in build meta data ${goQuote(part)}`);
  }
  return new Semver(text, core, pre);
}

/** Split at the first two dots. */
function firstDots(text: string): [string, string?, string?] {
  const [first = "", second, ...others] = text.split(".");
  return [first, second, others.length === 0 ? undefined : others.join(".")];
}

function numberOf(text: string, name: "major" | "minor" | "patch"): bigint {
  const title = name[0]!.toUpperCase() + name.slice(1);
  if (text !== "" && !NUMERIC.test(text)) {
    throw invalid(`Invalid character(s) found in ${name} number ${goQuote(text)}`);
  }
  if (LEADING_ZERO.test(text)) {
    throw invalid(`${title} number must not contain leading zeroes ${goQuote(text)}`);
  }
  return uint64(text);
}

function uint64(text: string): bigint {
  const parse = `strconv.ParseUint: parsing ${goQuote(text)}: `;
  if (text === "") throw invalid(`${parse}invalid syntax`);
  const value = BigInt(text);
  if (value >= 2n ** 64n) throw invalid(`${parse}value out of range`);
  return value;
}

function checkPrerelease(part: string): void {
  if (part === "") throw invalid("Prerelease is empty");
  if (!NUMERIC.test(part)) {
    if (!IDENTIFIER.test(part)) throw invalid(`Invalid character(s) found in prerelease ${goQuote(part)}`);
  } else if (LEADING_ZERO.test(part)) {
    throw invalid(`Numeric PreRelease version must not contain leading zeroes ${goQuote(part)}`);
  } else uint64(part);
}

/** Without a leading v or leading zeros and with all three numbers; a short version may have nothing after it. */
function normalized(text: string): string {
  const parts = firstDots(text.replace(/^v/, "")).filter((part) => part !== undefined);
  const bare = parts.map((part) =>
    part.length > 1 ? part.replace(/^0+/, "").replace(/^(?!\d)/, "0") : part,
  );
  if (bare.length < 3 && /[+-]/.test(bare.at(-1)!)) {
    throw invalid("short version cannot contain PreRelease/Build meta data");
  }
  while (bare.length < 3) bare.push("0");
  return bare.join(".");
}

const sign = (a: bigint, b: bigint): number => (a < b ? -1 : Number(a > b));

function order(a: Semver, b: Semver): number {
  for (const i of [0, 1, 2] as const) {
    const byNumber = sign(a.core[i], b.core[i]);
    if (byNumber !== 0) return byNumber;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return Math.sign(b.pre.length - a.pre.length);
  for (let i = 0; i < Math.min(a.pre.length, b.pre.length); i++) {
    const byPart = orderParts(a.pre[i]!, b.pre[i]!);
    if (byPart !== 0) return byPart;
  }
  return Math.sign(a.pre.length - b.pre.length);
}

/** Numbers by value and before words. */
function orderParts(a: string, b: string): number {
  const [aNumber, bNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (aNumber && bNumber) return sign(BigInt(a), BigInt(b));
  if (aNumber !== bNumber) return aNumber ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

const semverOf = (text: string, normalize = false): Semver => parse(normalize ? normalized(text) : text);

function isSemver(text: string, normalize = false): boolean {
  try {
    semverOf(text, normalize);
    return true;
  } catch {
    return false;
  }
}

/** A number of 64 bits without a sign, read as one that has a sign. */
const int64 = (value: bigint): number | bigint => toInt(BigInt.asIntN(64, value));

const V = T.opaque(TYPE);
const { bool, string, int } = T;

// biome-ignore format: a table
export const semver = library("1.33", [
  fn("semver",            [string],       V,    (text: string) => semverOf(text), traverse),
  fn("semver",            [string, bool], V,    semverOf, traverse),
  fn("isSemver",          [string],       bool, (text: string) => isSemver(text), traverse),
  fn("isSemver",          [string, bool], bool, isSemver, traverse),
  method("isGreaterThan", [V, V],         bool, (a: Semver, b: Semver) => order(a, b) > 0),
  method("isLessThan",    [V, V],         bool, (a: Semver, b: Semver) => order(a, b) < 0),
  method("compareTo",     [V, V],         int,  order),
  method("major",         [V],            int,  (v: Semver) => int64(v.core[0])),
  method("minor",         [V],            int,  (v: Semver) => int64(v.core[1])),
  method("patch",         [V],            int,  (v: Semver) => int64(v.core[2])),
]);
