/** What @descriptions says about each place: on the resource, on fields, and on the types of fields and items. */
import type { DescriptionPolicy, MarkerUse, NamedType, TypeNode } from "../model.ts";
import type { FieldVisit } from "./schema.ts";

/** By path as in `positions`; a field wins over its type. */
export function descriptionPolicies(
  root: readonly MarkerUse[],
  visits: readonly FieldVisit[],
  types: { readonly [key: string]: NamedType },
): { [path: string]: DescriptionPolicy } {
  const policies: { [path: string]: DescriptionPolicy } = {};
  const say = (path: string, markers: readonly MarkerUse[]): void => {
    const use = markers.find((marker) => marker.name === "descriptions");
    if (use) policies[path] ??= use.value as DescriptionPolicy;
  };
  const sayType = (path: string, type: TypeNode): void => {
    if (type.kind === "named") {
      const named = types[type.key]!;
      say(path, named.markers);
      sayType(path, named.type);
    } else if (type.kind === "nullable") sayType(path, type.inner);
    else if (type.kind === "list") sayType(`${path}[]`, type.items);
    else if (type.kind === "map") sayType(`${path}{}`, type.values);
  };
  say("", root);
  for (const { path, field } of visits) {
    say(path, field.markers);
    sayType(path, field.type);
  }
  return policies;
}
