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

/** A length of time as Go writes it (`5m`, `1h30m`). @pattern ^([0-9]+(\.[0-9]+)?(ns|us|ms|s|m|h))+$ @maxLength 64 @example "30s" */
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
  name?: string;
  generateName?: string;
  namespace?: string;
  labels?: { [key: string]: string };
  annotations?: { [key: string]: string };
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: Time;
  deletionTimestamp?: Time;
  deletionGracePeriodSeconds?: number;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: OpenObject[];
  selfLink?: string;
}

/** The object that another object belongs to. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
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
