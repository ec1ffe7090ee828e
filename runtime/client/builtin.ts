/** The built-in kinds that an operator touches: how they are addressed, and the fields that it reads. */
import type { OpenObject, Quantity, Time } from "../../api/meta.ts";
import type { ObjectLike } from "./object.ts";

/** RFC 3339 with six decimals, as Leases and newer Events carry it. */
export type MicroTime = string;

export interface Namespace extends ObjectLike {
  spec?: { finalizers?: string[] };
  status?: { phase?: "Active" | "Terminating" };
}

export interface ObjectReference {
  apiVersion?: string;
  kind?: string;
  namespace?: string;
  name?: string;
  uid?: string;
  resourceVersion?: string;
  fieldPath?: string;
}

export interface Event extends ObjectLike {
  involvedObject: ObjectReference;
  type?: "Normal" | "Warning";
  reason?: string;
  message?: string;
  count?: number;
  firstTimestamp?: Time;
  lastTimestamp?: Time;
  eventTime?: MicroTime | null;
  action?: string;
  source?: { component?: string; host?: string };
  reportingComponent?: string;
  reportingInstance?: string;
}

export interface Secret extends ObjectLike {
  type?: string;
  immutable?: boolean;
  /** Base64. */
  data?: { [key: string]: string };
  /** Written only; the server turns it into `data`. */
  stringData?: { [key: string]: string };
}

export interface ConfigMap extends ObjectLike {
  immutable?: boolean;
  data?: { [key: string]: string };
  /** Base64. */
  binaryData?: { [key: string]: string };
}

export interface PersistentVolumeClaim extends ObjectLike {
  spec?: {
    accessModes?: string[];
    resources?: { requests?: { [name: string]: Quantity }; limits?: { [name: string]: Quantity } };
    storageClassName?: string;
    volumeMode?: "Filesystem" | "Block";
    volumeName?: string;
  };
  status?: {
    phase?: "Pending" | "Bound" | "Lost";
    accessModes?: string[];
    capacity?: { [name: string]: Quantity };
  };
}

export interface StorageClass extends ObjectLike {
  provisioner: string;
  parameters?: { [name: string]: string };
  reclaimPolicy?: string;
  volumeBindingMode?: string;
  allowVolumeExpansion?: boolean;
}

export interface Node extends ObjectLike {
  spec?: OpenObject;
  status?: OpenObject;
}

export interface ResourceQuota extends ObjectLike {
  spec?: { hard?: { [name: string]: Quantity }; scopes?: string[] };
  status?: { hard?: { [name: string]: Quantity }; used?: { [name: string]: Quantity } };
}

export interface Lease extends ObjectLike {
  spec?: {
    holderIdentity?: string;
    leaseDurationSeconds?: number;
    acquireTime?: MicroTime;
    renewTime?: MicroTime;
    leaseTransitions?: number;
  };
}

export interface CustomResourceDefinition extends ObjectLike {
  spec: {
    group: string;
    scope: "Namespaced" | "Cluster";
    names: { kind: string; plural: string; singular?: string; listKind?: string; shortNames?: string[] };
    versions: { name: string; served: boolean; storage: boolean; [field: string]: unknown }[];
    [field: string]: unknown;
  };
  status?: {
    conditions?: {
      type: string;
      status: string;
      reason?: string;
      message?: string;
      lastTransitionTime?: Time;
    }[];
    storedVersions?: string[];
    acceptedNames?: OpenObject;
  };
}

/** An admission policy, a binding of one, or a webhook configuration: written and compared, never looked into. */
export interface AdmissionConfiguration extends ObjectLike {
  spec?: OpenObject;
  webhooks?: OpenObject[];
}

export interface BuiltinTypes {
  Namespace: Namespace;
  Event: Event;
  Secret: Secret;
  ConfigMap: ConfigMap;
  PersistentVolumeClaim: PersistentVolumeClaim;
  Node: Node;
  ResourceQuota: ResourceQuota;
  StorageClass: StorageClass;
  Lease: Lease;
  CustomResourceDefinition: CustomResourceDefinition;
  ValidatingAdmissionPolicy: AdmissionConfiguration;
  ValidatingAdmissionPolicyBinding: AdmissionConfiguration;
  MutatingAdmissionPolicy: AdmissionConfiguration;
  MutatingAdmissionPolicyBinding: AdmissionConfiguration;
  ValidatingWebhookConfiguration: AdmissionConfiguration;
  MutatingWebhookConfiguration: AdmissionConfiguration;
}

const ADMISSION = "admissionregistration.k8s.io";

// biome-ignore format: a table reads by its columns
export const BUILTIN = {
  Namespace:                        { group: "",                     version: "v1", kind: "Namespace",                        plural: "namespaces",                         namespaced: false },
  Event:                            { group: "",                     version: "v1", kind: "Event",                            plural: "events",                             namespaced: true  },
  Secret:                           { group: "",                     version: "v1", kind: "Secret",                           plural: "secrets",                            namespaced: true  },
  ConfigMap:                        { group: "",                     version: "v1", kind: "ConfigMap",                        plural: "configmaps",                         namespaced: true  },
  PersistentVolumeClaim:            { group: "",                     version: "v1", kind: "PersistentVolumeClaim",            plural: "persistentvolumeclaims",             namespaced: true  },
  Node:                             { group: "",                     version: "v1", kind: "Node",                             plural: "nodes",                              namespaced: false },
  ResourceQuota:                    { group: "",                     version: "v1", kind: "ResourceQuota",                    plural: "resourcequotas",                     namespaced: true  },
  StorageClass:                     { group: "storage.k8s.io",       version: "v1", kind: "StorageClass",                     plural: "storageclasses",                     namespaced: false },
  Lease:                            { group: "coordination.k8s.io",  version: "v1", kind: "Lease",                            plural: "leases",                             namespaced: true  },
  CustomResourceDefinition:         { group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition",         plural: "customresourcedefinitions",          namespaced: false },
  ValidatingAdmissionPolicy:        { group: ADMISSION,              version: "v1", kind: "ValidatingAdmissionPolicy",        plural: "validatingadmissionpolicies",        namespaced: false },
  ValidatingAdmissionPolicyBinding: { group: ADMISSION,              version: "v1", kind: "ValidatingAdmissionPolicyBinding", plural: "validatingadmissionpolicybindings",  namespaced: false },
  MutatingAdmissionPolicy:          { group: ADMISSION,              version: "v1", kind: "MutatingAdmissionPolicy",          plural: "mutatingadmissionpolicies",          namespaced: false },
  MutatingAdmissionPolicyBinding:   { group: ADMISSION,              version: "v1", kind: "MutatingAdmissionPolicyBinding",   plural: "mutatingadmissionpolicybindings",    namespaced: false },
  ValidatingWebhookConfiguration:   { group: ADMISSION,              version: "v1", kind: "ValidatingWebhookConfiguration",   plural: "validatingwebhookconfigurations",    namespaced: false },
  MutatingWebhookConfiguration:     { group: ADMISSION,              version: "v1", kind: "MutatingWebhookConfiguration",     plural: "mutatingwebhookconfigurations",      namespaced: false },
} as const;
