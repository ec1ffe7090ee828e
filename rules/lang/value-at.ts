/** Dotted paths into plain objects; a key of a map stands in brackets: `metadata.labels[app.kubernetes.io/name]`. */

/** The names and keys of a path; "" has none. */
export const stepsOf = (path: string): string[] =>
  (path.match(/\[[^\]]+\]|[^.[]+/g) ?? []).map((step) => (step.startsWith("[") ? step.slice(1, -1) : step));

/** The value at a path of a plain object; undefined where any step of it is missing. "" is the object. */
export const valueAt = (object: unknown, path: string): unknown => stepsOf(path).reduce(memberOf, object);

/** A member of a plain object; undefined where there is none, or no object. */
export const memberOf = (object: unknown, name: string): unknown =>
  typeof object === "object" && object !== null && Object.hasOwn(object, name)
    ? (object as { [key: string]: unknown })[name]
    : undefined;
