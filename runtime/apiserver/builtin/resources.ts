/** The built-in kinds as resources to serve. */
import { prepare } from "../../../rules/lang/schema/index.ts";
import type { ResourceInfo } from "../contract.ts";
import type { Resource } from "../registry/resource.ts";
import { behaviours } from "./behaviours.ts";
import { type BuiltinKind, builtinKinds } from "./kinds.ts";
import { builtinStrategy, type KindBehaviour } from "./strategy.ts";

const verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

const patchTypes = [
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/strategic-merge-patch+json",
];

/** Changes when the stored shape of built-in kinds changes: older bytes are then brought into shape when read. */
const schemaMark = "builtin1";

/** All built-in resources; `more` adds the behaviour of kinds that need the server itself. */
export function builtinResources(
  compat: string,
  more: { readonly [kind: string]: KindBehaviour },
  neverRetired: AbortSignal,
): Resource[] {
  return builtinKinds.map((kind) => {
    const apiVersion = kind.group === "" ? kind.version : `${kind.group}/${kind.version}`;
    const prepared = prepare(kind.schema, { compat });
    const strategy = builtinStrategy(kind, prepared, { ...behaviours[kind.kind], ...more[kind.kind] });
    return {
      info: infoOf(kind),
      groupResource: { group: kind.group, resource: kind.plural },
      apiVersion,
      storage: { apiVersion },
      schemaMark,
      prefix: `${kind.group}/${kind.plural}/`,
      schema: kind.schema,
      strategy,
      patchTypes,
      custom: false,
      convert: (object) => strategy.normalize(object),
      since: 0,
      retired: neverRetired,
      closedForCreate: undefined,
    };
  });
}

function infoOf(kind: BuiltinKind): ResourceInfo {
  return {
    group: kind.group,
    version: kind.version,
    kind: kind.kind,
    listKind: `${kind.kind}List`,
    plural: kind.plural,
    singular: kind.kind.toLowerCase(),
    shortNames: kind.shortNames,
    categories: kind.categories ?? [],
    namespaced: kind.namespaced,
    verbs: kind.isQuestion === true ? ["create"] : verbs,
    subresources: { status: kind.hasStatus },
    columns: [],
    selectableFields: kind.fields ?? [],
    ...(kind.storedAs === undefined ? {} : { storageVersion: kind.storedAs }),
  };
}
