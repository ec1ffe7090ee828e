/** Types that contain themselves: how deep a schema follows them, and the open JSON where it stops. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { MarkerUse, TypeNode } from "../model.ts";
import { problem } from "../problems.ts";
import type { SchemaContext } from "./schema.ts";

/** A named type by its key, or an object without a name, and where it is. */
export interface Around {
  type: string | TypeNode;
  path: string;
}

type Named = Extract<TypeNode, { kind: "named" }>;

/** The context inside a named type; nothing, and a problem, where it contains itself without a bound. */
export function enterType(
  type: Named,
  uses: readonly MarkerUse[],
  path: string,
  context: SchemaContext,
): { uses: readonly MarkerUse[]; context: SchemaContext } | undefined {
  const inside = within(withDepth(uses, context), type.key, path);
  noteRepeat(type.key, path, context);
  if (uses.some((use) => use.name === "opaque")) return { uses, context: inside };
  switch (follow(type, inside)) {
    case "in":
      return { uses, context: inside };
    case "end": {
      const opaque: MarkerUse = { name: "opaque", value: true, position: type.position };
      return { uses: [...uses.filter((use) => use.name !== "depth"), opaque], context: inside };
    }
    case "problem":
      return undefined;
  }
}

/** The context inside an object or union; nothing where the schema ends, with a problem unless that was asked for. */
export function enterObject(
  node: Extract<TypeNode, { kind: "object" | "variants" }>,
  path: string,
  context: SchemaContext,
): SchemaContext | undefined {
  const { around = [], problems } = context;
  const last = around.findLastIndex(({ type }) => type === node);
  if (last >= 0 && around.slice(last).every(({ type }) => typeof type !== "string")) {
    const cycle = `${leaf(around[last]!.path)} → ${leaf(path)}`;
    problems.push(
      problem("recursive-type", node.position, { cycle }, "give the type inside a name of its own"),
    );
    return undefined;
  }
  let inside = within(context, node, path);
  if (node.kind === "object") return inside;
  for (const { type } of node.variants) {
    if (type.kind !== "named") continue;
    inside = within(inside, type.key, path);
    if (follow(type, inside) !== "in") return undefined;
  }
  return inside;
}

const within = (context: SchemaContext, type: string | TypeNode, path: string): SchemaContext => ({
  ...context,
  around: [...(context.around ?? []), { type, path }],
});

/** Whether a schema goes on inside a type, which is the innermost of those around. */
function follow({ key, position }: Named, { around = [], depth, types, problems }: SchemaContext) {
  const times = around.filter(({ type }) => type === key).length - 1;
  if (times === 0 ? depth !== 0 : depth !== undefined && times < depth) return "in";
  if (depth !== undefined) return "end";
  const keys = around.flatMap(({ type }) => (typeof type === "string" ? [type] : []));
  const cycle = keys.slice(keys.indexOf(key)).map((one) => types[one]!.name);
  const hint = "say @depth 3 on the field to follow it so often, or @opaque to keep it as open JSON";
  problems.push(problem("recursive-type", position, { cycle: cycle.join(" → ") }, hint));
  return "problem";
}

/** Deeper than anybody writes objects. */
const MAX_DEPTH = 32;

/** @depth holds from its field or type downwards, until another one. */
export function withDepth(uses: readonly MarkerUse[], context: SchemaContext): SchemaContext {
  const use = uses.findLast(({ name }) => name === "depth");
  if (!use) return context;
  const depth = Math.min(use.value as number, MAX_DEPTH);
  if (depth !== use.value) {
    const complaint = `takes at most ${MAX_DEPTH}`;
    context.problems.push(problem("marker-argument", use.position, { marker: "depth", complaint }));
  }
  return { ...context, depth };
}

function noteRepeat(key: string, path: string, { around = [], repeat }: SchemaContext): void {
  const outermost = around.find(({ type }) => type === key);
  if (outermost) repeat(path, { type: key, of: outermost.path });
}

const leaf = (path: string): string => /[^.[\]{}]*(?:\[\]|\{\})*$/.exec(path)![0];

/** JSON of this kind, whatever it holds; nothing of it is lost. */
export function openShape(
  type: TypeNode,
  path: string,
  context: SchemaContext,
  seen: readonly TypeNode[] = [],
): JSONSchemaProps {
  if (seen.includes(type)) return { "x-kubernetes-preserve-unknown-fields": true };
  const inner = (node: TypeNode, step: string) => openShape(node, path + step, context, [...seen, type]);
  switch (type.kind) {
    case "named":
      noteRepeat(type.key, path, context);
      return inner(context.types[type.key]!.type, "");
    case "nullable":
      return { ...inner(type.inner, ""), nullable: true };
    case "list":
      return { type: "array", items: inner(type.items, "[]") };
    case "map":
      return { type: "object", additionalProperties: inner(type.values, "{}") };
    case "object":
    case "variants":
      return { type: "object", "x-kubernetes-preserve-unknown-fields": true };
    case "scalar":
      return { type: type.type };
    case "enum":
    case "unknown":
    case "union":
      return { "x-kubernetes-preserve-unknown-fields": true };
  }
}
