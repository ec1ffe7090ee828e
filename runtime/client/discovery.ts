/** What an API server serves, asked for one group and version at a time and remembered. */
import { ApiError } from "./errors.ts";
import { parseApiVersion, type ResourceRef } from "./object.ts";
import type { Transport } from "./transport.ts";

export interface KindRef {
  apiVersion: string;
  kind: string;
}

export interface Discovery {
  /** The resource that serves this kind, or undefined. A miss is asked again: a CRD may be new. */
  resolve(kind: KindRef): Promise<ResourceRef | undefined>;
  /** Every resource of one group and version; empty where the server has none. */
  resources(apiVersion: string): Promise<readonly ResourceRef[]>;
  /** Forgets everything. */
  reset(): void;
}

/** The server does not know the kind. */
export class UnknownKindError extends Error {
  readonly apiVersion: string;
  readonly kind: string;
  constructor({ apiVersion, kind }: KindRef) {
    super(`no matches for kind "${kind}" in version "${apiVersion}": the API server does not serve it`);
    this.name = "UnknownKindError";
    this.apiVersion = apiVersion;
    this.kind = kind;
  }
}

interface ApiResourceList {
  resources?: { name: string; kind: string; namespaced: boolean; group?: string; version?: string }[];
}

export function createDiscovery(transport: Transport): Discovery {
  const known = new Map<string, readonly ResourceRef[]>();

  async function fetch(apiVersion: string): Promise<readonly ResourceRef[]> {
    const { group, version } = parseApiVersion(apiVersion);
    const path = [group === "" ? "api" : "apis", ...(group === "" ? [] : [group]), version]
      .map(encodeURIComponent)
      .join("/");
    try {
      const answer = (await transport.request({ method: "GET", path: `/${path}` })) as ApiResourceList;
      const resources = (answer.resources ?? [])
        .filter((each) => !each.name.includes("/"))
        .map(({ kind, name, namespaced }) => ({ group, version, kind, plural: name, namespaced }));
      known.set(apiVersion, resources);
      return resources;
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 404) throw error;
      known.delete(apiVersion);
      return [];
    }
  }

  return {
    async resolve({ apiVersion, kind }) {
      const find = (resources: readonly ResourceRef[]) => resources.find((each) => each.kind === kind);
      return find(known.get(apiVersion) ?? []) ?? find(await fetch(apiVersion));
    },
    resources: async (apiVersion) => known.get(apiVersion) ?? fetch(apiVersion),
    reset: () => known.clear(),
  };
}
