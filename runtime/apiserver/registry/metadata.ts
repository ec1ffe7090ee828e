/** ObjectMeta: reading it from what was sent, filling what the system owns, and the rules every kind shares. */
import { randomInt, randomUUID } from "node:crypto";
import type { ObjectMeta } from "../../../api/meta.ts";
import { coerceMetadata, prepare } from "../../../rules/lang/schema/index.ts";
import type { FieldError } from "../../../rules/lang/schema/types.ts";
import type { KubeObject } from "../contract.ts";
import { fieldError } from "../errors.ts";
import { isDeepEqual } from "./equal.ts";
import { labelValueProblems, qualifiedNameProblems } from "./names.ts";
import type { Strategy } from "./resource.ts";

const anyObject = prepare({ type: "object" }, { compat: "" });

/**
 * Reads metadata as the typed ObjectMeta: nulls and unknown fields go (their paths to `unknown`), wrong types are
 * the returned complaint, in the words of Go's decoder. The object's metadata is replaced. `holder` is the Go type
 * that a built-in kind is decoded into as a whole; metadata of a custom resource is decoded by itself.
 */
export function readMetadata(object: KubeObject, unknown?: string[], holder?: string): string | undefined {
  const { value, unknown: dropped, error } = coerceMetadata(anyObject, { metadata: object.metadata ?? {} });
  if (error !== undefined) {
    return holder === undefined
      ? error.detail
      : error.detail
          .replace(
            "Go value of type v1.ObjectMeta",
            `Go struct field ${holder}.metadata of type v1.ObjectMeta`,
          )
          .replace(/(Go struct field (?:ObjectMeta|OwnerReference|ManagedFieldsEntry)\.)/, "$1metadata.");
  }
  unknown?.push(...dropped);
  object.metadata = (value as KubeObject).metadata;
  return undefined;
}

/** Drops metadata of a wrong type, as reading what is stored does. */
export function dropWrongMetadata(object: KubeObject): void {
  const { value } = coerceMetadata(anyObject, { metadata: object.metadata }, { dropInvalid: true });
  object.metadata = (value as KubeObject).metadata;
}

/** Removes what only the server may say. */
export function wipeSystemFields(meta: ObjectMeta): void {
  delete meta.creationTimestamp;
  delete meta.uid;
  delete meta.deletionTimestamp;
  delete meta.deletionGracePeriodSeconds;
  delete meta.selfLink;
}

/** Gives a new object its identity. */
export function fillSystemFields(meta: ObjectMeta, now: number): void {
  meta.uid = randomUUID();
  meta.creationTimestamp = timestamp(now);
}

/** RFC 3339 with whole seconds. */
export function timestamp(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19)}Z`;
}

const suffixLetters = "bcdfghjklmnpqrstvwxz2456789";
const longestBase = 58;

/** A name that starts with `base`. */
export function generatedName(base: string): string {
  let name = base.slice(0, longestBase);
  for (let i = 0; i < 5; i++) name += suffixLetters[randomInt(suffixLetters.length)];
  return name;
}

/** Removes repeated owners; says whether there were any. */
export function removeDuplicateOwners(meta: ObjectMeta): boolean {
  const owners = meta.ownerReferences;
  if (owners === undefined || owners.length < 2) return false;
  const unique = owners.filter((owner, i) => owners.findIndex((other) => isDeepEqual(other, owner)) === i);
  meta.ownerReferences = unique;
  return unique.length < owners.length;
}

const annotationsLimit = 256 * 1024;

export function metadataErrors(meta: ObjectMeta, strategy: Pick<Strategy, "nameProblems">): FieldError[] {
  const errors: FieldError[] = [];
  if (meta.generateName !== undefined) {
    for (const text of strategy.nameProblems(meta.generateName, true)) {
      errors.push(fieldError.invalid("metadata.generateName", meta.generateName, text));
    }
  }
  if (meta.name === undefined || meta.name === "") {
    errors.push(fieldError.required("metadata.name", "name or generateName is required"));
  } else {
    for (const text of strategy.nameProblems(meta.name, false)) {
      errors.push(fieldError.invalid("metadata.name", meta.name, text));
    }
  }
  errors.push(...labelErrors(meta.labels ?? {}, "metadata.labels"));
  errors.push(...annotationErrors(meta.annotations ?? {}));
  errors.push(...ownerErrors(meta), ...finalizerErrors(meta.finalizers ?? []));
  return errors;
}

export function labelErrors(labels: { [key: string]: string }, field: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(labels)) {
    for (const text of qualifiedNameProblems(key)) errors.push(fieldError.invalid(field, key, text));
    for (const text of labelValueProblems(value)) errors.push(fieldError.invalid(field, value, text));
  }
  return errors;
}

function annotationErrors(annotations: { [key: string]: string }): FieldError[] {
  const errors: FieldError[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    for (const text of qualifiedNameProblems(key.toLowerCase())) {
      errors.push(fieldError.invalid("metadata.annotations", key, text));
    }
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (size > annotationsLimit) errors.push(fieldError.tooLong("metadata.annotations", "", annotationsLimit));
  return errors;
}

function ownerErrors(meta: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
  const controllers: string[] = [];
  (meta.ownerReferences ?? []).forEach((owner, i) => {
    const path = `metadata.ownerReferences[${i}]`;
    for (const field of ["apiVersion", "kind", "name", "uid"] as const) {
      if (typeof owner[field] !== "string" || owner[field] === "") {
        errors.push(fieldError.invalid(`${path}.${field}`, owner[field] ?? "", "must not be empty"));
      }
    }
    if (owner.controller === true) controllers.push(owner.name);
  });
  if (controllers.length > 1) {
    const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controllers.slice(0, 2).join(" and ")}`;
    errors.push(fieldError.invalid("metadata.ownerReferences", meta.ownerReferences, detail));
  }
  return errors;
}

function finalizerErrors(finalizers: readonly string[]): FieldError[] {
  const errors = finalizers.flatMap((finalizer) =>
    qualifiedNameProblems(finalizer).map((text) =>
      fieldError.invalid("metadata.finalizers", finalizer, text),
    ),
  );
  if (finalizers.includes("orphan") && finalizers.includes("foregroundDeletion")) {
    const detail = "finalizer orphan and foregroundDeletion cannot be both set";
    errors.push(fieldError.invalid("metadata.finalizers", finalizers, detail));
  }
  return errors;
}

/** Finalizers that are not a domain and a path are accepted with a warning. */
export function finalizerWarnings(meta: ObjectMeta): string[] {
  return (meta.finalizers ?? [])
    .filter((finalizer) => !finalizer.includes("/") && !builtinFinalizers.has(finalizer))
    .map((finalizer) => {
      const wanted = finalizer.includes(".") ? " including a path (/)" : "";
      return `metadata.finalizers: ${JSON.stringify(finalizer)}: prefer a domain-qualified finalizer name${wanted} to avoid accidental conflicts with other finalizer writers`;
    });
}

const builtinFinalizers = new Set(["orphan", "foregroundDeletion", "kubernetes"]);

// biome-ignore format: table
const fixedFields: readonly (keyof ObjectMeta)[] = ["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"];

/** What an update may not do to metadata. */
export function metadataUpdateErrors(meta: ObjectMeta, old: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of fixedFields) {
    if (!isDeepEqual(meta[field], old[field])) {
      errors.push(fieldError.invalid(`metadata.${field}`, meta[field] ?? null, "field is immutable"));
    }
  }
  if (old.deletionTimestamp !== undefined) {
    const added = (meta.finalizers ?? []).filter((finalizer) => !(old.finalizers ?? []).includes(finalizer));
    if (added.length > 0) {
      const list = `[]string{${added.map((finalizer) => JSON.stringify(finalizer)).join(", ")}}`;
      const detail = `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`;
      errors.push(fieldError.forbidden("metadata.finalizers", detail));
    }
  }
  errors.push(...labelErrors(meta.labels ?? {}, "metadata.labels"));
  errors.push(...annotationErrors(meta.annotations ?? {}));
  errors.push(...ownerErrors(meta), ...finalizerErrors(meta.finalizers ?? []));
  return errors;
}

/** Carries over what an update may leave out or must not touch. */
export function keepSystemFields(meta: ObjectMeta, old: ObjectMeta): void {
  meta.uid ??= old.uid!;
  if (old.creationTimestamp !== undefined) meta.creationTimestamp = old.creationTimestamp;
  if (old.generation !== undefined) meta.generation = old.generation;
  else delete meta.generation;
  if (old.deletionTimestamp !== undefined) {
    meta.deletionTimestamp = old.deletionTimestamp;
    if (old.deletionGracePeriodSeconds !== undefined) {
      meta.deletionGracePeriodSeconds = old.deletionGracePeriodSeconds;
    }
  } else {
    delete meta.deletionTimestamp;
    delete meta.deletionGracePeriodSeconds;
  }
  delete meta.selfLink;
}
