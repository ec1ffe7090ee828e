/**
 * What an update has to change for a check to be worth asking: an API server and `fairness.ts` forgive what was left
 * alone, and a row that compares with what was has nothing to say where all is as it was. Admission asks no other check.
 */
import type { Place } from "../../rules/lang/compiled.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Check } from "./check.ts";
import { isBelow, judgedReads } from "./fairness.ts";
import { steps } from "./fields.ts";
import type { Mentions, Read } from "./reads.ts";
import { holdsUnchanged } from "./reflexive.ts";
import type { KindTables } from "./rows.ts";

type Path = readonly string[];

/**
 * Paths, as steps from the object: an update that changes nothing at or below them, and no node around them comes or
 * goes, is not refused by the check. Items are judged by their whole list. Undefined where that cannot be told.
 */
export function judged(
  check: Check & { readonly place: Place; readonly carrier: string },
  read: Mentions,
  spares: string | undefined,
  kind: KindTables,
  schema: JSONSchemaProps,
): Path[] | undefined {
  const { anchor, place, carrier } = check;
  if (!asksUpdates(check)) return undefined;
  if (read.names.has("oldSelf") || read.names.has("oldRoot"))
    return holdsUnchanged(check.require, anchor) ? paths(read.reads.flatMap(before), anchor) : undefined;
  if (place === "crd") return [toItems(carrier)];
  if (!spares) return undefined;
  // Nothing is forgiven at a node that is new.
  const node: Read = { path: ["self"], only: "presence" };
  return paths([node, ...judgedReads(check, read, kind, schema)], anchor);
}

/** A CRD rule at a node that an update brings along is asked as of a create. */
const asksUpdates = ({ on, place }: Check & { place: Place }): boolean =>
  on.includes("update") || place === "crd";

/** What is read of the object before, as what is read of the object now. */
function before({ path: [variable, ...below], ...how }: Read): Read[] {
  if (variable === "oldSelf") return [{ ...how, path: ["self", ...below] }];
  return variable === "oldRoot" ? [{ ...how, path: ["root", ...below] }] : [];
}

/** Each read from the object, without those that another one tells of: what is below a node cannot stay when that goes. */
function paths(reads: readonly Read[], anchor: string): Path[] {
  const values = pathsOf(reads, anchor, (only) => only !== "presence");
  const presences = pathsOf(reads, anchor, (only) => only === "presence");
  return [
    ...values.filter((path) => !values.some((other) => isBelow(path, other))),
    ...presences.filter(
      (path) =>
        !values.some((other) => isAtOrBelow(path, other) || isAtOrBelow(other, path)) &&
        !presences.some((other) => isBelow(other, path)),
    ),
  ];
}

/** Where those reads lead, each place once. */
function pathsOf(reads: readonly Read[], anchor: string, isMeant: (only: Read["only"]) => boolean): Path[] {
  const found = reads
    .filter(({ only }) => isMeant(only))
    .map(({ path: [variable, ...below] }) => {
      if (variable === "root") return below;
      return anchor.includes("[]") ? toItems(anchor) : [...steps(anchor), ...below];
    });
  return [...new Map(found.map((path) => [JSON.stringify(path), path])).values()];
}

const isAtOrBelow = (path: Path, other: Path): boolean => other.every((step, i) => step === path[i]);

/** The steps to a node; of items, to their outermost list. */
const toItems = (path: string): Path => steps(path.split("[]")[0]!);
