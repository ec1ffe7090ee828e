/** Applies a manifest as `kubectl apply` does: what the last manifest said and this one does not is taken away. */
import { type DynamicObject, keyOf, type Stored } from "../client/object.ts";
import type { Resource } from "../client/resource.ts";

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

export type Applied = { object: Stored<DynamicObject>; verb: "created" | "configured" | "unchanged" };

/** Creates the object, or patches what differs. Throws `ApiError` as the server refuses. */
export async function clientSideApply(
  resource: Resource<DynamicObject>,
  manifest: DynamicObject,
  options: { dryRun: boolean },
): Promise<Applied> {
  const how = {
    dryRun: options.dryRun,
    fieldValidation: "Strict",
    fieldManager: "kubectl-client-side-apply",
  } as const;
  const wanted = annotated(manifest);
  if (manifest.metadata?.name === undefined)
    return { object: await resource.create(manifest, how), verb: "created" };
  const live = await resource.find(keyOf(manifest));
  if (!live) return { object: await resource.create(wanted, how), verb: "created" };
  const patch = threeWayPatch(lastApplied(live), live, wanted);
  if (patch === undefined) return { object: live, verb: "unchanged" };
  return {
    object: await resource.patch(keyOf(manifest), { merge: patch as DynamicObject }, how),
    verb: "configured",
  };
}

function annotated(manifest: DynamicObject): DynamicObject {
  const { [LAST_APPLIED]: _, ...annotations } = manifest.metadata?.annotations ?? {};
  const plain = { ...manifest, metadata: { ...manifest.metadata, annotations } };
  return {
    ...plain,
    metadata: {
      ...plain.metadata,
      annotations: { ...annotations, [LAST_APPLIED]: `${JSON.stringify(plain)}\n` },
    },
  };
}

function lastApplied(live: Stored<DynamicObject>): unknown {
  try {
    return JSON.parse(live.metadata.annotations?.[LAST_APPLIED] ?? "{}");
  } catch {
    return {};
  }
}

type Json = { [key: string]: unknown };

/**
 * The merge patch that gives `live` everything `wanted` says, and takes away what `before` said and `wanted` does not.
 * Undefined when there is nothing to change.
 */
export function threeWayPatch(before: unknown, live: unknown, wanted: unknown): unknown {
  if (!isObject(wanted) || !isObject(live)) return equal(live, wanted) ? undefined : wanted;
  const earlier = isObject(before) ? before : {};
  const patch: Json = {};
  for (const [key, value] of Object.entries(wanted)) {
    // A null says that there is nothing; where there is nothing that is no change.
    if (value === null && live[key] === undefined) continue;
    const below = live[key] === undefined ? value : threeWayPatch(earlier[key], live[key], value);
    if (below !== undefined) patch[key] = below;
  }
  for (const key of Object.keys(earlier)) {
    if (!Object.hasOwn(wanted, key) && live[key] !== undefined) patch[key] = null;
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  );
}
