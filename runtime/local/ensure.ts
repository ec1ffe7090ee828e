/** Makes objects on a server be as a manifest says, and writes nothing where they already are. */
import type { Client, TypesOf } from "../client/client.ts";
import { UnknownKindError } from "../client/discovery.ts";
import { isAlreadyExists } from "../client/errors.ts";
import { type DynamicObject, keyOf } from "../client/object.ts";
import { mergeDiff } from "../reconcile/merge-diff.ts";

export type EnsureClient = Pick<Client<TypesOf<object>>, "dynamic">;

/** Creates the object, or changes the fields that the manifest names and the server holds otherwise. */
export async function ensure(
  client: EnsureClient,
  manifest: DynamicObject,
): Promise<"created" | "changed" | "unchanged"> {
  const resource = await client.dynamic({ apiVersion: manifest.apiVersion!, kind: manifest.kind! });
  const live = await resource.find(keyOf(manifest));
  if (!live) {
    await resource.create(manifest).catch((error) => {
      if (!isAlreadyExists(error)) throw error;
    });
    return "created";
  }
  const patch = mergeDiff(live, overlay(live, manifest));
  if (patch === undefined) return "unchanged";
  await resource.patch(keyOf(manifest), { merge: patch as DynamicObject });
  return "changed";
}

/** `over` on top of `under`, objects by member, lists whole. */
function overlay(under: unknown, over: unknown): unknown {
  if (Array.isArray(over) && Array.isArray(under)) return over.map((item, i) => overlay(under[i], item));
  if (!isObject(under) || !isObject(over)) return over;
  const merged: { [key: string]: unknown } = { ...under };
  for (const [key, value] of Object.entries(over)) merged[key] = overlay(under[key], value);
  return merged;
}

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Resolves when the server serves the CRD. */
export async function untilEstablished(client: EnsureClient, name: string): Promise<void> {
  const crds = await client.dynamic({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
  });
  await crds.waitFor(
    { name },
    (crd) => {
      const conditions = (crd as { status?: { conditions?: { type: string; status: string }[] } } | undefined)
        ?.status?.conditions;
      return (
        conditions?.some((condition) => condition.type === "Established" && condition.status === "True") ??
        false
      );
    },
    { timeoutMs: 30_000 },
  );
}

/**
 * Installs manifests in their order; what follows a CRD finds it served. Mutating policies are left out where the server
 * has no place for them, which is before Kubernetes 1.36: there our webhook gives the same defaults.
 */
export async function install(client: EnsureClient, manifests: readonly DynamicObject[]): Promise<void> {
  for (const manifest of manifests) {
    try {
      await ensure(client, manifest);
    } catch (error) {
      if (error instanceof UnknownKindError && /^MutatingAdmissionPolicy/.test(error.kind)) continue;
      throw error;
    }
    if (manifest.kind === "CustomResourceDefinition")
      await untilEstablished(client, manifest.metadata!.name!);
  }
}
