/** The parameter objects that a binding gives to its policy. */
import type { KubeObject } from "../contract.ts";
import { selectorMatches } from "./match.ts";
import type { AdmissionSources, ParamKind, ParamRef } from "./types.ts";

export type Params =
  | { objects: readonly (KubeObject | null)[]; error?: undefined }
  | { objects?: undefined; error: string };

/** One evaluation an object; `null` where the policy or the binding names no parameters. */
export function collectParams(
  kind: ParamKind | undefined,
  ref: ParamRef | undefined,
  namespace: string,
  sources: AdmissionSources,
): Params {
  if (kind === undefined || ref === undefined) return { objects: [null] };
  const store = sources.params(kind);
  if (store === undefined)
    return {
      error: `paramKind kind \`&ParamKind{APIVersion:${kind.apiVersion},Kind:${kind.kind},}\` not known`,
    };
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

function lookUp(
  ref: ParamRef,
  namespace: string,
  store: NonNullable<ReturnType<AdmissionSources["params"]>>,
): readonly KubeObject[] | undefined {
  if (ref.name !== undefined && ref.name !== "") {
    const one = store.get(namespace, ref.name);
    return one === undefined ? [] : [one];
  }
  if (ref.selector === undefined) return undefined;
  return store.list(namespace).filter((object) => selectorMatches(ref.selector, object.metadata.labels));
}
