/** Which fields are always answered, because every schema that they are in gives them a default. */
import type { FieldVisit } from "./schema.ts";

/** Sets `defaulted` on the fields. A type that several resources use is noted by each. */
export function setDefaulted(visits: readonly FieldVisit[]): void {
  for (const { field, schema } of visits)
    field.defaulted = field.defaulted !== false && schema.default !== undefined;
}
