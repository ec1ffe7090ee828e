/** Whether our answer to a recorded request is upstream's. */
import type { Complaint } from "./ours.ts";
import type { RecordedCase } from "./recorded.ts";

export type Agreement = "same" | "other field or type" | "other verdict";

/** The same where both allow, or both refuse and every recorded complaint is among ours. */
export function compare(recorded: RecordedCase, ours: readonly Complaint[]): Agreement {
  if (recorded.allowed !== (ours.length === 0)) return "other verdict";
  const isOurs = ([path, title]: RecordedCase["fields"][number]): boolean =>
    ours.some(({ field, type }) => type === title && isSamePlace(field, path));
  return recorded.fields.every(isOurs) ? "same" : "other field or type";
}

/**
 * Paths are the same place whatever capitals they are written with, and where one of them leaves out an index or a key:
 * what a rule says of items, an API server says of their list. Upstream writes some keys of annotations and labels after a dot.
 */
export function isSamePlace(one: string, other: string): boolean {
  const left = stepsOf(one);
  const right = stepsOf(other);
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const a = left[i];
    const b = right[j];
    if (a === b) {
      i++;
      j++;
    } else if (a !== undefined && isKey(a) && !(b !== undefined && isKey(b))) i++;
    else if (b !== undefined && isKey(b) && !(a !== undefined && isKey(a))) j++;
    else return false;
  }
  return true;
}

/** `spec.volumes[0].name` → `spec`, `volumes`, `[0]`, `name`. */
function stepsOf(path: string): string[] {
  const keyed = path.replace(/^metadata\.(annotations|labels)\.(.+)$/, "metadata.$1[$2]");
  return [...keyed.toLowerCase().matchAll(/\[[^\]]*\]|[^.[]+/g)].map(([step]) => step);
}

const isKey = (step: string): boolean => step.startsWith("[");
