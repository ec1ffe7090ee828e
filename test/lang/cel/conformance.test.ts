/**
 * The conformance suite of the CEL specification, as far as Kubernetes has it: no protobuf messages, no enums.
 * A case passes when compiling or evaluating gives exactly the value or an error where one is expected.
 */
import { tests as suite } from "@bufbuild/cel-spec/testdata/conformance.js";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { equals } from "../../../rules/lang/cel/equality.ts";
import {
  type CelType,
  compile,
  formatIssues,
  isProgram,
  CelTypes as T,
} from "../../../rules/lang/cel/index.ts";
import { typeName } from "../../../rules/lang/cel/json.ts";
import { CelMap, Double, int, Optional, TypeValue, Uint } from "../../../rules/lang/cel/values.ts";
import { DIFFERENT, LEFT_OUT } from "./conformance-left-out.ts";

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
type Json = any;

interface Case {
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
function value(json: Json): unknown {
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

function same(actual: unknown, expected: unknown): boolean {
  if (expected instanceof Double && actual instanceof Double && Number.isNaN(expected.value))
    return Number.isNaN(actual.value);
  if (actual instanceof Optional) return false;
  return typeName(actual) === typeName(expected) && equals(actual, expected);
}

/** What is wrong with our answer; undefined when nothing is. */
function failure(spec: Json): string | undefined {
  const bindings = Object.entries<Json>(spec.bindings ?? {});
  const variables: Record<string, CelType> = Object.fromEntries(bindings.map(([name]) => [name, T.dyn]));
  for (const { name, ident } of spec.typeEnv ?? []) if (ident) variables[name] = declared(ident.type);
  const program = compile(spec.expr, { compat: "1.37", variables, mixedLiterals: true });
  const wantsError = spec.evalError !== undefined || spec.anyEvalErrors !== undefined;
  if (!isProgram(program)) return wantsError ? undefined : formatIssues(spec.expr, program.issues);
  const result = program.evaluateValue(
    Object.fromEntries(bindings.map(([name, b]) => [name, value(b.value)])),
  );
  if (!result.ok) return wantsError ? undefined : `${result.error.code}: ${result.error.message}`;
  const expected = spec.typedResult?.result ?? spec.value ?? { boolValue: true };
  if (wantsError) return `expected an error, got ${String(result.value)}`;
  return same(result.value, value(expected))
    ? undefined
    : `expected ${JSON.stringify(expected)}, got ${show(result.value)}`;
}

function show(actual: unknown): string {
  return `${typeName(actual)} ${JSON.stringify(actual, (_, v) => (typeof v === "bigint" ? `${v}n` : v))}`;
}

const relevant = (suite as Json).suites
  .filter((s: Json) => SECTIONS.includes(s.name))
  .flatMap((s: Json) => cases(s, s.name));
const plain: Case[] = relevant.filter((c: Case) => !isProto(c.spec) && !c.spec.checkOnly);
const leftOut = new Set(Object.values(LEFT_OUT).flat());
const different = new Set(Object.values(DIFFERENT).flat());

test(`conformance: ${plain.length} cases give the specified value or error`, () => {
  const failed = plain.flatMap(({ path, spec }) => {
    if (leftOut.has(path) || different.has(path)) return [];
    const why = failure(spec);
    return why === undefined ? [] : [`${path}: ${spec.expr}\n    ${why}`];
  });
  assert.is(failed.join("\n"), "");
});

test("every case left out exists, fails, and is at most one in fifty", () => {
  const byPath = new Map(plain.map((c) => [c.path, c.spec]));
  const wrong = [...leftOut, ...different].filter(
    (path) => !byPath.has(path) || failure(byPath.get(path)) === undefined,
  );
  assert.equal(wrong, []);
  assert.ok(leftOut.size <= plain.length / 50, `${leftOut.size} of ${plain.length}`);
});

test.run();
