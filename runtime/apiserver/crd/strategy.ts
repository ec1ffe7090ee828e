/** How objects of a custom resource behave: everything follows from the version's schema and subresources. */
import {
  applyDefaults,
  coerceMetadata,
  dropNulls,
  fieldErrorText,
  type PreparedSchema,
  prune,
  validate,
} from "../../../rules/lang/schema/index.ts";
import type { FieldError } from "../../../rules/lang/schema/types.ts";
import type { KubeObject } from "../contract.ts";
import { fieldError } from "../errors.ts";
import { forPrefixes, subdomainProblems } from "../registry/names.ts";
import type { Strategy, Verdict } from "../registry/resource.ts";
import { scaleSpecErrors, scaleStatusErrors } from "./scale.ts";
import type { DefinitionScale } from "./types.ts";

export interface CustomKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly hasStatus: boolean;
  readonly scale: DefinitionScale | undefined;
  readonly schema: PreparedSchema;
}

export function customStrategy(custom: CustomKind): Strategy {
  const { schema, hasStatus } = custom;
  return {
    normalize: (object, unknown) => normalizeBySchema(schema, object, unknown),
    applyDefaults: (object) => applyDefaults(schema, object) as KubeObject,
    undecodable(object) {
      const error = schema.root.has.embedded ? coerceMetadata(schema, object).error : undefined;
      return error === undefined ? undefined : fieldErrorText(error);
    },
    isWhole: (object) => !hasStatus || object.status !== undefined || !hasDefaultStatus(schema),
    prepareForCreate(object) {
      if (hasStatus) delete object.status;
      object.metadata.generation = 1;
    },
    prepareForUpdate(object, old) {
      if (!hasStatus) return;
      if (old.status === undefined) delete object.status;
      else object.status = old.status;
    },
    nameProblems: forPrefixes(subdomainProblems),
    validate(object, before) {
      const errors = identityErrors(custom, object);
      if (errors.length > 0) return { errors, warnings: [] };
      // Rules may rely on a name.
      const verdict = before.some(({ type }) => type === "FieldValueRequired")
        ? validateWithoutRules(schema, object)
        : validateBySchema(schema, object, undefined, "");
      return withErrors(verdict, scaleErrors(custom, object, ""));
    },
    validateUpdate(object, old, subresource) {
      const errors = identityErrors(custom, object);
      if (errors.length > 0) return { errors, warnings: [] };
      const verdict = validateBySchema(schema, object, old, subresource);
      return withErrors(verdict, scaleErrors(custom, object, subresource));
    },
    unconditionalUpdate: false,
    returnsDeletedObject: false,
  };
}

const hasDefaultStatus = ({ root }: PreparedSchema): boolean =>
  root.properties.get("status")?.default !== undefined;

/** Prunes, drops forbidden nulls, brings the metadata of embedded resources into its form, defaults. */
export function normalizeBySchema(
  schema: PreparedSchema,
  object: KubeObject,
  unknown?: string[],
): KubeObject {
  return applyDefaults(schema, trimBySchema(schema, object, unknown)) as KubeObject;
}

/** The same without the defaults. */
export function trimBySchema(schema: PreparedSchema, object: KubeObject, unknown?: string[]): unknown {
  const pruned = prune(schema, object);
  unknown?.push(...pruned.unknown);
  const value = dropNulls(schema, pruned.value);
  if (!schema.root.has.embedded) return value;
  const coerced = coerceMetadata(schema, value, { dropInvalid: true });
  unknown?.push(...coerced.unknown);
  return coerced.value;
}

const withErrors = ({ errors, warnings }: Verdict, more: readonly FieldError[]): Verdict => ({
  ...{ errors: [...errors, ...more], warnings },
});

function scaleErrors({ scale }: CustomKind, object: KubeObject, subresource: string): FieldError[] {
  if (scale === undefined) return [];
  const ofStatus = scaleStatusErrors(object, scale);
  return subresource === "status" ? ofStatus : [...scaleSpecErrors(object, scale), ...ofStatus];
}

export function validateBySchema(
  schema: PreparedSchema,
  object: KubeObject,
  old: KubeObject | undefined,
  subresource: string,
): Verdict {
  if (old === undefined) return validate(schema, object, { operation: "create" });
  return validate(schema, object, { operation: "update", old, statusOnly: subresource === "status" });
}

const notChecked =
  "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation";

function validateWithoutRules(schema: PreparedSchema, object: KubeObject): Verdict {
  const { root } = schema;
  if (!root.has.rules) return validateBySchema(schema, object, undefined, "");
  const bare = { ...schema, root: { ...root, has: { ...root.has, rules: false } } };
  const { errors, warnings } = validateBySchema(bare, object, undefined, "");
  return { errors: [...errors, fieldError.invalid("<nil>", null, notChecked)], warnings };
}

function identityErrors({ apiVersion, kind }: CustomKind, object: KubeObject): FieldError[] {
  const errors: FieldError[] = [];
  if (object.kind !== kind) errors.push(fieldError.invalid("kind", object.kind, `must be ${kind}`));
  if (object.apiVersion !== apiVersion) {
    errors.push(fieldError.invalid("apiVersion", object.apiVersion, `must be ${apiVersion}`));
  }
  return errors;
}
