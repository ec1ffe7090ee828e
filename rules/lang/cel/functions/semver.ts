/** Semantic versions, with the lenient reading Kubernetes offers. */

import { invalid } from "../errors.ts";
import { CelTypes as T } from "../types.ts";
import { Opaque, int as toInt } from "../values.ts";
import { fn, library, method, traverse } from "./row.ts";

const TYPE = "kubernetes.Semver";
const NUMBER = "(0|[1-9]\\d*)";
const TEXT = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([0-9A-Za-z.-]+))?(?:\\+([0-9A-Za-z.-]+))?$`);

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

function parse(text: string, normalize = false): Semver | undefined {
  const strict = normalize ? normalized(text) : text;
  const match = TEXT.exec(strict);
  if (!match) return undefined;
  const [, major, minor, patch, pre, build] = match;
  const preParts = pre === undefined ? [] : pre.split(".");
  const buildParts = build === undefined ? [] : build.split(".");
  if (preParts.some((part) => part === "" || /^0\d+$/.test(part)) || buildParts.includes(""))
    return undefined;
  const core = [BigInt(major!), BigInt(minor!), BigInt(patch!)] as const;
  return core.some((part) => part >= 2n ** 64n) ? undefined : new Semver(strict, core, preParts);
}

/** Without a leading v or leading zeros and with all three numbers; a short version with more after it is left alone. */
function normalized(text: string): string {
  const parts = text.replace(/^v/, "").split(".");
  const full = parts.length > 3 ? [parts[0]!, parts[1]!, parts.slice(2).join(".")] : parts;
  const bare = full.map((part) => part.replace(/^0+(?=\d)/, ""));
  if (bare.length < 3 && bare.some((part) => /[+-]/.test(part))) return text;
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

function semverOf(text: string, normalize = false): Semver {
  const version = parse(text, normalize);
  if (!version) throw invalid(`invalid semantic version: ${JSON.stringify(text)}`);
  return version;
}

const V = T.opaque(TYPE);
const { bool, string, int } = T;
const isSemver = (text: string, normalize = false): boolean => parse(text, normalize) !== undefined;

// biome-ignore format: a table
export const semver = library("1.33", [
  fn("semver",            [string],       V,    (text: string) => semverOf(text), traverse),
  fn("semver",            [string, bool], V,    semverOf, traverse),
  fn("isSemver",          [string],       bool, (text: string) => isSemver(text), traverse),
  fn("isSemver",          [string, bool], bool, isSemver, traverse),
  method("isGreaterThan", [V, V],         bool, (a: Semver, b: Semver) => order(a, b) > 0),
  method("isLessThan",    [V, V],         bool, (a: Semver, b: Semver) => order(a, b) < 0),
  method("compareTo",     [V, V],         int,  order),
  method("major",         [V],            int,  (v: Semver) => toInt(v.core[0])),
  method("minor",         [V],            int,  (v: Semver) => toInt(v.core[1])),
  method("patch",         [V],            int,  (v: Semver) => toInt(v.core[2])),
]);
