/** The generic types that come with TypeScript, and what to write for those that no schema can express. */
import type { FieldNode, TypeNode } from "../model.ts";
import type { Position } from "../problems.ts";
import { type Algebra, enumOf, objectOf } from "./algebra.ts";

export interface Utility {
  arity: number;
  apply(args: TypeNode[], at: Position): TypeNode;
}

/** By name: how many arguments each takes, and the type that it makes of them. */
export function utilityTypes(algebra: Algebra): { readonly [name: string]: Utility } {
  const list: Utility = { arity: 1, apply: ([items]) => ({ kind: "list", items: items! }) };
  const all = (change: Partial<FieldNode>): Utility => ({
    arity: 1,
    apply: ([type], at) => {
      const inner = algebra.bare(type!);
      const over = (object: TypeNode) =>
        objectOf(
          algebra.requireFields(object, at).map((f) => ({ ...f, ...change })),
          at,
        );
      if (inner.kind !== "variants") return over(type!);
      return algebra.union(
        inner.variants.map((v) => over(v.type)),
        at,
      );
    },
  });
  const choose = (keep: boolean): Utility => ({
    arity: 2,
    apply: ([type, keys], at) => objectOf(algebra.chooseFields(type!, keys!, keep, at), at),
  });
  const members = (keep: boolean): Utility => ({
    arity: 2,
    apply: ([from, what], at) => algebra.chooseMembers(from!, what!, keep, at),
  });
  const text = (change: (text: string) => string): Utility => ({
    arity: 1,
    apply: ([type], at) => {
      const values = algebra.enumValues(type!, at);
      return enumOf(
        values.map((v) => ({ ...v, value: change(String(v.value)) })),
        at,
      );
    },
  });
  const first = (change: (letter: string) => string) => (word: string) =>
    change(word.slice(0, 1)) + word.slice(1);
  // biome-ignore format: a table
  return {
    Array:         list,
    ReadonlyArray: list,
    Readonly:      { arity: 1, apply: ([type]) => type! },
    Record:        { arity: 2, apply: ([key, value], at) => algebra.mapOf(key!, value!, at) },
    Partial:       all({ optional: true }),
    Required:      all({ optional: false }),
    Pick:          choose(true),
    Omit:          choose(false),
    Exclude:       members(false),
    Extract:       members(true),
    NonNullable:   { arity: 1, apply: ([type]) => { const t = algebra.bare(type!); return t.kind === "nullable" ? t.inner : type!; } },
    Uppercase:     text((word) => word.toUpperCase()),
    Lowercase:     text((word) => word.toLowerCase()),
    Capitalize:    text(first((letter) => letter.toUpperCase())),
    Uncapitalize:  text(first((letter) => letter.toLowerCase())),
  };
}

/** Names that TypeScript knows and JSON does not. */
// biome-ignore format: a table
export const inexpressible: { readonly [name: string]: string } = {
  Date:              'use Time (import type { Time } from "vmop/meta")',
  Map:               "use { [key: string]: T }",
  ReadonlyMap:       "use { [key: string]: T }",
  WeakMap:           "use { [key: string]: T }",
  Set:               "use T[] with @listType set",
  ReadonlySet:       "use T[] with @listType set",
  WeakSet:           "use T[] with @listType set",
  RegExp:            "use string, and @pattern for what it must match",
  URL:               "use string with @format uri",
  Uint8Array:        "use string with @format byte",
  ArrayBuffer:       "use string with @format byte",
  Buffer:            "use string with @format byte",
  Function:          "API objects are plain data; move the function out",
  Promise:           "write the type of the value",
  Object:            'name the fields, or use OpenObject (import type { OpenObject } from "vmop/meta")',
  String:            "write string",
  Number:            "write number",
  Boolean:           "write boolean",
  BigInt:            'use Int64 (import type { Int64 } from "vmop/meta")',
  Symbol:            "use a string",
  Awaited:           "write the resulting type",
  ReturnType:        "write the resulting type",
  Parameters:        "write the resulting type",
  InstanceType:      "write the resulting type",
  ThisType:          "write the resulting type",
};
