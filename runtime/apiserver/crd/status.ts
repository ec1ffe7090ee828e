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
    acceptedNames: acceptedNames(spec.names, status.acceptedNames ?? { plural: "", kind: "" }, taken),
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

interface Conflict {
  readonly reason: string;
  readonly message: string;
}

const nameFields = ["plural", "singular", "shortNames", "kind", "listKind"] as const;
type NameField = (typeof nameFields)[number];

// biome-ignore format: table
const reasons: Record<NameField, string> = {
  plural: "PluralConflict", singular: "SingularConflict", shortNames: "ShortNamesConflict",
  kind: "KindConflict", listKind: "ListKindConflict",
};

function inUse(names: DefinitionNames, field: NameField, taken: TakenNames): string[] {
  const held = field === "kind" || field === "listKind" ? taken.kinds : taken.resources;
  return [names[field] ?? []].flat().filter((name) => held.has(name));
}

/** The last conflict stands for all. */
function nameConflict(names: DefinitionNames, taken: TakenNames): Conflict | undefined {
  const field = nameFields.findLast((candidate) => inUse(names, candidate, taken).length > 0);
  if (field === undefined) return undefined;
  const used = inUse(names, field, taken).map((name) => `${JSON.stringify(name)} is already in use`);
  // Several short names are one aggregated complaint.
  const message = used.length > 1 ? `[${used.join(", ")}]` : used[0]!;
  return { reason: reasons[field], message };
}

/** Each name that is free is granted; for one that is not, the definition keeps what it had. */
function acceptedNames(names: DefinitionNames, before: DefinitionNames, taken: TakenNames): DefinitionNames {
  const accepted: DefinitionNames = { ...names };
  for (const field of nameFields) {
    if (inUse(names, field, taken).length === 0) continue;
    delete accepted[field];
    if (before[field] !== undefined) Object.assign(accepted, { [field]: before[field] });
  }
  return { ...accepted, plural: accepted.plural ?? "", kind: accepted.kind ?? "" };
}
