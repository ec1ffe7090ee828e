/** What the embedded server does with the form of an object before it asks rows, in its own functions and words. */
import type { FieldError } from "../../rules/lang/schema/types.ts";
import { type KubeObject, StatusError } from "../apiserver/contract.ts";
import { shapeObject } from "../apiserver/registry/decode.ts";
import { metadataErrors, metadataUpdateErrors } from "../apiserver/registry/metadata.ts";
import type { RequestContext, Resource } from "../apiserver/registry/resource.ts";

/** Unknown fields are refused, as kubectl asks for. */
const STRICT: RequestContext = {
  user: { username: "", groups: [] },
  dryRun: true,
  fieldValidation: "Strict",
  options: {},
  warn: () => {},
};

/** The object as admission sees it: without nulls, with the schema's defaults; or why it cannot be read. */
export function readObject(
  resource: Resource,
  sent: KubeObject,
): { object: KubeObject } | { complaint: string } {
  try {
    return { object: shapeObject(resource, structuredClone(sent), STRICT, []) };
  } catch (error) {
    if (error instanceof StatusError) return { complaint: error.message };
    throw error;
  }
}

/** The object as it would be stored: a write of an object leaves its status as it was. */
export function toBeStored(resource: Resource, object: KubeObject, old: KubeObject | undefined): KubeObject {
  const next = structuredClone(object);
  if (old) resource.strategy.prepareForUpdate(next, old);
  else resource.strategy.prepareForCreate(next);
  return next;
}

/** What the server finds wrong with an object to be stored, rules of the schema among it. */
export function errorsOf(
  { strategy }: Resource,
  object: KubeObject,
  old: KubeObject | undefined,
): FieldError[] {
  if (old)
    return [
      ...metadataUpdateErrors(object.metadata, old.metadata),
      ...strategy.validateUpdate(object, old, "").errors,
    ];
  const { name = `${object.metadata.generateName}12345` } = object.metadata;
  const metadata = { ...object.metadata, name };
  const errors = metadataErrors(metadata, strategy);
  return [...errors, ...strategy.validate({ ...object, metadata }, errors).errors];
}
