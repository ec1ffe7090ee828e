/** The merge patch (RFC 7386) that turns one JSON value into another. */

type Json = { [key: string]: unknown };

/** Undefined when nothing differs. Lists are replaced whole; a member that is gone becomes null. */
export function mergeDiff(from: unknown, to: unknown): unknown {
  if (isObject(from) && isObject(to)) {
    const patch: Json = {};
    for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
      if (to[key] === undefined) {
        if (from[key] !== undefined) patch[key] = null;
        continue;
      }
      const below = from[key] === undefined ? to[key] : mergeDiff(from[key], to[key]);
      if (below !== undefined) patch[key] = below;
    }
    return Object.keys(patch).length > 0 ? patch : undefined;
  }
  return same(from, to) ? undefined : to;
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => same(item, b[i]));
  return isObject(a) && isObject(b) && mergeDiff(a, b) === undefined;
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
