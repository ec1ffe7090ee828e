/** The one model that checks read and emitters print. Plain data. */
import type { MarkerName } from "../api/markers.ts";
import type { JSONSchemaProps } from "../rules/lang/schema/types.ts";
import type { Position } from "./problems.ts";

/** A marker as written, with its argument parsed as the vocabulary says. */
export interface MarkerUse {
  name: MarkerName;
  value: unknown;
  position: Position;
}

/** A type with all names and generics resolved. Named types stand in `Model.types`. */
export type TypeNode =
  | { kind: "scalar"; type: "string" | "number" | "boolean" }
  | { kind: "enum"; values: EnumValue[]; position: Position }
  | { kind: "list"; items: TypeNode; tuple?: Tuple }
  | { kind: "map"; values: TypeNode }
  | { kind: "object"; fields: FieldNode[]; position: Position }
  /** `position` is that of the reference. A type may contain itself; what bounds it is a marker. */
  | { kind: "named"; key: string; position: Position }
  | { kind: "nullable"; inner: TypeNode }
  /** Objects of which exactly one form holds: a tagged union, or without `tag` one whose forms each have a key. */
  | { kind: "variants"; tag?: string; variants: VariantNode[]; position: Position }
  /** `unknown`: only with @preserveUnknownFields. Or a type that is part of itself without a name, and its `cycle`. */
  | { kind: "unknown"; position: Position; cycle?: string }
  /** A union that only @intOrString or @preserveUnknownFields makes expressible. */
  | { kind: "union"; members: TypeNode[]; text: string; position: Position };

export interface EnumValue {
  value: string | number | boolean;
  doc: string;
}

/** How many items a list written as a tuple has. */
export interface Tuple {
  least: number;
  /** No bound without it. */
  most?: number;
  /** Item by item, where they differ: only indexed access can use such a tuple. */
  elements?: TypeNode[];
  position: Position;
}

/** One form of a union. */
export interface VariantNode {
  /** What the tag may be; without a tag the one key. */
  values: EnumValue[];
  doc: string;
  /** All fields, the tag included. */
  fields: FieldNode[];
  /** The object as it was written: a name, or the fields. */
  type: TypeNode;
}

export interface FieldNode {
  name: string;
  optional: boolean;
  doc: string;
  markers: MarkerUse[];
  type: TypeNode;
  /** Everywhere in the schemas it has a default: an API server answers it wherever the object around it is there. */
  defaulted?: boolean;
  position: Position;
}

/** An interface or alias that other types refer to. */
export interface NamedType {
  name: string;
  doc: string;
  markers: MarkerUse[];
  type: TypeNode;
  /** An instance of a generic type: printed where it is used, for it has no name of its own. */
  inline: boolean;
  position: Position;
}

/**
 * What one object schema folds together: the fields of each form of a union. The schema holds all fields, and rules
 * that tell the forms apart; documents that can say `oneOf`, samples and fuzzers need the forms.
 */
export interface UnionShape {
  tag?: string;
  variants: UnionVariant[];
}

export interface Repeat {
  /** A key of `Model.types`. */
  type: string;
  /** Path of the outermost. */
  of: string;
}

export interface UnionVariant {
  /** What the tag may be; without a tag the one key. */
  values: (string | number | boolean)[];
  doc: string;
  /** Names of fields that may be there, the required ones and the tag included. */
  fields: string[];
  required: string[];
}

export interface GroupVersion {
  group: string;
  version: string;
  storage: boolean;
  served: boolean;
  deprecated?: string;
  /** Folder of the version, as printed in messages. */
  folder: string;
}

export interface Column {
  name: string;
  type: "string" | "integer" | "number" | "boolean" | "date";
  jsonPath: string;
  format?: string;
  priority?: number;
  description?: string;
}

export interface Subresources {
  status: boolean;
  scale?: { specReplicasPath: string; statusReplicasPath: string; labelSelectorPath?: string };
}

/** A row of the rule tables that speaks about a field. */
export interface FieldRule {
  id: string;
  /** Dotted path; empty for the object. */
  field: string;
  /** What a refusal says, or why a default is given. */
  says: string;
  /** Who enforces it, in words. */
  by: string;
  /** A new object must have the field, though its schema does not say so. */
  required?: boolean;
  /** The page of its table. */
  page: string;
}

/** One kind in one version. */
export interface ResourceModel {
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames: string[];
  categories: string[];
  scope: "Namespaced" | "Cluster";
  /** Of the CRD object. */
  labels?: { [key: string]: string };
  annotations?: { [key: string]: string };
  storage: boolean;
  served: boolean;
  deprecated?: string;
  doc: string;
  columns: Column[];
  /** Those who may edit a namespace may not write its objects of this kind. */
  administered: boolean;
  /** JSON paths, `.spec.className`. */
  selectableFields: string[];
  subresources: Subresources;
  /** What the CRD says: root with apiVersion, kind, metadata (as `{type: object}`) and the interface's fields. */
  schema: JSONSchemaProps;
  /** What `metadata` really is, for documents that stand alone. */
  metadataSchema: JSONSchemaProps;
  /** The interface, a key of `Model.types`. */
  type: string;
  /** The file of the interface. */
  file: string;
  /** Where each schema node was written: `spec.disks[].name`, `spec.labels{}`, "" for the root. */
  positions: { [path: string]: Position };
  /** Unions, by the path of their schema node. */
  unions: { [path: string]: UnionShape };
  /** What the rule tables say about fields, for documentation; none without tables. */
  fieldRules?: FieldRule[];
  /** Types inside themselves, by path: where the outermost is. The schema ends somewhere below, the type does not. */
  repeats: { [path: string]: Repeat };
  /** One-of groups and fields that need or exclude each other, by the path of their object, as JSON Schema says them. */
  relations: { [path: string]: { [keyword: string]: unknown }[] };
  /** Paths of fields whose presence means something: marked @presence, in a one-of group, or of one form of a union. */
  presence: string[];
  /** Paths of objects that got `default: {}` for the sake of the defaults inside. */
  madeDefaults: string[];
  /** What @descriptions says, by path; it holds from there down. */
  descriptions: { [path: string]: DescriptionPolicy };
}

export type DescriptionPolicy = "full" | "brief" | "none";

export interface Model {
  groupVersions: GroupVersion[];
  /** In the order of group, kind, version. */
  resources: ResourceModel[];
  types: { [key: string]: NamedType };
  /** What rows of the tables ask of other objects. */
  lookedUp?: readonly LookedUp[];
}

/** A resource that an operator has to be allowed to read, and how it is read. */
export interface LookedUp {
  group: string;
  plural: string;
  verbs: readonly ("get" | "list")[];
}

/** `vmoperator.vmware.com/v1alpha5/VirtualMachine`. */
export const resourceKey = (r: Pick<ResourceModel, "group" | "version" | "kind">): string =>
  `${r.group}/${r.version}/${r.kind}`;
