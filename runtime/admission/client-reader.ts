/** Reads other objects through a client, whenever a row asks. Of a kind that the server does not serve there are none. */
import type { Client, TypesOf } from "../client/client.ts";
import { UnknownKindError } from "../client/discovery.ts";
import type { KindRef, ObjectReader } from "./lookups.ts";

export function clientReader(client: Pick<Client<TypesOf<object>>, "dynamic">): ObjectReader {
  const served = (kind: KindRef) =>
    client.dynamic(kind).catch((error: unknown) => {
      if (error instanceof UnknownKindError) return undefined;
      throw error;
    });
  return {
    async get(kind, namespace, name) {
      const resource = await served(kind);
      return resource?.find(resource.ref.namespaced ? { namespace, name } : { name });
    },
    async list(kind, namespace, labels) {
      const resource = await served(kind);
      if (!resource) return [];
      const labelSelector = Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(",");
      const list = await resource.list({
        labelSelector,
        ...(resource.ref.namespaced ? { namespace } : {}),
      });
      return list.items;
    },
  };
}
