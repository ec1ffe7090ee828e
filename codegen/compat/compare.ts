/** The compatibility gate: what changed between the CRDs of a release and those made now. */
import { isDeepStrictEqual } from "node:util";
import { compare as order } from "../problems.ts";
import type { Change, ChangeClass } from "./changes.ts";
import { compareCrd } from "./crd.ts";
import { withoutProse } from "./nodes.ts";
import { isManifest, parseCrds, readCrds } from "./read.ts";
import type { Crd } from "./read-crd.ts";
import { createReport } from "./report.ts";
import { comparisonText } from "./text.ts";

export interface Comparison {
  /** By CRD, then breaking before ratcheted before safe, then in schema order. */
  changes: Change[];
  /** For people. */
  text: string;
  /** Why there is nothing to compare with, a sentence each; then there are no changes. */
  complaints: string[];
}

/**
 * Compares the CRDs in a folder (or file) with those among generated files, by path as the generator returns them. Other
 * manifests on either side are passed over.
 */
export function compareWithFolder(oldPlace: string, files: ReadonlyMap<string, string>): Comparison {
  const old = readCrds(oldPlace);
  const now = parseCrds([...files].filter(([name]) => isManifest(name)));
  const complaints = [...old.complaints, ...now.complaints];
  if (complaints.length > 0) return { changes: [], text: "", complaints };
  const changes = compareCrds(old.crds, now.crds);
  return { changes, text: comparisonText(changes), complaints };
}

/** Every change from the old CRDs to the new ones, CRDs that came or went among them. */
export function compareCrds(old: readonly Crd[], now: readonly Crd[]): Change[] {
  const find = (list: readonly Crd[], crd: Crd) => list.find(({ name }) => name === crd.name);
  const changes = old.flatMap((crd) => {
    const same = find(now, crd);
    if (same) return compareCrd(crd, same);
    const report = createReport(crd);
    report.add("kind-removed", { todo: heirOf(crd, now, old) });
    return report.changes;
  });
  for (const crd of now) {
    if (find(old, crd)) continue;
    const report = createReport(crd);
    report.add("kind-added");
    changes.push(...report.changes);
  }
  return changes.sort((a, b) => order(a.crd, b.crd) || RANK[a.class] - RANK[b.class]);
}

/** Advice where a new kind of the group has the same versions with the same schemas. */
function heirOf(crd: Crd, now: readonly Crd[], old: readonly Crd[]): string | undefined {
  const heir = now.find(
    (other) =>
      other.group === crd.group &&
      !old.some(({ name }) => name === other.name) &&
      isDeepStrictEqual(shapeOf(other), shapeOf(crd)),
  );
  return heir === undefined
    ? undefined
    : `if ${heir.kind} is its new name, keep both until every object has been made again`;
}

const shapeOf = ({ versions }: Crd) =>
  versions.map(({ name, schema }) => ({ name, schema: withoutProse(schema) }));

const RANK: Readonly<Record<ChangeClass, number>> = { breaking: 0, ratcheted: 1, safe: 2 };

/** Whether changes of this class, or of a worse one, are among them. */
export const reaches = (changes: readonly Change[], worst: ChangeClass): boolean =>
  changes.some((change) => RANK[change.class] <= RANK[worst]);
