/**
 * Shapes and scalars that every API group shares: object metadata, conditions, and the Kubernetes scalars that
 * TypeScript has no name for. A scalar is an alias whose markers say what the schema says.
 */

/** A signed 32-bit integer. @integer @format int32 */
export type Int32 = number;

/** A signed 64-bit integer, exact up to 2^53. @integer @format int64 */
export type Int64 = number;

/** An instant, RFC 3339 (`2026-01-02T15:04:05Z`). @format date-time */
export type Time = string;

/** An instant with microseconds, RFC 3339 (`2026-01-02T15:04:05.000000Z`). @format date-time */
export type MicroTime = string;

/** A length of time as Go reads it (`5m`, `1h30m`, `0`), not negative. @pattern ^\+?(0|(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$ @maxLength 64 @example "30s" */
export type Duration = string;

/** An RFC 4122 UUID. @format uuid */
export type UUID = string;

/** A number or a string, as Kubernetes ports are. @intOrString */
export type IntOrString = number | string;

/**
 * An amount with a unit: `500m`, `4Gi`, `2`.
 * @intOrString
 * @pattern ^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$
 */
export type Quantity = number | string;

/** Any JSON object; its fields are kept as they are. @preserveUnknownFields */
export type OpenObject = { [key: string]: unknown };

/** Any JSON value, kept as it is. @preserveUnknownFields */
export type OpenValue = unknown;

/** A whole Kubernetes object of any kind, with its apiVersion, kind and metadata. @embeddedResource @preserveUnknownFields */
export type EmbeddedObject = { [key: string]: unknown };

/** Metadata that every object carries. Kubernetes fills what the caller leaves out. */
export interface ObjectMeta {
  /** Unique among the objects of the kind in the namespace; cannot be changed. */
  name?: string;
  /** Where `name` is left out, the server makes one that begins with this. */
  generateName?: string;
  /** The namespace of the object; cannot be changed. */
  namespace?: string;
  /** Short values by which objects are selected. */
  labels?: { [key: string]: string };
  /** Values for tools and people; nothing is selected by them. */
  annotations?: { [key: string]: string };
  /** Made by the server; no other object ever has it. */
  uid?: string;
  /** Changes with every write. In an update it says which version was read, and the server refuses it if that is an old one. */
  resourceVersion?: string;
  /** Counts the changes of the desired state. */
  generation?: number;
  /** When the object was created. */
  creationTimestamp?: Time;
  /** When deletion was asked for; the object goes when its finalizers are gone. */
  deletionTimestamp?: Time;
  /** Seconds that a graceful deletion may take. */
  deletionGracePeriodSeconds?: number;
  /** What must be done before the object goes; whoever does it removes its entry. */
  finalizers?: string[];
  /** Objects that this one belongs to; it is deleted after the last of them. */
  ownerReferences?: OwnerReference[];
  /** Which writer owns which fields. */
  managedFields?: OpenObject[];
  /** No longer filled in. */
  selfLink?: string;
}

/** The object that another object belongs to. */
export interface OwnerReference {
  /** API version of the owner. */
  apiVersion: string;
  /** Kind of the owner. */
  kind: string;
  /** Name of the owner, in the same namespace or of the whole cluster. */
  name: string;
  /** The uid of the owner. */
  uid: string;
  /** Whether the owner is the controller of the object; one owner at most is. */
  controller?: boolean;
  /** Whether the owner stays until this object is gone, when it is deleted in the foreground. */
  blockOwnerDeletion?: boolean;
}

/** Whether a condition holds. */
export type ConditionStatus = "True" | "False" | "Unknown";

/** One observation about an object, with the reason for it. */
export interface Condition {
  /**
   * What is observed, in CamelCase.
   * @maxLength 316
   * @pattern ^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$
   */
  type: string;
  /** Whether it holds. */
  status: ConditionStatus;
  /**
   * Why, as one CamelCase word.
   * @minLength 1
   * @maxLength 1024
   * @pattern ^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$
   */
  reason: string;
  /** The same for people; may be empty. @maxLength 32768 */
  message: string;
  /** When the status last changed. */
  lastTransitionTime: Time;
  /** The generation of the object this was observed for. @minimum 0 */
  observedGeneration?: Int64;
}

/** How a label is compared. `In` and `NotIn` need values; `Exists` and `DoesNotExist` take none. */
export interface LabelSelectorRequirement {
  /** The label's key. */
  key: string;
  /** `In`, `NotIn`, `Exists` or `DoesNotExist`. */
  operator: string;
  /**
   * Values to compare with.
   * @listType atomic
   */
  values?: string[];
}

/**
 * Objects with these labels: all of them. An empty selector means every object.
 * @mapType atomic
 */
export interface LabelSelector {
  /**
   * Labels an object must have, beside those of `matchLabels`.
   * @listType atomic
   */
  matchExpressions?: LabelSelectorRequirement[];
  /** Labels and their exact values. */
  matchLabels?: { [key: string]: string };
}

/** An object in the namespace of whoever refers to it. */
export interface LocalObjectRef {
  /** API group and version of the object, `group/version`. */
  apiVersion: string;
  /** Kind of the object. */
  kind: string;
  /** Name of the object. */
  name: string;
}
