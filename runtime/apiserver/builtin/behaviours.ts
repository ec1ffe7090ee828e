/** What single built-in kinds do beside their schema. */

import type { FieldError } from "../../../rules/lang/schema/types.ts";
import { validatePolicy } from "../admission/validate-policy.ts";
import { validateWebhookConfiguration } from "../admission/validate-webhooks.ts";
import type { KubeObject } from "../contract.ts";
import { fieldError } from "../errors.ts";
import { isDeepEqual } from "../registry/equal.ts";
import { withoutBreaks } from "./base64.ts";
import type { KindBehaviour } from "./strategy.ts";

type Fields = { [field: string]: unknown };

const immortalNamespaces = ["default", "kube-system", "kube-public"];
const namespaceFinalizer = "kubernetes";
const mostSecretBytes = 1024 * 1024;

function spec(object: KubeObject): Fields {
  return (object.spec ?? {}) as Fields;
}

/** Whether the namespace's contents still have to be deleted. */
export function hasNamespaceFinalizer(object: KubeObject): boolean {
  return ((spec(object).finalizers ?? []) as string[]).length > 0;
}

const namespace: KindBehaviour = {
  prepareForCreate(object) {
    object.spec = { ...spec(object), finalizers: [namespaceFinalizer] };
    object.status = { phase: "Active" };
    labelWithName(object);
  },
  prepareForUpdate(object, old) {
    object.spec = old.spec;
    labelWithName(object);
  },
  holdsDeletion: hasNamespaceFinalizer,
  markDeleted(object) {
    object.status = { ...(object.status as Fields), phase: "Terminating" };
  },
  refuseDeletion: ({ metadata }) =>
    immortalNamespaces.includes(metadata.name!) ? "this namespace may not be deleted" : undefined,
};

/** The label by which selectors can find a namespace. */
function labelWithName({ metadata }: KubeObject): void {
  if (metadata.name) metadata.labels = { ...metadata.labels, "kubernetes.io/metadata.name": metadata.name };
}

const dataKey = /^[-._a-zA-Z0-9]+$/;
const dataKeyText =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

function keyErrors(data: Fields, field: string): FieldError[] {
  return Object.keys(data)
    .filter((key) => !dataKey.test(key))
    .map((key) => fieldError.invalid(`${field}[${key}]`, key, dataKeyText));
}

/** An object marked immutable stays as it is, mark included. */
function immutableErrors(object: KubeObject, old: KubeObject, ...fields: string[]): FieldError[] {
  if (old.immutable !== true) return [];
  const text = "field is immutable when `immutable` is set";
  const errors = object.immutable === true ? [] : [fieldError.forbidden("immutable", text)];
  for (const field of fields) {
    if (!isDeepEqual(object[field] ?? {}, old[field] ?? {})) errors.push(fieldError.forbidden(field, text));
  }
  return errors;
}

/** Kubernetes keeps no empty map. */
function dropEmpty(object: KubeObject, ...fields: readonly string[]): void {
  for (const field of fields)
    if (object[field] !== undefined && Object.keys(object[field] as object).length === 0)
      delete object[field];
}

const configMap: KindBehaviour = {
  complete(object) {
    dropEmpty(object, "data", "binaryData");
    if (object.binaryData !== undefined) object.binaryData = withoutBreaks(object.binaryData as Fields);
  },
  errors(object) {
    const data = (object.data ?? {}) as Fields;
    const binary = (object.binaryData ?? {}) as Fields;
    const both = Object.keys(data)
      .filter((key) => Object.hasOwn(binary, key))
      .map((key) => fieldError.invalid(`data[${key}]`, key, "duplicate of key present in binaryData"));
    return [
      ...keyErrors(data, "data"),
      ...both,
      ...keyErrors(binary, "binaryData"),
      ...sizeErrors("", data, binary),
    ];
  },
  updateErrors: (object, old) => immutableErrors(object, old, "data", "binaryData"),
};

function sizeErrors(field: string, ...maps: Fields[]): FieldError[] {
  let size = 0;
  for (const map of maps) for (const value of Object.values(map)) size += Buffer.byteLength(String(value));
  return size > mostSecretBytes ? [fieldError.tooLong(field, "", mostSecretBytes)] : [];
}

const secret: KindBehaviour = {
  complete(object) {
    dropEmpty(object, "data", "stringData");
    if (object.data !== undefined) object.data = withoutBreaks(object.data as Fields);
    const plain = object.stringData as { [key: string]: string } | undefined;
    if (plain === undefined) return;
    const data = { ...(object.data as Fields) };
    for (const [key, value] of Object.entries(plain)) data[key] = Buffer.from(value).toString("base64");
    object.data = data;
    delete object.stringData;
  },
  errors: ({ data }) => [
    ...keyErrors((data ?? {}) as Fields, "data"),
    ...sizeErrors("data", (data ?? {}) as Fields),
  ],
  updateErrors(object, old) {
    const errors = immutableErrors(object, old, "data");
    if (object.type !== old.type) errors.push(fieldError.invalid("type", object.type, "field is immutable"));
    return errors;
  },
};

const event: KindBehaviour = {
  errors(object) {
    const subject = (object.involvedObject ?? {}) as Fields;
    const where = (subject.namespace as string | undefined) || "default";
    if (object.metadata.namespace === where) return [];
    return [
      fieldError.invalid(
        "involvedObject.namespace",
        subject.namespace ?? "",
        "does not match event.namespace",
      ),
    ];
  },
};

const accessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

function accessModeErrors(object: KubeObject): FieldError[] {
  const modes = (spec(object).accessModes ?? []) as string[];
  if (modes.length === 0)
    return [fieldError.required("spec.accessModes", "at least 1 access mode is required")];
  return modes
    .filter((mode) => !accessModes.includes(mode))
    .map((mode) => fieldError.notSupported("spec.accessModes", mode, accessModes));
}

const changeableClaimFields = ["resources", "volumeName", "volumeAttributesClassName"];

const claim: KindBehaviour = {
  prepareForCreate(object) {
    object.status = { phase: "Pending" };
  },
  errors(object) {
    const requests = ((spec(object).resources as Fields | undefined)?.requests ?? {}) as Fields;
    const storage = requests.storage === undefined ? [fieldError.required("spec.resources[storage]")] : [];
    return [...accessModeErrors(object), ...storage];
  },
  updateErrors(object, old, subresource) {
    if (subresource !== "") return [];
    const now = { ...spec(object) };
    const before = { ...spec(old) };
    for (const field of changeableClaimFields) {
      if (field === "volumeName" && before.volumeName !== undefined) continue;
      delete now[field];
      delete before[field];
    }
    if (isDeepEqual(now, before)) return [];
    const detail =
      "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";
    return [fieldError.forbidden("spec", detail)];
  },
};

const volume: KindBehaviour = {
  prepareForCreate(object) {
    object.status = { phase: "Pending" };
  },
  errors(object) {
    const capacity = (spec(object).capacity ?? {}) as Fields;
    return [
      ...accessModeErrors(object),
      ...(capacity.storage === undefined ? [fieldError.required("spec.capacity")] : []),
    ];
  },
};

const storageClass: KindBehaviour = {
  updateErrors(object, old) {
    const errors: FieldError[] = [];
    for (const field of ["provisioner", "reclaimPolicy", "volumeBindingMode"]) {
      if (!isDeepEqual(object[field], old[field])) {
        errors.push(fieldError.invalid(field, object[field], "field is immutable"));
      }
    }
    if (!isDeepEqual(object.parameters ?? {}, old.parameters ?? {})) {
      errors.push(fieldError.forbidden("parameters", "updates to parameters are forbidden."));
    }
    return errors;
  },
};

const pod: KindBehaviour = {
  prepareForCreate(object) {
    object.status = { phase: "Pending", qosClass: "BestEffort" };
  },
};

const lease: KindBehaviour = {
  errors(object) {
    const { leaseDurationSeconds: duration, leaseTransitions: transitions } = spec(object) as {
      [field: string]: number | undefined;
    };
    const errors: FieldError[] = [];
    if (duration !== undefined && duration <= 0)
      errors.push(fieldError.invalid("spec.leaseDurationSeconds", duration, "must be greater than 0"));
    if (transitions !== undefined && transitions < 0) {
      const detail = "must be greater than or equal to 0";
      errors.push(fieldError.invalid("spec.leaseTransitions", transitions, detail));
    }
    return errors;
  },
};

/** Kinds that are not named have no behaviour of their own. */
export const behaviours: { readonly [kind: string]: KindBehaviour } = {
  Namespace: namespace,
  ConfigMap: configMap,
  Secret: secret,
  Event: event,
  PersistentVolumeClaim: claim,
  PersistentVolume: volume,
  StorageClass: storageClass,
  Lease: lease,
  Pod: pod,
  ValidatingAdmissionPolicy: {
    errors: validatePolicy,
    prepareForCreate(object) {
      object.status = {};
    },
  },
  ValidatingAdmissionPolicyBinding: { errors: validatePolicy },
  MutatingAdmissionPolicy: { errors: validatePolicy },
  MutatingAdmissionPolicyBinding: { errors: validatePolicy },
  ValidatingWebhookConfiguration: { errors: validateWebhookConfiguration },
  MutatingWebhookConfiguration: { errors: validateWebhookConfiguration },
};
