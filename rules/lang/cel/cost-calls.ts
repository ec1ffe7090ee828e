/** The static cost of calls, and how large their results may be. */

import type { Expr } from "./ast.ts";
import { grown, type Path } from "./cost-path.ts";
import { exactly, type Range, scaled, sum, TOP, times, UNKNOWN } from "./cost-range.ts";
import { CHECK_COST } from "./functions/authorizer.ts";
import type { FunctionRow } from "./functions/row.ts";
import type { CelType } from "./types.ts";

export interface Argument {
  readonly expr: Expr;
  readonly type: CelType;
  /** `UNKNOWN` where nothing is known. */
  readonly size: Range;
  readonly path?: Path;
}

export interface CallEstimate {
  readonly cost: Range;
  /** Of the result. */
  readonly size?: Range;
  /** Set when the result is a part of the first argument: the part's name in a path. */
  readonly step?: "@items" | "@values";
}

/** The bounds of the schema at a path. */
type SizeAt = (path: Path) => Range | undefined;

const TRAVERSAL = 0.1;
const REGEX = 0.25;
const LIST = 10;
/** The longest pattern the API server assumes behind a format. */
const FORMAT_PATTERN = 128;
/** Bytes of an address, of either family. */
const ADDRESS: Range = { min: 4, max: 16 };

/** The double below 2^64, for what is a little less. */
const BELOW_TOP = TOP - 2048;

const ONE = exactly(1);
const traversal = (size: Range): Range => scaled(size, TRAVERSAL);
const upTo = (max: number): Range => ({ min: 0, max });

/** The estimate for one overload, the cost of its arguments not included. */
export function estimateCall(
  row: FunctionRow,
  target: Argument | undefined,
  args: readonly Argument[],
  sizeAt: SizeAt,
): CallEstimate {
  const first = args[0]?.size ?? UNKNOWN;
  const second = args[1]?.size ?? UNKNOWN;
  const on = target?.size ?? UNKNOWN;
  const parameter = row.args[0]?.kind;
  switch (row.name) {
    case "isSorted":
    case "sum":
    case "min":
    case "max":
    case "indexOf":
    case "lastIndexOf": {
      const element = target && elementOf(target, sizeAt);
      if (element === undefined) return { cost: traversal(on) };
      const isText = element.type.kind === "string" || element.type.kind === "bytes";
      return { cost: times(on, isText ? sum(ONE, traversal(element.size)) : ONE) };
    }
    case "url":
    case "jsonpatch.escapeKey":
      return { cost: traversal(first), size: first };
    case "check":
      return { cost: exactly(CHECK_COST) };
    case "fieldSelector":
    case "labelSelector":
      return { cost: selector(first) };
    case "lowerAscii":
    case "upperAscii":
    case "substring":
    case "trim":
      return { cost: traversal(on), size: on };
    case "replace":
      return { cost: scaled(on, 2 * TRAVERSAL), size: replaced(on, first, second) };
    case "split":
      return { cost: scaled(on, 2 * TRAVERSAL), size: upTo(integerOf(args[1], on.max, TOP)) };
    case "join": {
      const element = target && elementOf(target, sizeAt);
      const items = element === undefined ? exactly(0) : times(on, element.size);
      const separators = { min: Math.max(0, on.min - 1), max: Math.max(0, on.max - 1) };
      const size = args.length > 0 ? sum(items, times(first, separators)) : items;
      return { cost: traversal(size), size };
    }
    case "find":
    case "findAll":
      return { cost: times(traversal(sum(on, ONE)), scaled(first, REGEX)), size: upTo(on.max) };
    case "ip":
      return { cost: row.member ? ONE : traversal(first) };
    case "cidr":
    case "isIP":
    case "isCIDR":
    case "quantity":
    case "isQuantity":
    case "semver":
    case "isSemver":
      return { cost: traversal(first) };
    case "ip.isCanonical":
      return { cost: scaled(first, 2 * TRAVERSAL) };
    case "containsIP":
    case "containsCIDR": {
      const compare = traversal(sum(ADDRESS, ADDRESS));
      const mask = row.name === "containsCIDR" ? sum(traversal(ADDRESS), ONE) : exactly(0);
      const parse = row.args[1]?.kind === "string" ? traversal(first) : exactly(0);
      return { cost: sum(sum(compare, mask), parse) };
    }
    case "validate":
      return { cost: scaled(traversal(first), FORMAT_PATTERN * REGEX) };
    case "sets.contains":
    case "sets.intersects":
      return { cost: sum(times(first, second), ONE) };
    case "sets.equivalent":
      return { cost: sum(scaled(times(first, second), 2), ONE) };
    case "slice":
      return list(1, exactly(difference(integerOf(args[1], on.max, 0), integerOf(args[0], 0, 0))));
    case "lists.range":
      return list(1, exactly(integerOf(args[0], TOP, 0)));
    case "reverse":
      return list(1, on);
    case "flatten":
      return list(args.length === 0 ? 1 : integerOf(args[0], TOP, 0), on);
    case "distinct":
      return list(2, times(on, on));
    case "sort":
      return list(comparison(row.args[0]!), times(on, on));
    case "@sortByAssociatedKeys":
      return list(comparison(row.args[1]!), times(first, first));
    case "format":
      return { cost: traversal(on) };
    case "bytes":
      if (parameter !== "string") return { cost: ONE };
      return { cost: traversal(first), size: { min: first.min, max: wrapped(first.max, 4, 0) } };
    case "string":
      if (parameter !== "bytes") return { cost: ONE };
      return { cost: traversal(first), size: { min: Math.floor(first.min / 4), max: first.max } };
    case "strings.quote":
      return {
        cost: traversal(first),
        size: { min: first.min + 2, max: wrapped(first.max, 2, 2) },
      };
    case "startsWith":
    case "endsWith":
      return { cost: traversal(first) };
    case "matches":
      return { cost: row.member ? times(traversal(sum(on, ONE)), scaled(first, REGEX)) : ONE };
    case "contains":
      return { cost: times(traversal(on), traversal(first)) };
    case "@in":
      return { cost: row.args[1]?.kind === "list" ? second : ONE };
    case "_+_":
      switch (parameter) {
        case "list":
          return { cost: ONE, size: sum(first, second) };
        case "string":
        case "bytes":
          return { cost: traversal(sum(first, second)), size: sum(first, second) };
        default:
          return { cost: ONE };
      }
    case "_[_]":
      if (parameter === "list") return { cost: ONE, step: "@items" };
      return parameter === "map" ? { cost: ONE, step: "@values" } : { cost: ONE };
    case "_<_":
    case "_<=_":
    case "_>_":
    case "_>=_":
      return { cost: parameter === "string" || parameter === "bytes" ? smaller(first, second) : ONE };
    case "_==_":
      return { cost: equality(args) ?? smaller(first, second) };
    case "_!=_":
      return { cost: smaller(first, second) };
    default:
      return { cost: ONE };
  }
}

/** A list of requirements, one for every two characters. */
const selector = (text: Range): Range =>
  sum(sum(exactly(LIST), traversal(text)), scaled(scaled(text, 0.5), 50));

function smaller(a: Range, b: Range): Range {
  const max = Math.min(a.max, b.max);
  return traversal({ min: max > 0 ? 1 : 0, max });
}

/** Of values of the libraries' own types. */
function equality([left, right]: readonly Argument[]): Range | undefined {
  if (left?.type.kind !== "opaque" || right?.type.kind !== "opaque" || left.type.name !== right.type.name)
    return undefined;
  switch (left.type.name) {
    case "net.IP":
    case "net.CIDR":
    case "kubernetes.Quantity":
    case "kubernetes.Semver":
      return ONE;
    case "kubernetes.NamedFormat":
      return traversal({ min: 1, max: 64 });
    case "kubernetes.URL":
      return traversal({ min: 1, max: right.size.max >= TOP ? 1 : right.size.max });
    default:
      return undefined;
  }
}

/** What a function that makes a list costs. */
const list = (factor: number, size: Range): CallEstimate => ({
  cost: sum(scaled(size, factor), exactly(1 + LIST)),
  size,
});

/** Text costs its comparison too. */
function comparison(keys: CelType): number {
  const isText = keys.kind === "list" && (keys.elem.kind === "string" || keys.elem.kind === "bytes");
  return isText ? 2 + TRAVERSAL : 2;
}

/** The elements of a list, if it is one as far as the type goes. */
function elementOf({ type, path }: Argument, sizeAt: SizeAt): { type: CelType; size: Range } | undefined {
  const first = type.kind === "list" ? type.elem : type.kind === "map" ? type.key : undefined;
  if (first === undefined) return undefined;
  return { type: first, size: (path && sizeAt(grown(path, "@items"))) ?? UNKNOWN };
}

/** A constant argument; `negative` is what a constant below zero counts as. */
function integerOf(argument: Argument | undefined, otherwise: number, negative: number): number {
  if (argument?.expr.kind !== "const" || argument.expr.constant.type !== "int") return otherwise;
  const { value } = argument.expr.constant;
  return value < 0n ? negative : Number(value);
}

/** Below zero it goes on from the top. */
const difference = (a: number, b: number): number => (a >= b ? a - b : TOP + (a - b));

/** Times and plus, where Go forgets what goes beyond 64 bits: the largest number is 2^64 - 1. */
const wrapped = (size: number, factor: number, more: number): number =>
  size < TOP ? (size * factor + more) % TOP : more >= factor ? more - factor : BELOW_TOP;

/** From replacing the largest parts by the smallest texts, to the smallest parts by the largest texts. */
function replaced(text: Range, from: Range, to: Range): Range {
  let most = 0;
  let kept = 0;
  if (from.min === 0) {
    most = Math.min(text.max + 1, TOP);
    kept = text.max;
  } else if (to.max <= from.min) kept = text.max;
  else most = Math.ceil(text.max / from.min);
  let least = 0;
  let left = 0;
  if (from.max === 0) {
    least = text.min + 1;
    left = text.min;
  } else if (from.max <= to.min) left = text.min;
  else least = Math.ceil(text.min / from.max);
  return sum(times({ min: least, max: most }, to), { min: left, max: kept });
}
