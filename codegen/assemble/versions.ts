/** The versions of one kind fit together: one is stored, one or more are served, and all have the same names. */
import type { NamedType, ResourceModel } from "../model.ts";
import { type Problem, problem } from "../problems.ts";

/** Settles which version of each kind is stored: the one marked, a lone one, or the one groupversion.ts names. */
export function settleVersions(
  resources: readonly ResourceModel[],
  types: { readonly [key: string]: NamedType },
  problems: Problem[],
): void {
  for (const versions of groupKinds(resources).values()) {
    const marked = versions.filter((r) => types[r.type]!.markers.some((m) => m.name === "storageVersion"));
    const chosen = marked.length > 0 ? marked : versions.length === 1 ? versions : undefined;
    if (chosen) for (const r of versions) r.storage = chosen.includes(r);
    const stored = versions.filter((r) => r.storage);
    const twice = versions.find((r, i) => versions.findIndex((other) => other.version === r.version) < i);
    if (twice) {
      complain(twice, `is declared more than once in ${twice.version}`, problems, "keep one, or rename one");
    } else if (stored.length === 0) {
      complain(versions[0]!, "has no storage version", problems, "set storage: true in one groupversion.ts");
    } else if (stored.length > 1) {
      const names = stored.map((r) => r.version).join(" and ");
      const hint =
        marked.length > 0 ? "keep one @storageVersion" : "set storage: true in one groupversion.ts";
      complain(versions[0]!, `is stored in ${names}`, problems, hint);
    } else checkNames(stored[0]!, versions, problems);
    if (!versions.some((r) => r.served)) complain(versions[0]!, "is served in no version", problems);
  }
}

const NAMES = ["plural", "singular", "scope", "shortNames", "categories", "labels", "annotations"] as const;

/** A CRD has these once, so a version that says something else would be ignored. */
function checkNames(stored: ResourceModel, versions: readonly ResourceModel[], problems: Problem[]): void {
  for (const r of versions) {
    const different = NAMES.filter((name) => JSON.stringify(r[name]) !== JSON.stringify(stored[name]));
    if (different.length > 0)
      complain(
        r,
        `has other ${different.join(", ")} than in ${stored.version}`,
        problems,
        "say the same in all versions",
      );
  }
}

function complain(r: ResourceModel, complaint: string, problems: Problem[], hint?: string): void {
  problems.push(problem("bad-resource", r.positions[""]!, { kind: r.kind, complaint }, hint));
}

function groupKinds(resources: readonly ResourceModel[]): Map<string, ResourceModel[]> {
  const kinds = new Map<string, ResourceModel[]>();
  for (const r of resources) {
    const key = `${r.group}/${r.kind}`;
    kinds.set(key, [...(kinds.get(key) ?? []), r]);
  }
  return kinds;
}
