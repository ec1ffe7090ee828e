/** Two manifests a kind that an API server accepts: the shortest, and one with every field. */
import {
  applyDefaults,
  type FieldError,
  type PreparedSchema,
  prepare,
  validate,
} from "../../rules/lang/schema/index.ts";
import type { JsonObject } from "../../rules/lang/schema/json.ts";
import { type ResourceModel, resourceKey } from "../model.ts";
import { rememberingObjects } from "../remembering.ts";
import { COMPAT } from "../rules/environment.ts";
import type { Plan, Size } from "./plan.ts";
import { kebab } from "./text.ts";
import { makeValue } from "./value.ts";

export interface Sample {
  /** The manifest; `status` is not part of it. */
  object: JsonObject;
  /** What the schema or its rules have against it; empty for a good sample. */
  errors: FieldError[];
  /** Fields that no value was found for. */
  missing: string[];
  /** Fields that rules forbid beside the others. */
  leftOut: string[];
}

export type Samples = Record<Size, Sample>;

/** The schema of a resource, ready to validate. */
export const preparedOf = rememberingObjects(
  (resource: ResourceModel): PreparedSchema => prepare(resource.schema, { compat: COMPAT }),
);

/** The samples of a resource. */
export const samplesOf = rememberingObjects((resource: ResourceModel): Samples => {
  const prepared = preparedOf(resource);
  const sample = (size: Size): Sample => {
    const plan: Plan = {
      size,
      head: {
        apiVersion: `${resource.group}/${resource.version}`,
        kind: resource.kind,
        metadata: { name: `my-${kebab(resource.kind)}` },
      },
      wanted: (resource.fieldRules ?? []).flatMap(({ field, required }) => (required ? [field] : [])),
      without: ["status"],
      unions: resource.unions,
      missing: new Set(),
      leftOut: new Set(),
    };
    const object = (makeValue(prepared.root, "", "", plan) ?? plan.head) as JsonObject;
    const { errors } = validate(prepared, applyDefaults(prepared, object), { operation: "create" });
    return { object, errors, missing: [...plan.missing], leftOut: [...plan.leftOut] };
  };
  return { minimal: sample("minimal"), full: sample("full") };
});

/** `vmoperator.vmware.com/v1alpha5/virtualmachine`, what the files of a resource are called. */
export const fileStem = (r: ResourceModel): string => {
  const [group, version, kind] = resourceKey(r).split("/") as [string, string, string];
  return `${group}/${version}/${kind.toLowerCase()}`;
};
