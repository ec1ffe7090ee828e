import type { NamedType, TypeNode } from "../model.ts";

/** A type as messages name it. */
export function describeType(type: TypeNode, types: { readonly [key: string]: NamedType }): string {
  const inner = (node: TypeNode) => describeType(node, types);
  switch (type.kind) {
    case "scalar":
      return type.type;
    case "enum":
      return type.values.map((v) => JSON.stringify(v.value)).join(" | ") || "never";
    case "named":
      return types[type.key]?.name ?? type.key.slice(type.key.indexOf("#") + 1);
    case "list":
      return `${inner(type.items)}[]`;
    case "map":
      return `{ [key: string]: ${inner(type.values)} }`;
    case "object":
      return `{ ${type.fields.map((f) => f.name).join(", ")} }`;
    case "nullable":
      return `${inner(type.inner)} | null`;
    case "variants":
      return type.variants.map((v) => inner(v.type)).join(" | ");
    case "union":
      return type.text;
    case "unknown":
      return "unknown";
  }
}
