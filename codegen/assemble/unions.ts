/** Unions: literals join into an enum, null makes the rest nullable, objects become the forms of one object. */
import type { EnumValue, FieldNode, TypeNode, VariantNode } from "../model.ts";
import type { Position } from "../problems.ts";
import type { Algebra } from "./algebra.ts";

/** The union of resolved types. What no schema can express stays a `union`, for a marker to explain. */
export function unite(
  members: readonly TypeNode[],
  docs: readonly string[],
  position: Position,
  algebra: Algebra,
): TypeNode {
  let nullable = false;
  const values: EnumValue[] = [];
  const others: { type: TypeNode; doc: string }[] = [];
  members.forEach((member, i) => {
    const doc = docs[i] ?? "";
    let type = member;
    let inner = algebra.peek(type);
    if (inner?.kind === "nullable") {
      nullable = true;
      type = inner.inner;
      inner = algebra.peek(type);
    }
    if (inner?.kind === "enum") addValues(values, inner.values, doc);
    else if (!others.some((other) => algebra.keyOf(other.type) === algebra.keyOf(type)))
      others.push({ type, doc });
  });
  const all = others.map((other) => other.type);
  const anything = all.find((type) => algebra.peek(type)?.kind === "unknown");
  if (anything) return anything;
  if (values.length > 0) all.push(joinValues(values, position));
  const [only] = all;
  const inner =
    all.length === 0
      ? joinValues(values, position)
      : all.length === 1
        ? only!
        : ((values.length === 0 ? variantsOf(others, position, algebra) : undefined) ?? {
            kind: "union" as const,
            members: all,
            text: all.map(algebra.describe).join(" | "),
            position,
          });
  return nullable ? { kind: "nullable", inner } : inner;
}

function addValues(values: EnumValue[], more: readonly EnumValue[], doc: string): void {
  for (const one of more) {
    if (values.some((old) => old.value === one.value)) continue;
    values.push(more.length === 1 && one.doc === "" ? { ...one, doc } : one);
  }
}

/** `true | false` is boolean. */
function joinValues(values: EnumValue[], position: Position): TypeNode {
  const isBoolean = values.length === 2 && values.every((v) => typeof v.value === "boolean");
  return isBoolean && values.every((v) => v.doc === "")
    ? { kind: "scalar", type: "boolean" }
    : { kind: "enum", values, position };
}

/** The objects as the forms of one object, when a tag or their keys tell them apart. */
function variantsOf(
  members: readonly { type: TypeNode; doc: string }[],
  position: Position,
  algebra: Algebra,
): TypeNode | undefined {
  const forms: Form[] = [];
  for (const { type, doc } of members) {
    const inner = algebra.peek(type);
    if (inner?.kind === "object") forms.push({ type, doc, fields: withoutNever(inner.fields) });
    else if (inner?.kind === "variants") {
      for (const v of inner.variants) forms.push({ type: v.type, doc: v.doc, fields: v.fields });
    } else return undefined;
  }
  const tag = findTag(forms, algebra);
  if (tag !== undefined) {
    return { kind: "variants", tag, variants: forms.map((form) => tagged(form, tag, algebra)), position };
  }
  const variants = forms.map((form) => keyed(form, forms));
  return variants.every((v) => v !== undefined) ? { kind: "variants", variants, position } : undefined;
}

interface Form {
  type: TypeNode;
  doc: string;
  fields: FieldNode[];
}

/** `b?: never` says that a form has no b. */
const withoutNever = (fields: readonly FieldNode[]): FieldNode[] =>
  fields.filter((field) => {
    // Fields that wait for their types are not touched: one may need this union.
    const type: TypeNode | undefined = Object.getOwnPropertyDescriptor(field, "type")?.value;
    return !field.optional || type?.kind !== "enum" || type.values.length > 0;
  });

/** The first field that every form requires or fills with a default, with literals that no two forms share. */
function findTag(forms: readonly Form[], algebra: Algebra): string | undefined {
  return forms[0]!.fields.find(({ name }) => {
    const seen = new Set<unknown>();
    return forms.every((form) => {
      const values = tagValues(form, name, algebra);
      const fresh = values.length > 0 && values.every((v) => !seen.has(v.value));
      for (const v of values) seen.add(v.value);
      return fresh;
    });
  })?.name;
}

function tagValues(form: Form, name: string, algebra: Algebra): EnumValue[] {
  const field = form.fields.find((f) => f.name === name);
  const filled = field?.markers.some((marker) => marker.name === "default");
  const type = field && (filled || !field.optional) ? algebra.peek(field.type) : undefined;
  return type?.kind === "enum" ? type.values : [];
}

function tagged(form: Form, tag: string, algebra: Algebra): VariantNode {
  const values = tagValues(form, tag, algebra);
  const doc = form.doc || algebra.docOf(form.type);
  const [only, ...more] = values;
  const told = only && more.length === 0 ? [{ ...only, doc: only.doc || doc }] : values;
  return { values: told, doc: doc || (told[0]?.doc ?? ""), fields: form.fields, type: form.type };
}

/** The form with its key: the one field that it requires and that no other form has. */
function keyed({ type, doc, fields }: Form, forms: readonly Form[]): VariantNode | undefined {
  const [key, ...more] = fields.filter(
    (f) => !f.optional && forms.every((other) => other.type === type || !hasField(other, f.name)),
  );
  if (!key || more.length > 0) return undefined;
  const told = doc || key.doc;
  return { values: [{ value: key.name, doc: told }], doc: told, fields, type };
}

const hasField = (form: Form, name: string): boolean => form.fields.some((f) => f.name === name);
