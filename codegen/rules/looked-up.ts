/** The resources that lookups read, by the names that an API server gives them. */
import { type LookedUp, type Model, resourceKey } from "../model.ts";
import { mentions } from "./reads.ts";
import type { KindTables, KnownLookup } from "./rows.ts";

/** Each resource once, and the lookups of kinds whose plural nobody says. */
export function lookedUpBy(
  kinds: readonly KindTables[],
  model: Model,
): { lookedUp: LookedUp[]; unnamed: { name: string; kind: string }[] } {
  const found = new Map<string, LookedUp>();
  const unnamed: { name: string; kind: string }[] = [];
  for (const [name, lookup] of kinds.flatMap(({ lookups }) => Object.entries(lookups ?? {}))) {
    const plural = pluralOf(lookup, model);
    const [group = ""] = lookup.kind.split("/");
    const verb = "labels" in lookup ? "list" : "get";
    if (plural === undefined) unnamed.push({ name, kind: lookup.kind });
    else {
      const known = found.get(`${group}/${plural}`)?.verbs ?? [];
      found.set(`${group}/${plural}`, {
        group,
        plural,
        verbs: [...new Set([...known, verb] as const)].sort(),
      });
    }
  }
  return { lookedUp: [...found.values()], unnamed };
}

/** What is asked of a lookup, as it was written. */
const askedBy = (lookup: KnownLookup): string[] => [
  ...(lookup.when === undefined ? [] : [lookup.when]),
  "name" in lookup ? lookup.name : "names" in lookup ? lookup.names : lookup.labels,
];

/** The other lookups that a lookup reads, in order. */
export function lookupsRead(lookup: KnownLookup): string[] {
  const read = askedBy(lookup).map(mentions);
  return [...new Set(read.flatMap((found) => ("facts" in found ? [...found.facts] : [])))].sort();
}

/** What is asked of a lookup and of those that it reads. */
export function askedThrough(
  name: string,
  lookups: NonNullable<KindTables["lookups"]>,
  seen: ReadonlySet<string> = new Set(),
): string[] {
  const lookup = lookups[name];
  if (!lookup || seen.has(name)) return [];
  const before = new Set([...seen, name]);
  return [
    ...askedBy(lookup),
    ...lookupsRead(lookup).flatMap((other) => askedThrough(other, lookups, before)),
  ];
}

const pluralOf = ({ kind, plural }: KnownLookup, { resources }: Model): string | undefined =>
  resources.find((resource) => resourceKey(resource) === kind)?.plural ?? plural;
