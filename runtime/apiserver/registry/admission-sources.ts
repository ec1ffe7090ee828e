/** What admission reads from the registry, parsed once per change. */
import type { AdmissionKind, AdmissionSources, ParamStore } from "../admission/types.ts";
import type { Authorize } from "../builtin/questions.ts";
import type { KubeObject } from "../contract.ts";
import { read } from "./present.ts";
import type { Registry } from "./registry.ts";
import { keyOf, type Resource, rangeOf } from "./resource.ts";

const admissionGroup = "admissionregistration.k8s.io";

/** Sources over the registry; the built-in kinds must be served already. */
export function admissionSources(registry: Registry, authorize: Authorize): AdmissionSources {
  const policies = new Map<AdmissionKind, () => readonly KubeObject[]>();
  const namespaces = cachedObjects(registry, registry.find("", "v1", "namespaces")!);

  return {
    authorize,
    list(kind) {
      let objects = policies.get(kind);
      if (objects === undefined) {
        objects = cachedList(registry, registry.findKind(admissionGroup, "v1", kind)!);
        policies.set(kind, objects);
      }
      return objects();
    },
    namespace: (name) => namespaces("", name),
    params({ apiVersion, kind }) {
      const [version = "", group = ""] = apiVersion.split("/").reverse();
      const resource = registry.findKind(group, version, kind);
      return resource === undefined ? undefined : paramStore(registry, resource);
    },
    equivalents: ({ group, version, resource }) =>
      registry
        .all()
        .filter(({ info }) => info.group === group && info.plural === resource && info.version !== version)
        .map(({ info }) => ({
          resource: { group, version: info.version, resource },
          kind: { group, version: info.version, kind: info.kind },
        })),
    convert(object, apiVersion) {
      const [version = "", group = ""] = apiVersion.split("/").reverse();
      const resource = registry.findKind(group, version, object.kind);
      return resource === undefined ? object : resource.convert(object);
    },
    schema: ({ group, version, kind }) => registry.findKind(group, version, kind)?.schema,
  };
}

/** All objects of a resource; the same array until one of them changes. */
function cachedList(registry: Registry, resource: Resource): () => readonly KubeObject[] {
  let objects: readonly KubeObject[] | undefined;
  registry.store.watch(resource.prefix, () => {
    objects = undefined;
  });
  return () => {
    objects ??= registry.store.list(resource.prefix).entries.map(({ entry }) => read(resource, entry));
    return objects;
  };
}

function cachedObjects(registry: Registry, resource: Resource) {
  const known = new Map<string, KubeObject>();
  registry.store.watch(resource.prefix, ({ key }) => {
    known.delete(key);
  });
  return (namespace: string, name: string): KubeObject | undefined => {
    const key = keyOf(resource, namespace, name);
    let object = known.get(key);
    if (object === undefined) {
      const entry = registry.store.get(key);
      if (entry === undefined) return undefined;
      object = read(resource, entry);
      known.set(key, object);
    }
    return object;
  };
}

function paramStore(registry: Registry, resource: Resource): ParamStore {
  return {
    namespaced: resource.info.namespaced,
    get(namespace, name) {
      const entry = registry.store.get(keyOf(resource, namespace, name));
      return entry === undefined ? undefined : read(resource, entry);
    },
    list: (namespace) =>
      registry.store.list(rangeOf(resource, namespace)).entries.map(({ entry }) => read(resource, entry)),
  };
}
