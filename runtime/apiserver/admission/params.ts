/** The parameter objects that a binding gives to its policy. */
import type { KubeObject } from "../contract.ts";
import { selectorMatches } from "./match.ts";
import type { AdmissionSources, ParamKind, ParamRef, ParamStore } from "./types.ts";

export type Params =
  | { objects: readonly (KubeObject | null)[]; error?: undefined }
  | { objects?: undefined; error: string };

/** Where the parameters of a policy are; nowhere for one that takes none. */
export type ParamSource = { kind: ParamKind; store: ParamStore } | undefined;

/** The parameters' place, or what is wrong with the policy where their kind is not served: no binding mends that. */
export function paramSource(
  kind: ParamKind | undefined,
  sources: AdmissionSources,
): { source: ParamSource; error?: undefined } | { error: string } {
  if (kind === undefined) return { source: undefined };
  const store = sources.params(kind);
  if (store !== undefined) return { source: { kind, store } };
  const [version = "", group = ""] = kind.apiVersion.split("/").reverse();
  return {
    error: `failed to find resource referenced by paramKind: '${group}/${version}, Kind=${kind.kind}'`,
  };
}

/** One evaluation an object; `null` where the policy or the binding names no parameters. */
export function collectParams(source: ParamSource, ref: ParamRef | undefined, namespace: string): Params {
  if (source === undefined || ref === undefined) return { objects: [null] };
  const { kind, store } = source;
  const own = ref.namespace ?? "";
  if (!store.namespaced && own !== "")
    return { error: "paramRef.namespace must not be provided for a cluster-scoped `paramKind`" };
  const from = store.namespaced ? own || namespace : "";
  if (store.namespaced && from === "")
    return {
      error: "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources",
    };

  const found = lookUp(ref, from, store);
  if (found === undefined) return { error: "one of name or selector must be provided" };
  if (found.length === 0 && ref.parameterNotFoundAction === "Deny")
    return { error: "no params found for policy binding with `Deny` parameterNotFoundAction" };
  return { objects: found.map((object) => ({ ...object, apiVersion: kind.apiVersion, kind: kind.kind })) };
}

function lookUp(ref: ParamRef, namespace: string, store: ParamStore): readonly KubeObject[] | undefined {
  if (ref.name !== undefined && ref.name !== "") {
    const one = store.get(namespace, ref.name);
    return one === undefined ? [] : [one];
  }
  if (ref.selector === undefined) return undefined;
  return store.list(namespace).filter((object) => selectorMatches(ref.selector, object.metadata.labels));
}
