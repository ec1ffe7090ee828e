/** The kinds that can be explained: those of the manifests, with what their schema does, and those that rows speak about. */
import type { CompiledRules } from "../../rules/lang/compiled.ts";
import { didYouMean } from "../../rules/lang/did-you-mean.ts";
import { NEW_COMPAT } from "../apiserver/admission/expressions.ts";
import { resourcesOf } from "../apiserver/crd/custom-resource.ts";
import type { CustomResourceDefinition } from "../apiserver/crd/types.ts";
import type { Resource } from "../apiserver/registry/resource.ts";
import type { DynamicObject } from "../client/object.ts";

export interface ExplainedKind {
  readonly kind: string;
  readonly namespaced: boolean;
  /** What the API server does with its schema; absent for kinds that the API server brings along. */
  readonly resource?: Resource;
  /** Absent for a kind that no row speaks about. */
  readonly rules?: CompiledRules;
}

export interface Kinds {
  /** The kind, or a sentence that says what is wrong with its name or version. */
  of(apiVersion: string, kind: string): ExplainedKind | { complaint: string };
}

/** Schemas are read when they are asked for. */
export function kindsOf(manifests: readonly DynamicObject[], allRules: readonly CompiledRules[]): Kinds {
  const definitions = manifests.filter(
    ({ kind }) => kind === "CustomResourceDefinition",
  ) as unknown as CustomResourceDefinition[];
  const known = new Map<string, () => ExplainedKind>();
  for (const rules of allRules)
    known.set(rules.kind, () => ({
      kind: nameOf(rules.kind),
      namespaced: rules.resource.scope === "Namespaced",
      rules,
    }));
  for (const definition of definitions)
    for (const { name } of definition.spec.versions.filter(({ served }) => served)) {
      const key = `${definition.spec.group}/${name}/${definition.spec.names.kind}`;
      const rules = allRules.find((candidate) => candidate.kind === key);
      known.set(key, () => explained(definition, name, rules));
    }
  return {
    of(apiVersion, kind) {
      const found = known.get(`${apiVersion.includes("/") ? "" : "/"}${apiVersion}/${kind}`);
      return found ? found() : { complaint: unknown(apiVersion, kind, [...known.keys()]) };
    },
  };
}

function explained(
  definition: CustomResourceDefinition,
  version: string,
  rules: CompiledRules | undefined,
): ExplainedKind {
  const resources = resourcesOf(definition, {
    compat: NEW_COMPAT,
    since: 0,
    retired: new AbortController().signal,
  });
  const resource = resources.find(({ info }) => info.version === version)!;
  const { kind, namespaced } = resource.info;
  return { kind, namespaced, resource, ...(rules ? { rules } : {}) };
}

const nameOf = (key: string): string => key.slice(key.lastIndexOf("/") + 1);
const versionOf = (key: string): string => key.slice(0, key.lastIndexOf("/")).replace(/^\//, "");

function unknown(apiVersion: string, kind: string, keys: readonly string[]): string {
  const versions = keys.filter((key) => nameOf(key) === kind).map(versionOf);
  if (versions.length > 0)
    return `there is no ${kind} in ${apiVersion}, only in ${versions.sort().join(" and ")}`;
  const hint = didYouMean(kind, new Set(keys.map(nameOf)));
  return `there is no kind ${kind} here${hint ? `; ${hint}` : ""}`;
}
