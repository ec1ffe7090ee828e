/** Strategic merge patch, for the built-in kinds whose lists merge by key. */
import { cloneJson, field, isObject, type JsonObject, jsonEqual, setField } from "./json.ts";
import { goType, type PatchError } from "./json-patch.ts";

/** List field (`spec.ports`, `metadata.finalizers`) → the item field that identifies an item, or "" for scalars. */
export type MergeKeys = { readonly [path: string]: string };

export type StrategicResult =
  | { value: unknown; error?: undefined }
  | { value?: undefined; error: PatchError };

const METADATA: MergeKeys = { "metadata.finalizers": "", "metadata.ownerReferences": "uid" };

/** The merge keys of the kinds that take this patch type. Lists not named here are replaced. */
// biome-ignore format: table
export const MERGE_KEYS: { readonly [kind: string]: MergeKeys } = {
  Namespace:             { ...METADATA, "spec.finalizers": "", "status.conditions": "type" },
  Secret:                METADATA,
  ConfigMap:             METADATA,
  Event:                 METADATA,
  Lease:                 METADATA,
  ResourceQuota:         METADATA,
  StorageClass:          METADATA,
  CSIDriver:             METADATA,
  ServiceAccount:        { ...METADATA, secrets: "name", imagePullSecrets: "name" },
  Node:                  { ...METADATA, "spec.podCIDRs": "", "status.conditions": "type", "status.addresses": "type" },
  PersistentVolume:      METADATA,
  PersistentVolumeClaim: { ...METADATA, "status.conditions": "type" },
  Service:               { ...METADATA, "spec.ports": "port", "status.conditions": "type" },
};

const DIRECTIVES = ["$patch", "$retainKeys", "$setElementOrder/", "$deleteFromPrimitiveList/"];

class Failure extends Error {}

/** `document` with `patch` merged in, lists by `keys`. Copies, never mutates; a malformed directive is an error. */
export function applyStrategicMergePatch(
  document: unknown,
  patch: unknown,
  keys: MergeKeys,
): StrategicResult {
  if (!isObject(patch))
    return {
      error: {
        code: 400,
        message: `json: cannot unmarshal ${goType(patch)} into Go value of type map[string]interface {}`,
      },
    };
  try {
    return { value: mergeObject(isObject(document) ? document : {}, patch, keys, "") };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { error: { code: 400, message: error.message } };
  }
}

function mergeObject(base: JsonObject, patch: JsonObject, keys: MergeKeys, path: string): JsonObject {
  const directive = patch.$patch;
  if (directive === "replace") return withoutDirectives(patch);
  if (directive === "delete") return {};
  if (directive !== undefined && directive !== "merge")
    throw new Failure(`unknown patch type: ${String(directive)} in map: ${goText(patch)}`);

  const merged: JsonObject = {};
  const retain = retainedKeys(patch);
  for (const key of Object.keys(base))
    if (retain === undefined || retain.has(key)) setField(merged, key, cloneJson(base[key]));

  for (const key of Object.keys(patch)) {
    const change = patch[key];
    if (key.startsWith("$deleteFromPrimitiveList/")) {
      const name = key.slice("$deleteFromPrimitiveList/".length);
      const list = field(merged, name);
      if (Array.isArray(list) && Array.isArray(change))
        setField(
          merged,
          name,
          list.filter((item) => !change.some((gone) => jsonEqual(item, gone))),
        );
    }
    if (isDirective(key)) continue;
    const at = path === "" ? key : `${path}.${key}`;
    const old = field(merged, key);
    if (change === null) delete merged[key];
    else if (isObject(change)) setField(merged, key, mergeObject(isObject(old) ? old : {}, change, keys, at));
    else if (Array.isArray(change) && keys[at] !== undefined)
      setField(
        merged,
        key,
        mergeList(Array.isArray(old) ? old : [], change, keys, at, field(patch, `$setElementOrder/${key}`)),
      );
    else setField(merged, key, cloneJson(change));
  }
  return merged;
}

function mergeList(
  base: unknown[],
  patch: unknown[],
  keys: MergeKeys,
  path: string,
  order: unknown,
): unknown[] {
  const key = keys[path] as string;
  const id = (item: unknown) => (key === "" ? item : isObject(item) ? field(item, key) : undefined);
  const wanted = (Array.isArray(order) ? order : patch).map(id);
  if (key === "") {
    const union = [...base, ...patch].filter(
      (item, i, all) => all.findIndex((other) => jsonEqual(item, other)) === i,
    );
    return inOrder(union, base, wanted, id);
  }
  if (patch.some((item) => isObject(item) && item.$patch === "replace"))
    return patch.filter((item) => !(isObject(item) && item.$patch === "replace")).map(cloneJson);

  const merged = base.map(cloneJson);
  for (const item of patch) {
    if (!isObject(item)) throw new Failure(`list element types are not identical: ${goText([base, patch])}`);
    if (id(item) === undefined)
      throw new Failure(`map: ${goText(item)} does not contain declared merge key: ${key}`);
    const at = merged.findIndex((other) => isObject(other) && jsonEqual(id(other), id(item)));
    if (item.$patch === "delete") {
      if (at >= 0) merged.splice(at, 1);
    } else if (at >= 0) merged[at] = mergeObject(merged[at] as JsonObject, item, keys, path);
    else merged.push(withoutDirectives(item));
  }
  return inOrder(merged, base, wanted, id);
}

/**
 * Items of the patch come in the order that it asks for (its own, unless `$setElementOrder` says another); the
 * others keep the order they had, before or after the patch's items as they were before.
 */
function inOrder(
  items: unknown[],
  base: unknown[],
  wanted: unknown[],
  id: (item: unknown) => unknown,
): unknown[] {
  const rank = (list: unknown[], item: unknown) => list.findIndex((other) => jsonEqual(id(other), id(item)));
  const ranked = (item: unknown) => wanted.findIndex((entry) => jsonEqual(entry, id(item)));
  const asked = items.filter((item) => ranked(item) >= 0).sort((a, b) => ranked(a) - ranked(b));
  const others = items.filter((item) => ranked(item) < 0);
  const ordered: unknown[] = [];
  while (asked.length > 0 && others.length > 0) {
    const [left, right] = [rank(base, asked[0]), rank(base, others[0])];
    ordered.push(left >= 0 && right >= 0 && right < left ? others.shift() : asked.shift());
  }
  return [...ordered, ...asked, ...others];
}

/** A value as Go's `%v` prints it. */
function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(" ")}]`;
  if (!isObject(value)) return value === null ? "<nil>" : String(value);
  const fields = Object.keys(value).sort();
  return `map[${fields.map((key) => `${key}:${goText(value[key])}`).join(" ")}]`;
}

function retainedKeys(patch: JsonObject): Set<unknown> | undefined {
  const list = patch.$retainKeys;
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) throw new Failure("$retainKeys should be a list of strings");
  return new Set(list);
}

const isDirective = (key: string) => DIRECTIVES.some((name) => key.startsWith(name));

function withoutDirectives(value: JsonObject): JsonObject {
  const copy: JsonObject = {};
  for (const key of Object.keys(value))
    if (!isDirective(key) && value[key] !== null)
      setField(copy, key, isObject(value[key]) ? withoutDirectives(value[key]) : cloneJson(value[key]));
  return copy;
}
