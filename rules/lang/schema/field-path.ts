/** Field paths as text: `spec.list[0].map[key]`, `<nil>` for the object itself. */

export const ROOT = "<nil>";

export const child = (path: string, name: string): string =>
  path === ROOT || path === "" ? name : `${path}.${name}`;
/** `[key]` of a map and `[0]` of a list; Go writes a key at the root without a field before it. */
export const key = (path: string, name: string | number): string =>
  path === ROOT || path === "" ? `[${name}]` : `${path}[${name}]`;
