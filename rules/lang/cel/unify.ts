/** Assignability with type parameters. */

import { type CelType, CelTypes as T } from "./types.ts";

/** What type parameters stand for so far. */
export type Mapping = Map<string, CelType>;

/** A type with every known parameter replaced; unknown ones stay, or become dyn when `free` says so. */
export function substitute(
  type: CelType,
  mapping: ReadonlyMap<string, CelType>,
  free: "keep" | "dyn" = "keep",
): CelType {
  const inner = (part: CelType): CelType => substitute(part, mapping, free);
  switch (type.kind) {
    case "param": {
      const bound = mapping.get(type.name);
      return bound ? inner(bound) : free === "dyn" ? T.dyn : type;
    }
    case "list": {
      const elem = inner(type.elem);
      return elem === type.elem ? type : T.list(elem, type.semantics);
    }
    case "map":
      return T.map(inner(type.key), inner(type.value));
    case "optional":
      return T.optional(inner(type.of));
    default:
      return type;
  }
}

/** Binds parameters so that each source can stand where its target is expected; where none can, nothing is bound. */
export function assignAll(
  mapping: Mapping,
  targets: readonly CelType[],
  sources: readonly CelType[],
): boolean {
  const attempt: Attempt = { mapping, before: [] };
  const fits = targets.every((target, i) => assign(attempt, target, sources[i]!));
  if (!fits) for (const [name, type] of attempt.before.reverse()) restore(mapping, name, type);
  return fits;
}

/** Bindings being made, and what stood there before, in order. */
interface Attempt {
  readonly mapping: Mapping;
  readonly before: [name: string, type: CelType | undefined][];
}

function bind({ mapping, before }: Attempt, name: string, type: CelType): void {
  before.push([name, mapping.get(name)]);
  mapping.set(name, type);
}

function restore(mapping: Mapping, name: string, type: CelType | undefined): void {
  if (type === undefined) mapping.delete(name);
  else mapping.set(name, type);
}

function assign(attempt: Attempt, target: CelType, source: CelType): boolean {
  if (target.kind === "param") return assignParam(attempt, target.name, source);
  if (source.kind === "param") return assignParam(attempt, source.name, target);
  if (isAny(target) || isAny(source)) return true;
  if (source.kind === "null") return isNullable(target);
  if (target.kind === "null") return isNullable(source);
  if (target.kind !== source.kind) return false;
  switch (target.kind) {
    case "list":
      return assign(attempt, target.elem, (source as typeof target).elem);
    case "map":
      return (
        assign(attempt, target.key, (source as typeof target).key) &&
        assign(attempt, target.value, (source as typeof target).value)
      );
    case "optional":
      return assign(attempt, target.of, (source as typeof target).of);
    case "object":
    case "opaque":
      return target.name === (source as typeof target).name;
    default:
      return true;
  }
}

function assignParam(attempt: Attempt, name: string, other: CelType): boolean {
  const { mapping } = attempt;
  const bound = mapping.get(name);
  const concrete = substitute(other, mapping);
  if (concrete.kind === "param" && concrete.name === name) return true;
  if (!bound) {
    if (mentions(concrete, name)) return false;
    bind(attempt, name, concrete);
    return true;
  }
  if (!assign(attempt, bound, concrete)) return false;
  const general = moreGeneral(substitute(concrete, mapping), substitute(bound, mapping));
  if (!mentions(general, name)) bind(attempt, name, general);
  return true;
}

function mentions(type: CelType, name: string): boolean {
  switch (type.kind) {
    case "param":
      return type.name === name;
    case "list":
      return mentions(type.elem, name);
    case "map":
      return mentions(type.key, name) || mentions(type.value, name);
    case "optional":
      return mentions(type.of, name);
    default:
      return false;
  }
}

const isAny = (type: CelType): boolean => type.kind === "dyn" || type.kind === "error";

function isNullable(type: CelType): boolean {
  return ["null", "object", "opaque", "optional", "timestamp", "duration"].includes(type.kind);
}

/** Of two types assignable to each other, the one that says less, or else the second. */
export const moreGeneral = (a: CelType, b: CelType): CelType => (saysNoMore(a, b) ? a : b);

function saysNoMore(a: CelType, b: CelType): boolean {
  if (a.kind === "dyn" || a.kind === "param") return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "list":
      return saysNoMore(a.elem, (b as typeof a).elem);
    case "map":
      return saysNoMore(a.key, (b as typeof a).key) && saysNoMore(a.value, (b as typeof a).value);
    case "optional":
      return saysNoMore(a.of, (b as typeof a).of);
    default:
      return sameType(a, b);
  }
}

export function sameType(a: CelType, b: CelType): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "list":
      return sameType(a.elem, (b as typeof a).elem);
    case "map":
      return sameType(a.key, (b as typeof a).key) && sameType(a.value, (b as typeof a).value);
    case "optional":
      return sameType(a.of, (b as typeof a).of);
    case "object":
    case "opaque":
    case "param":
      return a.name === (b as typeof a).name;
    default:
      return true;
  }
}
