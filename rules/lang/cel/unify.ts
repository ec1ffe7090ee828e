/** Assignability with type parameters. */

import { type CelType, CelTypes as T } from "./types.ts";

/** What type parameters stand for so far. */
export type Mapping = ReadonlyMap<string, CelType>;

/** A type with every known parameter replaced; unknown ones stay, or become dyn when `free` says so. */
export function substitute(type: CelType, mapping: Mapping, free: "keep" | "dyn" = "keep"): CelType {
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

/** The mapping under which each source can stand where its target is expected, if there is one. */
export function assignAll(
  mapping: Mapping,
  targets: readonly CelType[],
  sources: readonly CelType[],
): Mapping | undefined {
  const next = new Map(mapping);
  return targets.every((target, i) => assign(next, target, sources[i]!)) ? next : undefined;
}

function assign(mapping: Map<string, CelType>, target: CelType, source: CelType): boolean {
  if (target.kind === "param") return assignParam(mapping, target.name, source);
  if (source.kind === "param") return assignParam(mapping, source.name, target);
  if (isAny(target) || isAny(source)) return true;
  if (source.kind === "null") return isNullable(target);
  if (target.kind === "null") return isNullable(source);
  if (target.kind !== source.kind) return false;
  switch (target.kind) {
    case "list":
      return assign(mapping, target.elem, (source as typeof target).elem);
    case "map":
      return (
        assign(mapping, target.key, (source as typeof target).key) &&
        assign(mapping, target.value, (source as typeof target).value)
      );
    case "optional":
      return assign(mapping, target.of, (source as typeof target).of);
    case "object":
    case "opaque":
      return target.name === (source as typeof target).name;
    default:
      return true;
  }
}

function assignParam(mapping: Map<string, CelType>, name: string, other: CelType): boolean {
  const bound = mapping.get(name);
  const concrete = substitute(other, mapping);
  if (concrete.kind === "param" && concrete.name === name) return true;
  if (!bound) {
    if (mentions(concrete, name)) return false;
    mapping.set(name, concrete);
    return true;
  }
  if (!assign(mapping, bound, concrete)) return false;
  const general = moreGeneral(substitute(bound, mapping), substitute(concrete, mapping));
  if (!mentions(general, name)) mapping.set(name, general);
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

/** Of two types assignable to each other, the one that says less. */
export function moreGeneral(a: CelType, b: CelType): CelType {
  if (a.kind === "dyn" || b.kind === "dyn") return T.dyn;
  if (a.kind === "null") return b;
  if (a.kind === "list" && b.kind === "list") {
    const elem = moreGeneral(a.elem, b.elem);
    return elem === a.elem ? a : T.list(elem, a.semantics);
  }
  if (a.kind === "map" && b.kind === "map")
    return T.map(moreGeneral(a.key, b.key), moreGeneral(a.value, b.value));
  if (a.kind === "optional" && b.kind === "optional") return T.optional(moreGeneral(a.of, b.of));
  return a;
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
