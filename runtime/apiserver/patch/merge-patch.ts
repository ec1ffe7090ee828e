/** RFC 7386. */
import { cloneJson, field, isObject, type JsonObject, setField } from "./json.ts";

/** `document` with `patch` merged in: objects merge by field, null removes, anything else replaces. Copies, never mutates. */
export function applyMergePatch(document: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return cloneJson(patch);
  const base: JsonObject = isObject(document) ? document : {};
  const merged: JsonObject = {};
  for (const key of Object.keys(base))
    if (!Object.hasOwn(patch, key)) setField(merged, key, cloneJson(base[key]));
    else if (patch[key] !== null) setField(merged, key, applyMergePatch(field(base, key), patch[key]));
  for (const key of Object.keys(patch))
    if (!Object.hasOwn(base, key) && patch[key] !== null)
      setField(merged, key, applyMergePatch(undefined, patch[key]));
  return merged;
}
