/** Labels and annotations of the CRD object. */
import type { MarkerUse } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import type { Assignment } from "./arguments.ts";

type Entries = { [key: string]: string };

/** What the markers of one name say, checked as the API server checks object metadata. */
export function crdMetadata(
  markers: readonly MarkerUse[],
  name: "label" | "annotation",
  problems: Problem[],
): Entries | undefined {
  const entries: Entries = {};
  for (const use of markers) {
    if (use.name !== name) continue;
    const { key, value } = use.value as Assignment;
    const complain = (complaint: string) =>
      problems.push(problem("marker-argument", use.position, { marker: name, complaint }));
    if (!KEY.test(key) || key.length > MAX_KEY)
      complain(`has no such key as ${key}: it is a name, and may have a domain before it`);
    else if (key in entries) complain(`has ${key} more than once`);
    else if (name === "label" && !VALUE.test(value)) complain(`cannot have the value "${value}"`);
    else entries[key] = value;
  }
  return Object.keys(entries).length > 0 ? entries : undefined;
}

const WORD = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
const KEY = new RegExp(`^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?${WORD}$`);
const VALUE = new RegExp(`^(${WORD})?$`);
/** A domain of 253, a slash and a name of 63. */
const MAX_KEY = 317;
