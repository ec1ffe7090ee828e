/** The value at a dotted path of a plain object; undefined where any step of it is missing. "" is the object. */
export function valueAt(object: unknown, path: string): unknown {
  let value = object;
  for (const name of path === "" ? [] : path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as { [key: string]: unknown })[name];
  }
  return value;
}
