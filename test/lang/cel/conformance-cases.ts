/** The cases of the specification's conformance suite that Kubernetes has: no protobuf messages, no enums. */
import { tests as suite } from "@bufbuild/cel-spec/testdata/conformance.js";
import { type CelType, CelTypes as T } from "../../../rules/lang/cel/index.ts";
import { CelMap, Double, int, TypeValue, Uint } from "../../../rules/lang/cel/values.ts";

const SECTIONS = [
  ...[
    "basic",
    "comparisons",
    "conversions",
    "fields",
    "fp_math",
    "integer_math",
    "lists",
    "logic",
    "macros",
    "macros2",
  ],
  ...["namespace", "optionals", "parse", "plumbing", "string", "string_ext", "timestamps"],
];

// biome-ignore lint/suspicious/noExplicitAny: protobuf JSON of the suite
export type Json = any;

export interface Case {
  readonly path: string;
  readonly spec: Json;
}

function cases(node: Json, path: string): Case[] {
  const own = (node.tests ?? []).map((t: Json) => ({ path: `${path}/${t.original.name}`, spec: t.original }));
  return [...own, ...(node.suites ?? []).flatMap((s: Json) => cases(s, path ? `${path}/${s.name}` : s.name))];
}

const PROTO =
  /TestAllTypes|NestedMessage|NestedEnum|GlobalEnum|google\.protobuf\.(?!Timestamp|Duration)|objectValue|enumValue|typeUrl|"@type"|messageType|cel\.expr\.conformance|proto2|proto3|wrapper/;

const isProto = (spec: Json): boolean => PROTO.test(JSON.stringify({ ...spec, name: "", description: "" }));

const PRIMITIVES: Record<string, CelType> = {
  BOOL: T.bool,
  INT64: T.int,
  UINT64: T.uint,
  DOUBLE: T.double,
  STRING: T.string,
  BYTES: T.bytes,
};

function declared(type: Json): CelType {
  if (type.primitive) return PRIMITIVES[type.primitive]!;
  if (type.listType) return T.list(type.listType.elemType ? declared(type.listType.elemType) : T.dyn);
  if (type.mapType) return T.map(declared(type.mapType.keyType), declared(type.mapType.valueType));
  if (type.wellKnown)
    return type.wellKnown === "TIMESTAMP" ? T.timestamp : type.wellKnown === "DURATION" ? T.duration : T.dyn;
  if (type.abstractType?.name === "optional_type")
    return T.optional(declared(type.abstractType.parameterTypes[0]));
  if ("null" in type) return T.null;
  if ("type" in type) return T.type;
  return T.dyn;
}

/** A `cel.expr.Value` as a CEL value. */
export function value(json: Json): unknown {
  const [kind, inner] = Object.entries<Json>(json)[0]!;
  switch (kind) {
    case "nullValue":
      return null;
    case "boolValue":
    case "stringValue":
      return inner;
    case "int64Value":
      return int(BigInt(inner));
    case "uint64Value":
      return new Uint(BigInt(inner));
    case "doubleValue":
      return new Double(Number(inner));
    case "bytesValue":
      return Uint8Array.from(Buffer.from(inner, "base64"));
    case "typeValue":
      return new TypeValue(inner);
    case "listValue":
      return (inner.values ?? []).map(value);
    case "mapValue": {
      const map = new CelMap();
      for (const entry of inner.entries ?? []) map.insert(value(entry.key), value(entry.value));
      return map;
    }
    default:
      throw new Error(`unexpected ${kind}`);
  }
}

const relevant = (suite as Json).suites
  .filter((s: Json) => SECTIONS.includes(s.name))
  .flatMap((s: Json) => cases(s, s.name));
export const plain: readonly Case[] = relevant.filter((c: Case) => !isProto(c.spec) && !c.spec.checkOnly);

/** What a case's variables are declared as, and hold. */
export function surroundings(spec: Json): {
  variables: Record<string, CelType>;
  activation: Record<string, unknown>;
} {
  const bindings = Object.entries<Json>(spec.bindings ?? {});
  const variables: Record<string, CelType> = Object.fromEntries(bindings.map(([name]) => [name, T.dyn]));
  for (const { name, ident } of spec.typeEnv ?? []) if (ident) variables[name] = declared(ident.type);
  return { variables, activation: Object.fromEntries(bindings.map(([name, b]) => [name, value(b.value)])) };
}
