/**
 * No object appears without somebody having said so: notes the objects that the generator made present for the sake of
 * the defaults inside, until @default {} or @presence says what is meant.
 */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Model, ResourceModel } from "../model.ts";
import type { CheckResult } from "./check.ts";
import { positionOf, schemaOf } from "./locate.ts";

export function noteMadeParents(model: Model): CheckResult {
  const notes = new Map<string, string>();
  for (const resource of model.resources) {
    for (const path of resource.madeDefaults) {
      // Whether an object has a spec at all says nothing.
      if (path === "spec") continue;
      const { file, line, column } = positionOf(path, resource);
      const place = `${file}:${line}:${column}`;
      // A shape that several resources share is one decision.
      if (!notes.has(place)) notes.set(place, `${place} note: ${sentence(path, resource)}`);
    }
  }
  return { problems: [], notes: [...notes.values()] };
}

function sentence(path: string, resource: ResourceModel): string {
  const names = defaults(schemaOf(path, resource.schema));
  const last = names.pop()!;
  const apply =
    names.length === 0
      ? `the default of ${last} always applies`
      : `the defaults of ${names.join(", ")} and ${last} always apply`;
  return `${path} is {} where nobody writes it, so that ${apply}; add @default {} if that is meant, @presence if writing it means something`;
}

const defaults = (node: JSONSchemaProps | undefined): string[] =>
  Object.entries(node?.properties ?? {})
    .filter(([, inner]) => inner.default !== undefined)
    .map(([name]) => name);
