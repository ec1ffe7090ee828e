/** What Kubernetes demands of any object's metadata. */

import { forbidden, invalid, required, tooLong } from "./field-error.ts";
import { child, key as keyed } from "./field-path.ts";
import { isObject, type JsonObject } from "./json.ts";
import { dns1123Label, labelValue, qualifiedName } from "./names.ts";
import type { FieldError } from "./types.ts";

const MAX_ANNOTATION_BYTES = 256 * 1024;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

const textAt = (object: JsonObject, name: string): string => {
  const value = object[name];
  return typeof value === "string" ? value : "";
};

const entries = (value: unknown): [string, string][] =>
  isObject(value) ? Object.entries(value).map(([key, one]) => [key, typeof one === "string" ? one : ""]) : [];

/**
 * Complaints about decoded metadata at `path`. `checkName` judges `name` and, with true, the prefix `generateName`;
 * `namespaced` says whether a namespace is demanded or refused.
 */
export function checkObjectMeta(
  metadata: JsonObject,
  path: string,
  options: { namespaced: boolean; checkName: (text: string, isPrefix: boolean) => string[] },
): FieldError[] {
  const [name, generateName, namespace] = ["name", "generateName", "namespace"].map((one) =>
    textAt(metadata, one),
  );
  const errors: FieldError[] = [];
  const complain = (field: string, value: unknown, problems: readonly string[]): void => {
    for (const problem of problems) errors.push(invalid(field, value, problem));
  };
  if (generateName)
    complain(child(path, "generateName"), generateName, options.checkName(generateName, true));
  if (!name) errors.push(required(child(path, "name"), "name or generateName is required"));
  else complain(child(path, "name"), name, options.checkName(name, false));
  if (!options.namespaced) {
    if (namespace) errors.push(forbidden(child(path, "namespace"), "not allowed on this type"));
  } else if (!namespace) errors.push(required(child(path, "namespace")));
  else complain(child(path, "namespace"), namespace, dns1123Label(namespace));
  const { generation } = metadata;
  if (typeof generation === "number" && generation < 0) {
    errors.push(invalid(child(path, "generation"), generation, "must be greater than or equal to 0"));
  }
  for (const [label, value] of entries(metadata.labels)) {
    complain(child(path, "labels"), label, qualifiedName(label));
    complain(child(path, "labels"), value, labelValue(value));
  }
  const annotations = entries(metadata.annotations);
  for (const [annotation] of annotations) {
    complain(child(path, "annotations"), annotation, qualifiedName(annotation.toLowerCase()));
  }
  if (annotations.reduce((sum, [key, value]) => sum + bytes(key) + bytes(value), 0) > MAX_ANNOTATION_BYTES) {
    errors.push(tooLong(child(path, "annotations"), MAX_ANNOTATION_BYTES));
  }
  errors.push(...checkOwners(metadata.ownerReferences, child(path, "ownerReferences")));
  errors.push(...checkFinalizers(metadata.finalizers, child(path, "finalizers")));
  errors.push(...checkManagers(metadata.managedFields, child(path, "managedFields")));
  return errors;
}

function checkOwners(owners: unknown, path: string): FieldError[] {
  const errors: FieldError[] = [];
  let controller = "";
  for (const owner of Array.isArray(owners) ? owners.filter(isObject) : []) {
    const [version, kind, name] = ["apiVersion", "kind", "name"].map((one) => textAt(owner, one));
    if (!version?.split("/").at(-1)) {
      errors.push(invalid(child(path, "apiVersion"), version, "version must not be empty"));
    }
    for (const part of ["kind", "name", "uid"]) {
      if (textAt(owner, part) === "") errors.push(invalid(child(path, part), "", "must not be empty"));
    }
    if (version === "v1" && kind === "Event") {
      errors.push(invalid(path, owner, "/v1, Kind=Event is disallowed from being an owner"));
    }
    if (owner.controller !== true) continue;
    const current = `${kind}/${name}`;
    if (controller !== "") {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${current}`;
      errors.push(invalid(path, owners, detail));
    } else controller = current;
  }
  return errors;
}

function checkFinalizers(finalizers: unknown, path: string): FieldError[] {
  const names = Array.isArray(finalizers) ? finalizers.filter((one) => typeof one === "string") : [];
  const errors = names.flatMap((name) => qualifiedName(name).map((problem) => invalid(path, name, problem)));
  if (names.includes("orphan") && names.includes("foregroundDeletion")) {
    errors.push(invalid(path, names, "finalizer orphan and foregroundDeletion cannot be both set"));
  }
  return errors;
}

function checkManagers(managed: unknown, path: string): FieldError[] {
  const errors: FieldError[] = [];
  (Array.isArray(managed) ? managed : []).forEach((entry, index) => {
    if (!isObject(entry)) return;
    const at = keyed(path, index);
    const [operation, fieldsType, manager, subresource] = [
      "operation",
      "fieldsType",
      "manager",
      "subresource",
    ].map((one) => textAt(entry, one));
    if (operation !== "Apply" && operation !== "Update") {
      errors.push(invalid(child(at, "operation"), operation, "must be `Apply` or `Update`"));
    }
    if (fieldsType && fieldsType !== "FieldsV1") {
      errors.push(invalid(child(at, "fieldsType"), fieldsType, "must be `FieldsV1`"));
    }
    if (bytes(manager ?? "") > 128) errors.push(tooLong(child(at, "manager"), 128));
    if (bytes(subresource ?? "") > 256) errors.push(tooLong(child(at, "subresource"), 256));
  });
  return errors;
}
