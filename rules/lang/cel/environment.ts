/** Which functions an expression may use. */

import { calendar } from "./functions/calendar.ts";
import { cidr } from "./functions/cidr.ts";
import { conversions } from "./functions/conversions.ts";
import { format } from "./functions/format.ts";
import { hidden } from "./functions/hidden.ts";
import { ip } from "./functions/ip.ts";
import { k8sLists } from "./functions/k8s-lists.ts";
import { lists } from "./functions/lists.ts";
import { optional } from "./functions/optional.ts";
import { quantity } from "./functions/quantity.ts";
import { regexes } from "./functions/regex.ts";
import type { FunctionRow } from "./functions/row.ts";
import { semver } from "./functions/semver.ts";
import { sets } from "./functions/sets.ts";
import { standard } from "./functions/standard.ts";
import { strings } from "./functions/strings.ts";
import { url } from "./functions/url.ts";
import type { CelType } from "./types.ts";

export interface Environment {
  /** The Kubernetes version whose libraries new expressions may use, e.g. "1.32". */
  readonly compat: string;
  readonly variables: { readonly [name: string]: CelType };
  /** Types that struct literals may build, e.g. `JSONPatch` of mutating policies. */
  readonly types?: { readonly [name: string]: CelType & { readonly kind: "object" } };
  /** Lets list and map literals hold values of several types. Kubernetes refuses that. */
  readonly mixedLiterals?: boolean;
}

export const LIBRARY: readonly FunctionRow[] = [
  ...standard,
  ...conversions,
  ...calendar,
  ...hidden,
  ...strings,
  ...optional,
  ...k8sLists,
  ...regexes,
  ...sets,
  ...url,
  ...quantity,
  ...ip,
  ...cidr,
  ...format,
  ...semver,
  ...lists,
];

const minor = (version: string): number => Number(version.split(".")[1] ?? 0);

export const isAtLeast = (compat: string, since: string): boolean => minor(compat) >= minor(since);

export type FunctionIndex = ReadonlyMap<string, readonly FunctionRow[]>;

const indexes = new Map<number, FunctionIndex>();

/** The functions of a compat version, by name. */
export function functionsOf(compat: string): FunctionIndex {
  const known = indexes.get(minor(compat));
  if (known) return known;
  const index = new Map<string, FunctionRow[]>();
  for (const row of LIBRARY) {
    if (!isAtLeast(compat, row.since)) continue;
    const rows = index.get(row.name);
    if (rows) rows.push(row);
    else index.set(row.name, [row]);
  }
  indexes.set(minor(compat), index);
  return index;
}
