/** The life of namespaces: which take new objects, and how one goes with all that is in it. */
import type { KubeObject } from "../contract.ts";
import { forbidden, notFound } from "../errors.ts";
import { createObject } from "../registry/create.ts";
import { drain, type Jobs, serverContext } from "../registry/drain.ts";
import { content, read } from "../registry/present.ts";
import type { Registry } from "../registry/registry.ts";
import { keyOf, type Resource } from "../registry/resource.ts";
import { hasNamespaceFinalizer } from "./behaviours.ts";

const namespaces = { group: "", resource: "namespaces" };
const initialNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Creates the namespaces every cluster has, and takes up deletions that an earlier process began. */
export async function startNamespaces(registry: Registry, jobs: Jobs): Promise<void> {
  const resource = registry.find("", "v1", "namespaces")!;
  registry.checkNamespace = (namespace, on, name) => checkNamespace(registry, resource, namespace, on, name);
  for (const name of initialNamespaces) {
    if (registry.store.latest(keyOf(resource, "", name)) !== undefined) continue;
    const object: KubeObject = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
    await createObject(registry, resource, serverContext, "", object);
  }
  for (const { entry } of registry.store.list(resource.prefix).entries) {
    takeUpDeletion(registry, jobs, resource, read(resource, entry));
  }
}

/** To be called with every written namespace. */
export function takeUpDeletion(
  registry: Registry,
  jobs: Jobs,
  resource: Resource,
  namespace: KubeObject,
): void {
  const name = namespace.metadata.name!;
  if (namespace.metadata.deletionTimestamp === undefined || !hasNamespaceFinalizer(namespace)) return;
  jobs.start(`namespace ${name}`, () => emptyNamespace(registry, resource, name));
}

/** Throws NotFound for a namespace that is not there and Forbidden for one on its way out. */
function checkNamespace(
  registry: Registry,
  resource: Resource,
  namespace: string,
  on: Resource,
  name: string,
): void {
  const entry = registry.store.latest(keyOf(resource, "", namespace));
  if (entry === undefined) throw notFound(namespaces, namespace);
  // Cheaper than parsing the namespace for every object created in it.
  if (!entry.json.includes('"deletionTimestamp"')) return;
  if (read(resource, entry).metadata.deletionTimestamp === undefined) return;
  throw forbidden(
    on.groupResource,
    name,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
    [
      {
        reason: "NamespaceTerminating",
        message: `namespace ${namespace} is being terminated`,
        field: "metadata.namespace",
      },
    ],
  );
}

async function emptyNamespace(registry: Registry, resource: Resource, name: string): Promise<boolean> {
  const inside = new Map<string, Resource>();
  for (const found of registry.all()) if (found.info.namespaced) inside.set(found.prefix, found);
  let remaining = 0;
  for (const found of inside.values()) remaining += await drain(registry, found, name);
  return remaining === 0 && finalize(registry, resource, name);
}

/** Takes the server's own finalizer away; the namespace goes unless metadata.finalizers hold it. */
async function finalize(registry: Registry, resource: Resource, name: string): Promise<boolean> {
  const key = keyOf(resource, "", name);
  const entry = registry.store.latest(key);
  if (entry === undefined) return true;
  const namespace = read(resource, entry);
  namespace.spec = {};
  const removal = (namespace.metadata.finalizers ?? []).length === 0;
  return (
    (await registry.store.write(key, entry.revision, content(resource, namespace), removal)) !== undefined
  );
}
