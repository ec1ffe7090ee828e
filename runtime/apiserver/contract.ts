/** What the parts of the embedded API server say to each other. Types only. */
import type { ObjectMeta } from "../../api/meta.ts";

/** Any Kubernetes object, as plain JSON. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** Who asks. */
export interface UserInfo {
  username: string;
  uid?: string;
  groups: string[];
  extra?: { [key: string]: string[] };
}

/** `meta.k8s.io/v1 Status`. */
export interface Status {
  kind: "Status";
  apiVersion: "v1";
  metadata: { resourceVersion?: string; continue?: string };
  status: "Success" | "Failure";
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code: number;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: { reason?: string; message?: string; field?: string }[];
  retryAfterSeconds?: number;
}

/** One column of `kubectl get`. */
export interface PrinterColumn {
  name: string;
  type: "integer" | "number" | "string" | "boolean" | "date";
  format?: string;
  description?: string;
  priority?: number;
  jsonPath: string;
}

/** One resource of one version, as discovery, OpenAPI, tables and routing need it. Built-in and custom alike. */
export interface ResourceInfo {
  group: string;
  version: string;
  kind: string;
  listKind: string;
  plural: string;
  singular: string;
  shortNames: readonly string[];
  categories: readonly string[];
  namespaced: boolean;
  verbs: readonly string[];
  subresources: { status: boolean; scale?: { specReplicasPath: string; statusReplicasPath: string } };
  columns: readonly PrinterColumn[];
  /** JSON paths usable in field selectors beside metadata.name and metadata.namespace. */
  selectableFields: readonly string[];
  deprecationWarning?: string;
  /** The version that objects are stored in; this one unless said. */
  storageVersion?: string;
}

export type Operation = "CREATE" | "UPDATE" | "DELETE" | "CONNECT";

/** One request as admission sees it. */
export interface AdmissionAttributes {
  operation: Operation;
  resource: { group: string; version: string; resource: string };
  kind: { group: string; version: string; kind: string };
  subresource: string;
  namespace: string;
  name: string;
  object: KubeObject | null;
  oldObject: KubeObject | null;
  userInfo: UserInfo;
  dryRun: boolean;
  options: { [key: string]: unknown };
}

/**
 * The admission chain of the server: mutating phase, then (after schema validation) validating phase.
 * A refusal is thrown as `StatusError`; warnings are appended to `warn`.
 */
export interface AdmissionChain {
  /** Returns the object after all mutating policies and webhooks; `redefault` is applied after each change. */
  mutate(
    attributes: AdmissionAttributes,
    redefault: (object: KubeObject) => KubeObject,
    warn: (text: string) => void,
  ): Promise<KubeObject | null>;
  validate(attributes: AdmissionAttributes, warn: (text: string) => void): Promise<void>;
}

/** A failed request; `status` is the body the client gets. */
export class StatusError extends Error {
  readonly status: Status;
  constructor(status: Status) {
    super(status.message ?? status.reason ?? "request failed");
    this.name = "StatusError";
    this.status = status;
  }
}
