/** How objects of a built-in kind behave: the schema does most, a few kinds have more to say. */
import {
  applyDefaults,
  dropNulls,
  type PreparedSchema,
  prune,
  validate,
} from "../../../rules/lang/schema/index.ts";
import type { FieldError } from "../../../rules/lang/schema/types.ts";
import type { KubeObject } from "../contract.ts";
import { forPrefixes } from "../registry/names.ts";
import type { Strategy } from "../registry/resource.ts";
import { goMismatch } from "./go-decode.ts";
import type { BuiltinKind } from "./kinds.ts";

/** What one kind does beside what every built-in kind does. */
export interface KindBehaviour extends Partial<Omit<Strategy, "validate" | "validateUpdate">> {
  /** Fills in what depends on other fields; runs after the schema's defaults. */
  complete?(object: KubeObject, unknown?: string[]): void;
  /** `old` is the object before an update. */
  errors?(object: KubeObject, old?: KubeObject): FieldError[];
  updateErrors?(object: KubeObject, old: KubeObject, subresource: string): FieldError[];
}

export function builtinStrategy(kind: BuiltinKind, schema: PreparedSchema, own: KindBehaviour): Strategy {
  const { complete, errors, updateErrors, undecodable, ...others } = own;
  const check = (object: KubeObject, old?: KubeObject) => {
    const found = validate(schema, object, { operation: "create" }).errors;
    // A kind's own checks may rely on the shape that the schema asks for.
    return found.length > 0 ? found : (errors?.(object, old) ?? []);
  };
  return {
    normalize(object, unknown) {
      const pruned = prune(schema, object);
      unknown?.push(...pruned.unknown);
      const shaped = applyDefaults(schema, dropNulls(schema, pruned.value)) as KubeObject;
      complete?.(shaped, unknown);
      return shaped;
    },
    applyDefaults: (object) => applyDefaults(schema, object) as KubeObject,
    // A wrong type in a built-in kind is a body that cannot be read, not an invalid object.
    undecodable: (object) => goMismatch(kind.kind, kind.schema, object) ?? undecodable?.(object),
    nameProblems: forPrefixes(kind.name),
    validate: (object) => ({ errors: check(object), warnings: [] }),
    validateUpdate: (object, old, subresource) => ({
      errors: [...check(object, old), ...(updateErrors?.(object, old, subresource) ?? [])],
      warnings: [],
    }),
    unconditionalUpdate: true,
    returnsDeletedObject: kind.returnsDeleted === true,
    ...others,
    prepareForCreate(object) {
      if (kind.hasStatus) delete object.status;
      if (kind.counts) object.metadata.generation = 1;
      else delete object.metadata.generation;
      own.prepareForCreate?.(object);
    },
    prepareForUpdate(object, old) {
      if (kind.hasStatus) {
        if (old.status === undefined) delete object.status;
        else object.status = old.status;
      }
      own.prepareForUpdate?.(object, old);
    },
  };
}
