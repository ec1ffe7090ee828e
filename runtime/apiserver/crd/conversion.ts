/** Conversion between the versions of a custom resource. */
import type { KubeObject } from "../contract.ts";
import { failure } from "../errors.ts";
import type { CustomResourceDefinition } from "./types.ts";

/** Brings an object into another version of its resource; the result still has to be normalized there. */
export type Converter = (object: KubeObject, apiVersion: string) => KubeObject;

/** Strategy None: the versions have the same fields, and only the name of the version changes. */
export const renameVersion: Converter = (object, apiVersion) =>
  object.apiVersion === apiVersion ? object : { ...object, apiVersion };

/** The converter of a definition. One that asks for a webhook is refused what only the webhook could do. */
export function converterFor({ metadata, spec }: CustomResourceDefinition): Converter {
  if (spec.conversion?.strategy !== "Webhook") return renameVersion;
  return (object, apiVersion) => {
    if (object.apiVersion === apiVersion) return object;
    throw failure(
      500,
      "InternalError",
      `conversion webhook for ${object.apiVersion}, Kind=${object.kind} failed: ${metadata.name} names a webhook and this server calls none`,
    );
  };
}
