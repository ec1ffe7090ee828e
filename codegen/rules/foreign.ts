/** Kinds of others as the generator sees them: names and metadata. There is no CRD of ours for their rows. */
import type { ResourceModel } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import type { PlacedCheck } from "./check.ts";
import { type KindTables, positionOf } from "./rows.ts";

/** The resource that the tables say themselves; undefined where they leave that to the API types. */
export function foreignResource({ key, kind, foreign }: KindTables): ResourceModel | undefined {
  if (!foreign) return undefined;
  const [group = "", version = ""] = key.split("/");
  const open = { type: "object", "x-kubernetes-preserve-unknown-fields": true as const };
  return {
    group,
    version,
    kind,
    plural: foreign.plural,
    singular: kind.toLowerCase(),
    shortNames: [],
    categories: [],
    scope: foreign.scope,
    storage: true,
    served: true,
    doc: "",
    columns: [],
    administered: false,
    selectableFields: [],
    subresources: { status: false },
    schema: { ...open, properties: { metadata: { type: "object" } } },
    metadataSchema: open,
    type: "",
    file: key,
    positions: {},
    unions: {},
    repeats: {},
    relations: {},
    presence: [],
    madeDefaults: [],
    descriptions: {},
  };
}

/** Rows that only a CRD could ask. */
export const homeless = (kind: KindTables, checks: readonly PlacedCheck[]): Problem[] =>
  checks
    .filter(({ place }) => kind.foreign && place === "crd")
    .map(({ id }) => {
      const complaint = `would be a rule of a CRD, but ${kind.kind} has none of ours; ask about its metadata or a fact`;
      return problem("bad-row", positionOf(kind, id), { id, complaint });
    });
