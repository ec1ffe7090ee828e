/** Patches: from a patch document to the object it makes of the stored one. */
import type { KubeObject } from "../contract.ts";
import { badRequest, failure, invalid, unprocessablePatch } from "../errors.ts";
import type { PatchFormat } from "../http/negotiate.ts";
import { isObject, type JsonObject, setField } from "../patch/json.ts";
import { applyJsonPatch, goType, type PatchError } from "../patch/json-patch.ts";
import { applyMergePatch } from "../patch/merge-patch.ts";
import { applyStrategicMergePatch, MERGE_KEYS } from "../patch/strategic-merge.ts";
import { shapeObject } from "./decode.ts";
import type { RequestContext, Resource } from "./resource.ts";

/** What to do with the stored object for this patch. The function throws StatusError where the patch does not fit. */
export function patchWish(
  resource: Resource,
  context: RequestContext,
  format: PatchFormat,
  patch: unknown,
): (current: KubeObject) => KubeObject {
  return (current) => {
    const patched = apply(resource, format, current, patch);
    if (typeof patched !== "object" || patched === null || Array.isArray(patched)) {
      throw badRequest("the patch does not leave an object");
    }
    const object = patched as KubeObject;
    if (typeof object.kind !== "string" || typeof object.apiVersion !== "string") {
      throw badRequest("Object 'Kind' is missing in the patched object");
    }
    const whole = context.fieldValidation === "Strict" ? JSON.stringify(sorted(object)) : "";
    return shapeObject(resource, object, context, [], (problems) => {
      const text = `strict decoding error: ${problems.join(", ")}`;
      const detail = `Invalid value: ${JSON.stringify(whole)}: ${text}`;
      return invalid({ group: "", kind: "" }, "", `patch: ${detail}`, [
        { reason: "FieldValueInvalid", message: detail, field: "patch" },
      ]);
    });
  };
}

/** Fields in the order in which Kubernetes prints them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const inOrder: JsonObject = {};
  for (const key of Object.keys(value).sort()) setField(inOrder, key, sorted(value[key]));
  return inOrder;
}

function apply(resource: Resource, format: PatchFormat, current: KubeObject, patch: unknown): unknown {
  switch (format) {
    case "json-patch": {
      const result = applyJsonPatch(current, patch);
      if (result.error !== undefined) throw refusal(result.error);
      return result.value;
    }
    case "merge-patch":
      if (typeof patch !== "object" || patch === null || Array.isArray(patch)) {
        throw badRequest(
          `error decoding patch: json: cannot unmarshal ${goType(patch)} into Go value of type map[string]interface {}`,
        );
      }
      return applyMergePatch(current, patch);
    case "strategic-merge-patch": {
      const result = applyStrategicMergePatch(current, patch, MERGE_KEYS[resource.info.kind] ?? {});
      if (result.error !== undefined) throw refusal(result.error);
      return result.value;
    }
    default:
      return format satisfies never;
  }
}

function refusal({ code, message }: PatchError): Error {
  switch (code) {
    case 400:
      return badRequest(message);
    case 413:
      return failure(413, "RequestEntityTooLarge", message);
    case 422:
      return unprocessablePatch();
    default:
      return code satisfies never;
  }
}
