/** What can be done with resolved types: looking behind names, and the operations that TypeScript has for objects. */
import type { EnumValue, FieldNode, NamedType, TypeNode } from "../model.ts";
import { didYouMean, type Position, type Problem, problem } from "../problems.ts";
import { describeType } from "./describe-type.ts";
import { unite } from "./unions.ts";

export interface Algebra {
  /** The type behind names. */
  bare(type: TypeNode): TypeNode;
  /** As `bare`; undefined for a type that is being resolved. */
  peek(type: TypeNode): TypeNode | undefined;
  describe(type: TypeNode): string;
  /** The comment of a named type. */
  docOf(type: TypeNode): string;
  /** Tells types apart: equal types have equal keys, but objects without names are never equal. */
  keyOf(type: TypeNode): string;
  /** The fields of an object; of a union those that every form has. Nothing for other types. */
  fields(type: TypeNode): FieldNode[] | undefined;
  requireFields(type: TypeNode, at: Position): FieldNode[];
  enumValues(type: TypeNode, at: Position): EnumValue[];
  mapOf(key: TypeNode, values: TypeNode, at: Position): TypeNode;
  union(members: readonly TypeNode[], at: Position, docs?: readonly string[]): TypeNode;
  intersection(members: readonly TypeNode[], at: Position): TypeNode;
  access(type: TypeNode, key: TypeNode, at: Position): TypeNode;
  /** The fields with these names, or the others. */
  chooseFields(type: TypeNode, keys: TypeNode, keep: boolean, at: Position): FieldNode[];
  /** The literals, or the forms of a union, that are in `what`, or the others. */
  chooseMembers(from: TypeNode, what: TypeNode, keep: boolean, at: Position): TypeNode;
  unsupported(what: string, at: Position, hint: string): TypeNode;
}

/** A type about which nothing more is said, because it was complained about where it stands. */
export const UNKNOWN = (position: Position): TypeNode => ({ kind: "unknown", position });
/** An object of the fields. */
export const objectOf = (fields: FieldNode[], position: Position): TypeNode => ({
  kind: "object",
  fields,
  position,
});
/** An enum of the values, in their order. */
export const enumOf = (values: EnumValue[], position: Position): TypeNode => ({
  kind: "enum",
  values,
  position,
});
/** An enum of texts. */
export const enumOfNames = (names: readonly string[], position: Position): TypeNode =>
  enumOf(
    names.map((value) => ({ value, doc: "" })),
    position,
  );

/** A function that tells types apart. Comparing the fields of objects would resolve these too early, so they are numbered. */
function createKeys(): (type: TypeNode) => string {
  const objects = new Map<TypeNode, number>();
  return (type) =>
    type.kind === "named"
      ? type.key
      : JSON.stringify(type, (name, value) => {
          if (name === "position") return undefined;
          if (value?.kind === "named") return value.key;
          if (value?.kind !== "object" && value?.kind !== "variants") return value;
          if (!objects.has(value)) objects.set(value, objects.size);
          return `${value.kind} ${objects.get(value)}`;
        });
}

/** The operations over `types`, which may still grow; what they cannot do is a problem, and the type unknown. */
export function createAlgebra(types: { readonly [key: string]: NamedType }, problems: Problem[]): Algebra {
  const algebra: Algebra = {
    peek(type) {
      let inner: TypeNode | undefined = type;
      while (inner?.kind === "named") inner = types[inner.key]?.type;
      return inner;
    },
    bare(type) {
      const inner = algebra.peek(type);
      if (inner) return inner;
      const { key, position } = type as Extract<TypeNode, { kind: "named" }>;
      const name = key.slice(key.indexOf("#") + 1);
      const hint = "TypeScript cannot know its fields before it knows its fields";
      problems.push(problem("recursive-type", position, { cycle: `${name} → ${name}` }, hint));
      return UNKNOWN(position);
    },
    describe: (type) => describeType(type, types),
    docOf: (type) => (type.kind === "named" ? (types[type.key]?.doc ?? "") : ""),
    keyOf: createKeys(),
    unsupported(what, at, hint) {
      problems.push(problem("unsupported-type", at, { what }, hint));
      return UNKNOWN(at);
    },
    fields(type) {
      const inner = algebra.bare(type);
      if (inner.kind === "object") return inner.fields;
      return inner.kind === "variants" ? commonFields(inner, algebra) : undefined;
    },
    requireFields(type, at) {
      const fields = algebra.fields(type);
      if (!fields && algebra.bare(type).kind !== "unknown")
        algebra.unsupported(`${algebra.describe(type)} where an object is needed`, at, "use an interface");
      return fields ?? [];
    },
    enumValues(type, at) {
      const inner = algebra.bare(type);
      if (inner.kind === "enum") return inner.values;
      if (inner.kind !== "unknown") {
        const what = `${algebra.describe(type)} where literals are needed`;
        algebra.unsupported(what, at, "use a union of literals");
      }
      return [];
    },
    mapOf(key, values, at) {
      const names = algebra.bare(key);
      if (names.kind === "scalar" && names.type === "string") return { kind: "map", values };
      if (names.kind !== "enum") return algebra.unsupported("a map with such keys", at, "keys are strings");
      const fields = names.values.map((v) => ({
        name: String(v.value),
        optional: false,
        doc: v.doc,
        markers: [],
        type: values,
        position: at,
      }));
      return objectOf(fields, at);
    },
    union: (members, at, docs = []) => unite(members, docs, at, algebra),
    intersection(members, at) {
      const union = members.findIndex((m) => algebra.bare(m).kind === "variants");
      if (union >= 0) {
        const { variants } = algebra.bare(members[union]!) as Extract<TypeNode, { kind: "variants" }>;
        const forms = variants.map((v) => algebra.intersection(members.with(union, v.type), at));
        return algebra.union(forms, at);
      }
      return objectOf(mergeFields(members.flatMap((m) => algebra.requireFields(m, at))), at);
    },
    access: (type, key, at) => access(type, key, at, algebra, problems),
    chooseFields(type, keys, keep, at) {
      const fields = algebra.requireFields(type, at);
      const names = algebra.enumValues(keys, at).map((v) => String(v.value));
      for (const name of names) {
        if (!fields.some((f) => f.name === name)) problems.push(noField(type, name, fields, at, algebra));
      }
      return fields.filter((f) => names.includes(f.name) === keep);
    },
    chooseMembers(from, what, keep, at) {
      const inner = algebra.bare(from);
      const wanted = algebra.bare(what);
      if (inner.kind === "variants" && wanted.kind === "object") {
        const chosen = inner.variants.filter((v) => hasLiterals(v.fields, wanted.fields, algebra) === keep);
        if (chosen.length > 0)
          return algebra.union(
            chosen.map((v) => v.type),
            at,
          );
      }
      const chosen = algebra.enumValues(what, at).map((v) => v.value);
      const values = algebra.enumValues(from, at).filter((v) => chosen.includes(v.value) === keep);
      return enumOf(values, at);
    },
  };
  return algebra;
}

/** The last of several fields with one name wins, at the place of the first. */
export function mergeFields(fields: readonly FieldNode[]): FieldNode[] {
  const byName = new Map<string, FieldNode>();
  for (const field of fields) byName.set(field.name, field);
  return [...byName.values()];
}

function commonFields(union: Extract<TypeNode, { kind: "variants" }>, algebra: Algebra): FieldNode[] {
  const [first, ...others] = union.variants;
  return first!.fields.flatMap((field) => {
    const same = others.map((v) => v.fields.find((f) => f.name === field.name));
    if (same.some((f) => f === undefined)) return [];
    const all = [field, ...(same as FieldNode[])];
    const different = all.some((f) => algebra.keyOf(f.type) !== algebra.keyOf(field.type));
    const type = different
      ? algebra.union(
          all.map((f) => f.type),
          field.position,
        )
      : field.type;
    return [{ ...field, optional: all.some((f) => f.optional), type }];
  });
}

/** Each of the wanted fields is there, with literals of the wanted ones only. */
function hasLiterals(fields: readonly FieldNode[], wanted: readonly FieldNode[], algebra: Algebra): boolean {
  return wanted.every((want) => {
    const field = fields.find((f) => f.name === want.name);
    const allowed = algebra.bare(want.type);
    const values = field && algebra.bare(field.type);
    if (values?.kind !== "enum" || allowed.kind !== "enum") return false;
    return values.values.every((v) => allowed.values.some((a) => a.value === v.value));
  });
}

function access(
  type: TypeNode,
  key: TypeNode,
  at: Position,
  algebra: Algebra,
  problems: Problem[],
): TypeNode {
  const inner = algebra.bare(type);
  const name = algebra.bare(key);
  if (inner.kind === "unknown") return inner;
  if (inner.kind === "list" && name.kind === "scalar" && name.type === "number") return inner.items;
  if (inner.kind === "map" && name.kind === "scalar" && name.type === "string") return inner.values;
  if (
    inner.kind === "list" &&
    name.kind === "enum" &&
    name.values.every((v) => typeof v.value === "number")
  ) {
    const { items, tuple } = inner;
    const found = name.values.map((v) => (tuple?.elements ? tuple.elements[Number(v.value)] : items));
    if (found.every((element) => element !== undefined)) return algebra.union(found, at);
  }
  const found = algebra.enumValues(key, at).map((value) => {
    const fields = algebra.requireFields(type, at);
    const one = fields.find((f) => f.name === String(value.value));
    if (one) return one.type;
    problems.push(noField(type, String(value.value), fields, at, algebra));
    return UNKNOWN(at);
  });
  return found.length === 1 ? found[0]! : algebra.union(found, at);
}

function noField(
  type: TypeNode,
  field: string,
  fields: readonly FieldNode[],
  at: Position,
  algebra: Algebra,
): Problem {
  const hint = didYouMean(
    field,
    fields.map((f) => f.name),
  );
  return problem("unknown-field", at, { type: algebra.describe(type), field }, hint);
}
