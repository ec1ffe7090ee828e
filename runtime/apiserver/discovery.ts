/** What kubectl and other clients ask first: which groups, versions and resources there are. */
import { createHash } from "node:crypto";
import type { ResourceInfo } from "./contract.ts";
import { compareVersions } from "./versions.ts";

export interface DiscoveryRequest {
  /** URL path without the query. */
  path: string;
  accept?: string | undefined;
  ifNoneMatch?: string | undefined;
  /** `host:port` that clients reach this server by; legacy documents repeat it. */
  host?: string | undefined;
}

export interface DocumentResponse {
  status: 200 | 304;
  headers: { [name: string]: string };
  body: string;
}

/** Built-in groups in the order a real server lists them; custom groups follow, by name. */
// biome-ignore format: table
const GROUP_ORDER = [
  "", "apps", "events.k8s.io", "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch",
  "certificates.k8s.io", "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "storage.k8s.io",
  "admissionregistration.k8s.io", "apiextensions.k8s.io", "scheduling.k8s.io", "coordination.k8s.io",
  "node.k8s.io", "discovery.k8s.io", "resource.k8s.io", "flowcontrol.apiserver.k8s.io",
];

const SUBRESOURCE_VERBS = ["get", "patch", "update"] as const;
const SCALE_KIND = { group: "autoscaling", version: "v1", kind: "Scale" } as const;

interface Version {
  version: string;
  resources: ResourceInfo[];
}

interface Group {
  name: string;
  versions: Version[];
}

/** The answer to a discovery path, or undefined where `path` is none or names an unknown group or version. */
export function discoveryResponse(
  request: DiscoveryRequest,
  resources: readonly ResourceInfo[],
): DocumentResponse | undefined {
  const parts = request.path.split("/").filter((part) => part !== "");
  const groups = groupsOf(resources);
  const [root, first, second] = parts;
  if (root === "api") {
    if (parts.length === 1) return rootDocument(request, resources, groups, "api");
    return parts.length === 2 ? versionDocument(groups, "", first as string) : undefined;
  }
  if (root !== "apis") return undefined;
  if (parts.length === 1) return rootDocument(request, resources, groups, "apis");
  const group = groups.find((candidate) => candidate.name === first && first !== "");
  if (group === undefined) return undefined;
  if (parts.length === 2) return json({ kind: "APIGroup", apiVersion: "v1", ...legacyGroup(group) });
  return parts.length === 3 ? versionDocument(groups, group.name, second as string) : undefined;
}

// --- what there is ---------------------------------------------------------------------------------------------

const groupCache = new WeakMap<readonly ResourceInfo[], Group[]>();

function groupsOf(resources: readonly ResourceInfo[]): Group[] {
  const known = groupCache.get(resources);
  if (known !== undefined) return known;
  const byName = new Map<string, Map<string, ResourceInfo[]>>();
  for (const resource of resources) {
    const versions = byName.get(resource.group) ?? new Map<string, ResourceInfo[]>();
    byName.set(resource.group, versions);
    versions.set(resource.version, [...(versions.get(resource.version) ?? []), resource]);
  }
  const rank = (name: string) =>
    GROUP_ORDER.includes(name) ? GROUP_ORDER.indexOf(name) : GROUP_ORDER.length;
  const groups = [...byName]
    .map(([name, versions]) => ({
      name,
      versions: [...versions]
        .map(([version, items]) => ({
          version,
          // Custom resources stay in the order in which they came.
          resources: GROUP_ORDER.includes(name) ? items.toSorted(byPlural) : items,
        }))
        .sort((a, b) => compareVersions(a.version, b.version)),
    }))
    .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
  groupCache.set(resources, groups);
  return groups;
}

const byPlural = (a: ResourceInfo, b: ResourceInfo) => (a.plural < b.plural ? -1 : 1);

// --- aggregated ------------------------------------------------------------------------------------------------

type AggregatedVersion = "v2" | "v2beta1";

function rootDocument(
  request: DiscoveryRequest,
  resources: readonly ResourceInfo[],
  groups: Group[],
  root: "api" | "apis",
): DocumentResponse {
  const served = groups.filter((group) => (group.name === "") === (root === "api"));
  const version = aggregatedVersion(request.accept);
  if (version !== undefined) return aggregated(request, resources, served, root, version);
  const document =
    root === "api"
      ? {
          kind: "APIVersions",
          versions: served.flatMap((group) => group.versions.map((item) => item.version)),
          serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: request.host ?? "" }],
        }
      : { kind: "APIGroupList", apiVersion: "v1", groups: served.map(legacyGroup) };
  return json(document);
}

/** The first form of aggregated discovery that the client lists, unless it lists plain JSON before. */
function aggregatedVersion(accept: string | undefined): AggregatedVersion | undefined {
  for (const clause of (accept ?? "").split(",")) {
    const [type, ...pairs] = clause.split(";").map((part) => part.trim());
    const parameters = new Map(pairs.map((pair) => pair.split("=", 2) as [string, string]));
    const version = parameters.get("v");
    const asked =
      parameters.get("g") === "apidiscovery.k8s.io" && parameters.get("as") === "APIGroupDiscoveryList";
    if (type === "application/json" && asked && (version === "v2" || version === "v2beta1")) return version;
    if (type === "application/json" && !parameters.has("as")) return undefined;
  }
  return undefined;
}

const bodyCache = new WeakMap<readonly ResourceInfo[], Map<string, { body: string; etag: string }>>();

function aggregated(
  request: DiscoveryRequest,
  resources: readonly ResourceInfo[],
  groups: Group[],
  root: "api" | "apis",
  version: AggregatedVersion,
): DocumentResponse {
  const cached = bodyCache.get(resources) ?? new Map<string, { body: string; etag: string }>();
  bodyCache.set(resources, cached);
  let answer = cached.get(`${root} ${version}`);
  if (answer === undefined) {
    const body = JSON.stringify({
      kind: "APIGroupDiscoveryList",
      apiVersion: `apidiscovery.k8s.io/${version}`,
      metadata: {},
      items: groups.map(aggregatedGroup),
    });
    answer = { body, etag: `"${createHash("sha512").update(body).digest("hex").toUpperCase()}"` };
    cached.set(`${root} ${version}`, answer);
  }
  const headers = {
    "content-type": `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
    vary: "Accept",
    etag: answer.etag,
    "cache-control": "public",
  };
  if (request.ifNoneMatch !== undefined && sameTag(request.ifNoneMatch, answer.etag))
    return { status: 304, headers, body: "" };
  return { status: 200, headers, body: answer.body };
}

const sameTag = (header: string, etag: string) =>
  header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);

function aggregatedGroup(group: Group) {
  return {
    metadata: { name: group.name },
    versions: group.versions.map((version) => ({
      version: version.version,
      resources: version.resources.toSorted(byPlural).map(aggregatedResource),
      freshness: "Current",
    })),
  };
}

function aggregatedResource(resource: ResourceInfo) {
  const own = { group: resource.group, version: resource.version, kind: resource.kind };
  const subresources = subresourcesOf(resource).map((sub) => ({
    subresource: sub.name,
    responseKind: sub.kind ?? own,
    verbs: SUBRESOURCE_VERBS,
  }));
  return {
    resource: resource.plural,
    responseKind: own,
    scope: resource.namespaced ? "Namespaced" : "Cluster",
    singularResource: resource.singular,
    verbs: resource.verbs,
    ...(resource.shortNames.length > 0 ? { shortNames: resource.shortNames } : {}),
    ...(resource.categories.length > 0 ? { categories: resource.categories } : {}),
    ...(subresources.length > 0 ? { subresources } : {}),
  };
}

function subresourcesOf(resource: ResourceInfo): { name: string; kind?: typeof SCALE_KIND }[] {
  return [
    ...(resource.subresources.status ? [{ name: "status" }] : []),
    ...(resource.subresources.scale !== undefined ? [{ name: "scale", kind: SCALE_KIND }] : []),
  ];
}

// --- legacy ----------------------------------------------------------------------------------------------------

function legacyGroup(group: Group) {
  const versions = group.versions.map(({ version }) => ({
    groupVersion: `${group.name}/${version}`,
    version,
  }));
  return { name: group.name, versions, preferredVersion: versions[0] };
}

function versionDocument(groups: Group[], groupName: string, version: string): DocumentResponse | undefined {
  const found = groups
    .find((group) => group.name === groupName)
    ?.versions.find((candidate) => candidate.version === version);
  if (found === undefined) return undefined;
  return json({
    kind: "APIResourceList",
    ...(groupName === "" ? {} : { apiVersion: "v1" }),
    groupVersion: groupName === "" ? version : `${groupName}/${version}`,
    resources: found.resources.flatMap(legacyResources),
  });
}

function legacyResources(resource: ResourceInfo) {
  const { namespaced, kind } = resource;
  return [
    {
      name: resource.plural,
      singularName: resource.singular,
      namespaced,
      kind,
      verbs: resource.verbs,
      ...(resource.shortNames.length > 0 ? { shortNames: resource.shortNames } : {}),
      ...(resource.categories.length > 0 ? { categories: resource.categories } : {}),
      ...(resource.verbs.includes("list") ? { storageVersionHash: storageVersionHash(resource) } : {}),
    },
    ...subresourcesOf(resource).map((sub) => ({
      name: `${resource.plural}/${sub.name}`,
      singularName: "",
      namespaced,
      ...(sub.kind ?? { kind }),
      verbs: SUBRESOURCE_VERBS,
    })),
  ];
}

/** Differs between two versions that a resource could be stored in, and is the same on every server. */
function storageVersionHash({ group, version, storageVersion = version, kind }: ResourceInfo): string {
  const hash = createHash("sha256").update(`${group}/${storageVersion}/${kind}`).digest();
  return hash.subarray(0, 8).toString("base64");
}

function json(document: unknown): DocumentResponse {
  return {
    status: 200,
    headers: { "content-type": "application/json", "cache-control": "no-cache, private" },
    body: JSON.stringify(document),
  };
}
