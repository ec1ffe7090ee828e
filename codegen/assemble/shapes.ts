/** What schemas say about tuples, and what messages say about unions that have no schema. */
import type { TypeNode } from "../model.ts";
import { problem } from "../problems.ts";
import type { SchemaContext } from "./schema.ts";

type List = Extract<TypeNode, { kind: "list" }>;

/** A tuple whose items differ, which is a problem. */
export function isMixed({ tuple }: List, { problems }: SchemaContext): boolean {
  if (!tuple?.elements) return false;
  const hint = "use an object with named fields";
  problems.push(problem("unsupported-type", tuple.position, { what: "a tuple of different types" }, hint));
  return true;
}

/** A tuple of one type is a list of so many items. */
export function tupleBounds({ tuple }: List): { minItems?: number; maxItems?: number } {
  if (!tuple) return {};
  return {
    ...(tuple.least > 0 ? { minItems: tuple.least } : {}),
    ...(tuple.most === undefined ? {} : { maxItems: tuple.most }),
  };
}

/** What would make the union expressible. */
export function unionHint(type: Extract<TypeNode, { kind: "union" }>, { types }: SchemaContext): string {
  const bare = (node: TypeNode): TypeNode => (node.kind === "named" ? bare(types[node.key]!.type) : node);
  const kinds = new Set(type.members.map((member) => bare(member).kind));
  return kinds.size === 1 && kinds.has("object")
    ? 'give every form a required field with a literal of its own, such as type: "File", or exactly one required field that no other form has'
    : "use literals, objects that a literal field tells apart, or @intOrString for number | string";
}
