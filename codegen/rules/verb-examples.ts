/** Examples of an immutability row follow from its verbs: each verb tried, refused or admitted as the row says. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { ChangeVerb, Example } from "../../rules/lang/tables.ts";
import { schemaAt, writePath } from "./fields.ts";
import type { ImmutabilityRow } from "./rows.ts";

export function verbExamples(
  row: ImmutabilityRow,
  root: JSONSchemaProps,
): { admits: Example[]; refuses: Example[] } {
  const [one, another] = twoValues(schemaAt(root, row.field));
  const holder = (value: unknown) => {
    const object: { [key: string]: unknown } = {};
    if (value !== undefined) writePath(object, row.field, value);
    return object;
  };
  const change: Record<ChangeVerb, Example> = {
    set: { old: holder(undefined), new: holder(one) },
    modify: { old: holder(one), new: holder(another) },
    unset: { old: holder(one), new: holder(undefined) },
  };
  const verbs = Object.keys(change) as ChangeVerb[];
  const refused = verbs.filter((verb) => row.forbid.includes(verb)).map((verb) => change[verb]);
  const admitted = verbs.filter((verb) => !row.forbid.includes(verb)).map((verb) => change[verb]);
  const lifted = row.unless ? refused.map((example) => ({ ...example, facts: { [row.unless!]: true } })) : [];
  return { admits: [{ old: holder(one), new: holder(one) }, ...admitted, ...lifted], refuses: refused };
}

/** Two different values of a schema, as small as it allows. */
function twoValues(schema: JSONSchemaProps | undefined): [unknown, unknown] {
  if (schema?.enum) return [schema.enum[0], schema.enum[1]];
  switch (schema?.type) {
    case "integer":
    case "number":
      return [schema.minimum ?? 1, (schema.minimum ?? 1) + 1];
    case "boolean":
      return [false, true];
    case "array":
      return [[], [twoValues(Array.isArray(schema.items) ? undefined : schema.items)[0]]];
    case "object":
      return twoObjects(schema);
    default:
      return schema?.format === "uuid"
        ? ["6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01", "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a02"]
        : ["one", "another"];
  }
}

function twoObjects(schema: JSONSchemaProps): [unknown, unknown] {
  const properties = Object.entries(schema.properties ?? {});
  const required = properties.filter(([name]) => schema.required?.includes(name));
  const chosen = required.length > 0 ? required : properties.slice(0, 1);
  const pick = (which: 0 | 1) =>
    Object.fromEntries(chosen.map(([name, node]) => [name, twoValues(node)[which]]));
  return [pick(0), pick(1)];
}
