/** Which functions an expression may use. */

import { authorizer } from "./functions/authorizer.ts";
import { calendar } from "./functions/calendar.ts";
import { cidr } from "./functions/cidr.ts";
import { conversions } from "./functions/conversions.ts";
import { format } from "./functions/format.ts";
import { hidden } from "./functions/hidden.ts";
import { ip } from "./functions/ip.ts";
import { jsonPatch } from "./functions/json-patch.ts";
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
import { isAtLeast } from "./versions.ts";

export interface Environment {
  /** The Kubernetes version whose libraries new expressions may use, e.g. "1.32". */
  readonly compat: string;
  readonly variables: { readonly [name: string]: CelType };
  /** Types that struct literals may build, e.g. `JSONPatch` of mutating policies. */
  readonly types?: { readonly [name: string]: CelType & { readonly kind: "object" } };
  /** Adds the functions for making JSON patches, which only mutating policies have. */
  readonly patches?: boolean;
  /** Lets list and map literals hold values of several types. Kubernetes refuses that. */
  readonly mixedLiterals?: boolean;
}

/** What all expressions may call, by library. */
export const LIBRARIES = {
  "Operators and standard functions": [...hidden, ...standard],
  Conversions: conversions,
  "Timestamps and durations": calendar,
  Strings: strings,
  "Optional values": optional,
  "Kubernetes lists": k8sLists,
  "Regular expressions": regexes,
  Sets: sets,
  URLs: url,
  Quantities: quantity,
  "IP addresses": ip,
  "CIDR ranges": cidr,
  "Named formats": format,
  "Semantic versions": semver,
  Lists: lists,
  Authorizer: authorizer,
} as const satisfies { readonly [title: string]: readonly FunctionRow[] };

export const LIBRARY: readonly FunctionRow[] = Object.values(LIBRARIES).flat();

/** What the mutations of mutating policies may call beside. */
export const PATCHES: readonly FunctionRow[] = jsonPatch;

export const EVERY_FUNCTION: readonly FunctionRow[] = [...LIBRARY, ...PATCHES];

export type FunctionIndex = ReadonlyMap<string, readonly FunctionRow[]>;

const indexes = new Map<string, FunctionIndex>();

/** The functions that expressions of an environment may call, by name. */
export function functionsOf({ compat, patches }: Environment): FunctionIndex {
  const key = `${compat} ${patches === true}`;
  const known = indexes.get(key);
  if (known) return known;
  const index = new Map<string, FunctionRow[]>();
  for (const row of patches ? EVERY_FUNCTION : LIBRARY) {
    if (!isAtLeast(compat, row.since)) continue;
    const rows = index.get(row.name);
    if (rows) rows.push(row);
    else index.set(row.name, [row]);
  }
  indexes.set(key, index);
  return index;
}
