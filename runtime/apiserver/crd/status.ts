/** The status that the server keeps on every definition: accepted names, conditions, stored versions. */
import type {
  CustomResourceDefinition,
  DefinitionCondition,
  DefinitionNames,
  DefinitionStatus,
} from "./types.ts";

/** Names that other definitions of the group hold. */
export interface TakenNames {
  readonly resources: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
}

/** The names that `others` have been granted. */
export function takenNames(others: readonly CustomResourceDefinition[]): TakenNames {
  const resources = new Set<string>();
  const kinds = new Set<string>();
  for (const { status } of others) {
    const names = status?.acceptedNames;
    if (names === undefined) continue;
    for (const name of [names.plural, names.singular, ...(names.shortNames ?? [])])
      if (name) resources.add(name);
    for (const kind of [names.kind, names.listKind]) if (kind) kinds.add(kind);
  }
  return { resources, kinds };
}

/** The status of a definition whose specification was just written. */
export function nextStatus(
  definition: CustomResourceDefinition,
  taken: TakenNames,
  now: string,
): DefinitionStatus {
  const { spec, status = {} } = definition;
  const conflict = nameConflict(spec.names, taken);
  const wasEstablished =
    status.conditions?.some(({ type, status }) => type === "Established" && status === "True") === true;
  const storage = spec.versions.find((version) => version.storage)?.name;
  const stored = status.storedVersions ?? [];
  const namesAccepted: DefinitionCondition =
    conflict === undefined
      ? { type: "NamesAccepted", status: "True", reason: "NoConflicts", message: "no conflicts found" }
      : { type: "NamesAccepted", status: "False", ...conflict };
  const established: DefinitionCondition =
    conflict === undefined || wasEstablished
      ? {
          type: "Established",
          status: "True",
          reason: "InitialNamesAccepted",
          message: "the initial names have been accepted",
        }
      : {
          type: "Established",
          status: "False",
          reason: "NotAccepted",
          message: "not all names are accepted",
        };
  let conditions = status.conditions ?? [];
  for (const condition of [namesAccepted, established]) conditions = setCondition(conditions, condition, now);
  return {
    conditions,
    acceptedNames: conflict === undefined ? spec.names : (status.acceptedNames ?? { plural: "", kind: "" }),
    storedVersions: storage === undefined || stored.includes(storage) ? stored : [...stored, storage],
  };
}

/** The conditions with one set; its time changes only when its status does. */
export function setCondition(
  conditions: readonly DefinitionCondition[],
  condition: DefinitionCondition,
  now: string,
): DefinitionCondition[] {
  const old = conditions.find(({ type }) => type === condition.type);
  const lastTransitionTime =
    old?.status === condition.status && old.lastTransitionTime !== undefined ? old.lastTransitionTime : now;
  const next = { ...condition, lastTransitionTime };
  return old === undefined
    ? [...conditions, next]
    : conditions.map((found) => (found === old ? next : found));
}

function nameConflict(
  names: DefinitionNames,
  taken: TakenNames,
): { reason: string; message: string } | undefined {
  const inUse = (name: string) => `${JSON.stringify(name)} is already in use`;
  if (taken.resources.has(names.plural)) return { reason: "PluralConflict", message: inUse(names.plural) };
  if (names.singular && taken.resources.has(names.singular)) {
    return { reason: "SingularConflict", message: inUse(names.singular) };
  }
  const short = names.shortNames?.filter((name) => taken.resources.has(name)) ?? [];
  if (short.length > 0) return { reason: "ShortNamesConflict", message: short.map(inUse).join(", ") };
  if (taken.kinds.has(names.kind)) return { reason: "KindConflict", message: inUse(names.kind) };
  if (names.listKind && taken.kinds.has(names.listKind)) {
    return { reason: "ListKindConflict", message: inUse(names.listKind) };
  }
  return undefined;
}
