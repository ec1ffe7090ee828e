/** Which named types a group-version prints, under which names, and which of them callers may write differently. */
import type { FieldNode, Model, ResourceModel, TypeNode } from "../model.ts";

export interface TypeNames {
  /** What the server answers. In the order of first use. */
  output: ReadonlyMap<string, string>;
  /** What a caller writes, for types that differ; the others have one name for both. */
  input: ReadonlyMap<string, string>;
  /** Both types are part of one cycle. */
  sameCycle(a: string, b: string): boolean;
}

/** Every named type that the resources reach. Equal names get a number. */
export function nameTypes(resources: readonly ResourceModel[], model: Model): TypeNames {
  const output = new Map<string, string>();
  const taken = new Set(resources.flatMap((r) => [`${r.kind}List`, `${r.kind}Input`]));
  const visit = (key: string): void => {
    for (const next of inner(key)) {
      if (output.has(next) || inlines.has(next)) continue;
      if (model.types[next]!.inline) inlines.add(next);
      else output.set(next, unique(model.types[next]!.name, taken));
      visit(next);
    }
  };
  const inlines = new Set<string>();
  const found = new Map<string, string[]>();
  const inner = (key: string): string[] => {
    const known = found.get(key);
    if (known) return known;
    const keys = referencesOf(model.types[key]!.type);
    found.set(key, keys);
    return keys;
  };
  for (const r of resources) output.set(r.type, unique(r.kind, taken));
  for (const r of resources) visit(r.type);

  const reach = (key: string): Set<string> => {
    const seen = new Set<string>();
    const waiting = [key];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const one of inner(next)) {
        if (!seen.has(one)) waiting.push(one);
        seen.add(one);
      }
    }
    return seen;
  };
  const reaches = new Map([...output.keys()].map((key) => [key, reach(key)]));
  const metadata = metadataTypes(resources, model);
  const direct = (key: string) => metadata.has(key) || hasDefaults(model.types[key]!.type);
  const input = new Map(resources.map((r) => [r.type, `${r.kind}Input`]));
  for (const [key, name] of output) {
    if (input.has(key)) continue;
    if (direct(key) || [...reaches.get(key)!].some(direct)) input.set(key, unique(`${name}Input`, taken));
  }
  return {
    output,
    input,
    sameCycle: (a, b) => Boolean(reaches.get(a)?.has(b) && (a === b || reaches.get(b)?.has(a))),
  };
}

/** The types of `metadata`: callers write less of them than they get. */
export function metadataTypes(resources: readonly ResourceModel[], model: Model): Set<string> {
  return new Set(
    resources.flatMap((r) => {
      const root = model.types[r.type]!.type;
      const field = root.kind === "object" ? root.fields.find((f) => f.name === "metadata") : undefined;
      return field?.type.kind === "named" ? [field.type.key] : [];
    }),
  );
}

function unique(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let n = 2; taken.has(candidate); n++) candidate = `${name}${n}`;
  taken.add(candidate);
  return candidate;
}

/** The types directly inside, in the order of their fields. */
function childrenOf(type: TypeNode): readonly TypeNode[] {
  switch (type.kind) {
    case "list":
      return [type.items];
    case "map":
      return [type.values];
    case "nullable":
      return [type.inner];
    case "object":
      return type.fields.map((f) => f.type);
    case "variants":
      return type.variants.map((v) => v.type);
    case "union":
      return type.members;
    case "named":
    case "scalar":
    case "enum":
    case "unknown":
      return [];
  }
}

const referencesOf = (type: TypeNode): string[] =>
  type.kind === "named" ? [type.key] : childrenOf(type).flatMap(referencesOf);

const hasDefaults = (type: TypeNode): boolean =>
  (type.kind === "object" && type.fields.some(isFilled)) || childrenOf(type).some(hasDefaults);

/** May be left out by the caller, and is always there in an answer. */
export const isFilled = (field: FieldNode): boolean => field.optional && field.defaulted === true;
