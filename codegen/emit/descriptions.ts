/**
 * How much prose a CRD carries. @descriptions says it for a place and all below; where the CRD is still too large for
 * client-side apply, descriptions are cut in a fixed order, least useful first, until it fits.
 */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { DescriptionPolicy, ResourceModel } from "../model.ts";
import { compare } from "../problems.ts";
import { childrenOf } from "../schema-tree.ts";
import { goJsonBytes } from "./go-json-bytes.ts";

/** A description in a CRD that is about to be made. The schema node may be changed. */
interface Described {
  node: JSONSchemaProps;
  /** `spec.disks[].name`. */
  path: string;
  version: string;
  /** Of the version that is stored: what users read first. */
  storage: boolean;
  depth: number;
  /** The same text stands at a shallower place, or earlier. */
  repeated: boolean;
}

export interface Trimmed {
  /** Descriptions cut to their first sentence, and left out. */
  shortened: number;
  dropped: number;
  /** Bytes that the cuts saved. */
  saved: number;
}

/** The schema with the descriptions that @descriptions asks for. The argument is not changed. */
export function applyPolicies(resource: ResourceModel): JSONSchemaProps {
  const schema = structuredClone(resource.schema);
  walk(schema, "", undefined, resource.descriptions, (node, _path, policy) => {
    if (policy !== undefined) describe(node, policy);
  });
  return schema;
}

function describe(node: JSONSchemaProps, policy: DescriptionPolicy): void {
  if (policy === "full" || node.description === undefined) return;
  const text = policy === "brief" ? brief(node.description) : "";
  if (text === "") delete node.description;
  else node.description = text;
}

const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|cf)|\b[A-Z])$/;

/** The first sentence, and that of a deprecation. */
export function brief(text: string): string {
  const paragraphs = text.split(/\n\s*\n/);
  const deprecated = paragraphs.slice(1).find((paragraph) => paragraph.startsWith("Deprecated:"));
  return [paragraphs[0]!, ...(deprecated === undefined ? [] : [deprecated])].map(firstSentence).join("\n\n");
}

/** Of a paragraph, lists and code after it left out. */
function firstSentence(paragraph: string): string {
  const line = paragraph.replace(/\n(?=\s*[-*|`]|\s*\d+\.)[\s\S]*/, "").replaceAll("\n", " ");
  for (const match of line.matchAll(/[.!?](?=\s)/g)) {
    if (!ABBREVIATION.test(line.slice(0, match.index))) return line.slice(0, match.index + 1);
  }
  return line.replace(/:$/, ".");
}

/**
 * Cuts descriptions in place until `bytes` are saved, or nothing is left to cut. First what is said elsewhere too loses
 * all but its first sentence, then deep places, then both lose that sentence, and shallow places last; within a step
 * versions that are not stored go first, then status, then the deepest, then the longest. What @descriptions full asks
 * for stays.
 */
export function trim(
  versions: readonly { resource: ResourceModel; schema: JSONSchemaProps }[],
  bytes: number,
): Trimmed {
  if (bytes <= 0) return { shortened: 0, dropped: 0, saved: 0 };
  const found = markRepeated(versions.flatMap(({ resource, schema }) => described(resource, schema)));
  const cut = new Map<JSONSchemaProps, "brief" | "none">();
  let saved = 0;
  for (const step of STEPS) {
    if (saved >= bytes) break;
    for (const { node } of order(found.filter(step.cuts))) {
      if (saved >= bytes) break;
      const before = cost(node);
      describe(node, step.to);
      if (cost(node) === before) continue;
      saved += before - cost(node);
      cut.set(node, step.to);
    }
  }
  const dropped = [...cut.values()].filter((to) => to === "none").length;
  return { shortened: cut.size - dropped, dropped, saved };
}

/** `spec.a.b` has depth 3: what `kubectl explain` shows of a kind and of its spec is above. */
const DEEP = 4;

// biome-ignore format: a table
const STEPS: readonly { to: "brief" | "none"; cuts(d: Described): boolean }[] = [
  { to: "brief", cuts: (d) => d.repeated && d.depth >= DEEP },
  { to: "brief", cuts: (d) => d.depth >= DEEP },
  { to: "none",  cuts: (d) => d.repeated && d.depth >= DEEP },
  { to: "none",  cuts: (d) => d.depth >= DEEP },
  { to: "brief", cuts: () => true },
  { to: "none",  cuts: (d) => d.depth > 0 },
];

const order = (list: readonly Described[]): Described[] =>
  [...list].sort(
    (a, b) =>
      Number(a.storage) - Number(b.storage) ||
      Number(isStatus(b)) - Number(isStatus(a)) ||
      b.depth - a.depth ||
      lengthOf(b) - lengthOf(a) ||
      compare(a.version, b.version) ||
      compare(a.path, b.path),
  );

const lengthOf = ({ node }: Described): number => node.description?.length ?? 0;
const isStatus = ({ path }: Described): boolean => path === "status" || path.startsWith("status.");

/** `"description":"…",` in the CRD. */
const cost = (node: JSONSchemaProps): number =>
  node.description === undefined ? 0 : goJsonBytes({ description: node.description }) - 1;

function described(resource: ResourceModel, schema: JSONSchemaProps): Described[] {
  const found: Described[] = [];
  walk(schema, "", undefined, resource.descriptions, (node, path, policy, depth) => {
    if (node.description === undefined || policy === "full") return;
    const { version, storage } = resource;
    found.push({ node, path, version, storage, depth, repeated: false });
  });
  return found;
}

/** The shallowest place keeps its text as the first one; of equals, the one that comes first. */
function markRepeated(list: Described[]): Described[] {
  const first = new Map<string, Described>();
  for (const one of list) {
    const text = one.node.description!;
    const other = first.get(text);
    if (other === undefined || better(one, other)) {
      if (other !== undefined) other.repeated = true;
      first.set(text, one);
    } else one.repeated = true;
  }
  return list;
}

const better = (a: Described, b: Described): boolean =>
  a.storage === b.storage ? a.depth < b.depth : a.storage;

type Visit = (
  node: JSONSchemaProps,
  path: string,
  policy: DescriptionPolicy | undefined,
  depth: number,
) => void;

/** Every node with the policy that holds there, if one was declared. */
function walk(
  node: JSONSchemaProps,
  path: string,
  inherited: DescriptionPolicy | undefined,
  policies: { readonly [path: string]: DescriptionPolicy },
  visit: Visit,
  depth = 0,
): void {
  const policy = policies[path] ?? inherited;
  visit(node, path, policy, depth);
  for (const child of childrenOf(node, path))
    walk(child.node, child.path, policy, policies, visit, depth + 1);
}
