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
  | { kind: "list"; items: TypeNode }
  | { kind: "map"; values: TypeNode }
  | { kind: "object"; fields: FieldNode[]; position: Position }
  | { kind: "named"; key: string }
  | { kind: "nullable"; inner: TypeNode }
  /** `unknown`: only with @preserveUnknownFields. */
  | { kind: "unknown"; position: Position }
  /** A union that only @intOrString or @preserveUnknownFields makes expressible. */
  | { kind: "union"; members: TypeNode[]; text: string; position: Position };

export interface EnumValue {
  value: string | number | boolean;
  doc: string;
}

export interface FieldNode {
  name: string;
  optional: boolean;
  doc: string;
  markers: MarkerUse[];
  type: TypeNode;
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
  storage: boolean;
  served: boolean;
  deprecated?: string;
  doc: string;
  columns: Column[];
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
}

export interface Model {
  groupVersions: GroupVersion[];
  /** In the order of group, kind, version. */
  resources: ResourceModel[];
  types: { [key: string]: NamedType };
}

/** `vmoperator.vmware.com/v1alpha5/VirtualMachine`. */
export const resourceKey = (r: Pick<ResourceModel, "group" | "version" | "kind">): string =>
  `${r.group}/${r.version}/${r.kind}`;
