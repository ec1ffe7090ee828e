/** A deep copy of plain JSON; several times as fast as `structuredClone`. */
export function copy<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copy) as T;
  const result: { [key: string]: unknown } = {};
  for (const key in value) if (value[key] !== undefined) result[key] = copy(value[key]);
  return result as T;
}
