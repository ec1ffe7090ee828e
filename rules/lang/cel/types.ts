/** CEL types as plain data, and how they are written in messages. */

export interface ObjectFields {
  readonly [celName: string]: { readonly json: string; readonly type: CelType };
}

/** How Kubernetes compares and adds a list that carries `x-kubernetes-list-type`. */
export type ListSemantics =
  | { readonly type: "set" }
  | { readonly type: "map"; readonly keys: readonly string[] };

export type SimpleKind =
  | "bool"
  | "int"
  | "uint"
  | "double"
  | "string"
  | "bytes"
  | "timestamp"
  | "duration"
  | "null"
  | "dyn"
  | "type"
  | "error";

export type CelType =
  | { readonly kind: SimpleKind }
  | { readonly kind: "list"; readonly elem: CelType; readonly semantics?: ListSemantics }
  | { readonly kind: "map"; readonly key: CelType; readonly value: CelType }
  | { readonly kind: "object"; readonly name: string; readonly fields: ObjectFields }
  | { readonly kind: "optional"; readonly of: CelType }
  | { readonly kind: "opaque"; readonly name: string }
  | { readonly kind: "param"; readonly name: string };

const simple = (kind: SimpleKind): CelType => ({ kind });

export const CelTypes = {
  bool: simple("bool"),
  int: simple("int"),
  uint: simple("uint"),
  double: simple("double"),
  string: simple("string"),
  bytes: simple("bytes"),
  timestamp: simple("timestamp"),
  duration: simple("duration"),
  null: simple("null"),
  dyn: simple("dyn"),
  type: simple("type"),
  error: simple("error"),
  list: (elem: CelType, semantics?: ListSemantics): CelType =>
    semantics ? { kind: "list", elem, semantics } : { kind: "list", elem },
  map: (key: CelType, value: CelType): CelType => ({ kind: "map", key, value }),
  object: (name: string, fields: ObjectFields): CelType => ({ kind: "object", name, fields }),
  optional: (of: CelType): CelType => ({ kind: "optional", of }),
  opaque: (name: string): CelType => ({ kind: "opaque", name }),
  param: (name: string): CelType => ({ kind: "param", name }),
} as const;

const SIMPLE_NAMES: Record<SimpleKind, string> = {
  bool: "bool",
  int: "int",
  uint: "uint",
  double: "double",
  string: "string",
  bytes: "bytes",
  timestamp: "timestamp",
  duration: "duration",
  null: "null",
  dyn: "dyn",
  type: "type",
  error: "!error!",
};

/** The spelling cel-go's checker uses in messages, e.g. `map(string, list(int))`. */
export function formatType(type: CelType): string {
  switch (type.kind) {
    case "list":
      return `list(${formatType(type.elem)})`;
    case "map":
      return `map(${formatType(type.key)}, ${formatType(type.value)})`;
    case "optional":
      return `optional_type(${formatType(type.of)})`;
    case "object":
    case "opaque":
    case "param":
      return type.name;
    default:
      return SIMPLE_NAMES[type.kind];
  }
}

/** Types an expression may name as a value, e.g. `type(x) == string`, by the compat version from which it may. */
export const TYPE_IDENTIFIERS: { readonly [name: string]: string } = {
  bool: "1.0",
  int: "1.0",
  uint: "1.0",
  double: "1.0",
  string: "1.0",
  bytes: "1.0",
  list: "1.0",
  map: "1.0",
  null_type: "1.0",
  type: "1.0",
  "google.protobuf.Timestamp": "1.0",
  "google.protobuf.Duration": "1.0",
  optional_type: "1.30",
  "net.IP": "1.30",
  "net.CIDR": "1.30",
};

/** What `type(x)` of a value of the type gives, e.g. `list`. */
export function runtimeName(type: CelType): string {
  switch (type.kind) {
    case "list":
    case "map":
      return type.kind;
    case "optional":
      return "optional_type";
    case "null":
      return "null_type";
    case "timestamp":
      return "google.protobuf.Timestamp";
    case "duration":
      return "google.protobuf.Duration";
    default:
      return formatType(type);
  }
}
