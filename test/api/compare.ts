/** What differs between a published kind and ours, and which of it is accounted for. */
import { isDeepStrictEqual } from "node:util";
import type { FlatHeader, FlatKind, FlatNode } from "./published.ts";

/** What about a node or about the resource differs. `missing`: we lack the node. `added`: they do. */
export type Aspect =
  | "missing"
  | "added"
  | "type"
  | "required"
  | `fact:${string}`
  | Exclude<keyof FlatHeader, "columns">
  | `column:${string}`
  | "column order";

/** One difference, or one shape of difference, with the reason for it. */
export interface Difference {
  /** `resource` for names, subresources and columns. `*` stands within a step, `**` for any number of steps. */
  path: string;
  /** Every aspect listed has to differ somewhere the path matches. */
  differs: Aspect | readonly Aspect[];
  /** One sentence. */
  reason: string;
}

export interface Finding {
  path: string;
  differs: Aspect;
  /** Undefined where the side says nothing. */
  published?: unknown;
  ours?: unknown;
}

/** Every difference; of a subtree that one side lacks, only its top. */
export function compare(published: FlatKind, ours: FlatKind): Finding[] {
  const paths = [...new Set([...published.nodes.keys(), ...ours.nodes.keys()])].sort();
  return [
    ...compareHeaders(published.header, ours.header),
    ...paths.flatMap((path) => {
      const theirs = published.nodes.get(path);
      const own = ours.nodes.get(path);
      if (theirs && own) return compareNodes(path, theirs, own);
      const [side, differs] = own ? ([ours, "added"] as const) : ([published, "missing"] as const);
      const other = own ? published : ours;
      const parent = parentOf(path);
      if (parent !== undefined && side.nodes.has(parent) && !other.nodes.has(parent)) return [];
      return [{ path, differs }];
    }),
  ];
}

/** `spec.disks[].name` → `spec.disks[]` → `spec.disks` → `spec`. */
const parentOf = (path: string): string | undefined => /^(.+)(\.[^.[{]+|\[\]|\{\})$/.exec(path)?.[1];

function compareHeaders(published: FlatHeader, ours: FlatHeader): Finding[] {
  const found: Finding[] = [];
  for (const differs of ["scope", "plural", "shortNames", "categories", "subresources"] as const) {
    if (!isDeepStrictEqual(published[differs], ours[differs]))
      found.push({ path: "resource", differs, published: published[differs], ours: ours[differs] });
  }
  const names = (header: FlatHeader) => header.columns.map(({ name }) => name);
  for (const name of new Set([...names(published), ...names(ours)])) {
    const theirs = published.columns.find((column) => column.name === name);
    const own = ours.columns.find((column) => column.name === name);
    if (!isDeepStrictEqual(theirs, own))
      found.push({ path: "resource", differs: `column:${name}`, published: theirs, ours: own });
  }
  const shared = (one: FlatHeader, other: FlatHeader) => names(one).filter((n) => names(other).includes(n));
  if (!isDeepStrictEqual(shared(published, ours), shared(ours, published)))
    found.push({ path: "resource", differs: "column order", published: names(published), ours: names(ours) });
  return found;
}

function compareNodes(path: string, published: FlatNode, ours: FlatNode): Finding[] {
  const found: Finding[] = [];
  for (const differs of ["type", "required"] as const) {
    if (published[differs] !== ours[differs])
      found.push({ path, differs, published: published[differs], ours: ours[differs] });
  }
  for (const keyword of new Set([...Object.keys(published.facts), ...Object.keys(ours.facts)])) {
    const [theirs, own] = [published.facts[keyword], ours.facts[keyword]];
    if (!isDeepStrictEqual(comparable(keyword, theirs), comparable(keyword, own)))
      found.push({ path, differs: `fact:${keyword}`, published: theirs, ours: own });
  }
  return found;
}

/** The order of enum values and of map keys means nothing, nor does the backslash that keeps a comment open. */
function comparable(keyword: string, value: unknown): unknown {
  if (keyword === "pattern" && typeof value === "string") return value.replaceAll("\\/", "/");
  const isSet = keyword === "enum" || keyword === "x-kubernetes-list-map-keys";
  return isSet && Array.isArray(value) ? [...value].sort() : value;
}

/** Whether the difference speaks about the finding. */
export const explains = (difference: Difference, finding: Finding): boolean =>
  aspectsOf(difference).includes(finding.differs) && toPattern(difference.path).test(finding.path);

/** What a difference claims and no finding shows: nothing, when it is not stale. */
export function staleAspects(difference: Difference, findings: readonly Finding[]): Aspect[] {
  const pattern = toPattern(difference.path);
  return aspectsOf(difference).filter(
    (aspect) => !findings.some(({ path, differs }) => differs === aspect && pattern.test(path)),
  );
}

const aspectsOf = ({ differs }: Difference): readonly Aspect[] =>
  typeof differs === "string" ? [differs] : differs;

/** `a.**` is `a` and everything below it, `**.a` every `a`. */
function toPattern(path: string): RegExp {
  const source = path.replace(/\*\*\.|(?:\.|^)\*\*$|\*|[.[\]{}$()+?^|\\]/g, (found) => {
    if (found === "**.") return "(?:.*\\.)?";
    if (found === "*") return "[^.]*";
    if (found === "**") return ".*";
    return found === ".**" ? "(?:[.[{].*)?" : `\\${found}`;
  });
  return new RegExp(`^${source}$`);
}
