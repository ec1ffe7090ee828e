/** One root interface to a resource: names, columns, subresources, selectable fields and the whole schema. */
import { dns1035Label } from "../../rules/lang/schema/names.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { emptyTable } from "../lookup.ts";
import type { GroupVersion, MarkerUse, ResourceModel } from "../model.ts";
import { type Position, type Problem, problem } from "../problems.ts";
import type { Declaration } from "../read/source.ts";
import { fieldPath } from "../schema-tree.ts";
import { columns } from "./columns.ts";
import { crdMetadata } from "./crd-metadata.ts";
import { setDefaulted } from "./defaulted.ts";
import { makeParents } from "./defaults.ts";
import { descriptionPolicies } from "./description-policies.ts";
import { isPlainPath } from "./paths.ts";
import type { Resolver } from "./resolve.ts";
import { type FieldVisit, fieldSchema, MAX_FIELDS, objectSchema, type SchemaContext } from "./schema.ts";
import { subresources } from "./subresources.ts";
import { fieldsOfSomeForms } from "./union-schema.ts";

interface Names {
  plural: string;
  singular?: string;
  shortNames?: string[];
  categories?: string[];
  scope?: "Namespaced" | "Cluster";
}

const API_VERSION: JSONSchemaProps = {
  type: "string",
  description: "The API group and version of this object.",
};
const KIND: JSONSchemaProps = { type: "string", description: "The kind of this object." };

/**
 * The resource that the interface declares; undefined where @resource is missing or cannot be read, which is a
 * problem already.
 */
export function assembleResource(
  key: string,
  declaration: Declaration,
  version: GroupVersion,
  resolver: Resolver,
  problems: Problem[],
): ResourceModel | undefined {
  const named = resolver.types[key];
  const names = named?.markers.find((m) => m.name === "resource")?.value as Names | undefined;
  if (!named || !names) return undefined;
  const kind = declaration.name;
  const complain = (complaint: string, hint?: string) =>
    problems.push(problem("bad-resource", declaration.position, { kind, complaint }, hint));
  const fields = resolver.fields(named.type);
  if (!fields || declaration.form !== "interface" || !declaration.exported) {
    complain("carries @resource but is no exported interface");
    return undefined;
  }
  for (const { name } of fields) {
    if (name === "apiVersion" || name === "kind")
      complain(`declares ${name}`, "remove it; the generator adds it");
  }
  for (const complaint of badNames(kind, names)) complain(complaint);
  const metadata = fields.find((f) => f.name === "metadata");
  if (!metadata) complain("has no metadata", "declare metadata: ObjectMeta");

  const visits: FieldVisit[] = [];
  const relations: ResourceModel["relations"] = emptyTable();
  const related: string[] = [];
  const unions: ResourceModel["unions"] = emptyTable();
  const repeats: ResourceModel["repeats"] = emptyTable();
  const context: SchemaContext = {
    types: resolver.types,
    problems,
    budget: { left: MAX_FIELDS },
    visit: (visit) => visits.push(visit),
    relate: (path, { fields, says }) => {
      relations[path] = [...(relations[path] ?? []), says];
      related.push(...fields.map((name) => fieldPath(path, name)));
    },
    union: (path, shape) => {
      unions[path] = shape;
    },
    repeat: (path, repeat) => {
      repeats[path] = repeat;
    },
  };
  const body = objectSchema(
    fields.filter((f) => f.name !== "metadata"),
    "",
    context,
  );
  const metadataSchema = metadata
    ? fieldSchema(metadata, "metadata", {
        ...context,
        visit: () => {},
        relate: () => {},
        union: () => {},
        repeat: () => {},
      })
    : { type: "object" };
  const positions = emptyTable<Position>();
  positions[""] = declaration.position;
  for (const { path, field } of visits) positions[path] ??= field.position;
  const marked = visits.filter(({ field }) => isMarked(field.markers, "presence")).map(({ path }) => path);
  const presence = [...marked, ...related, ...fieldsOfSomeForms(unions)];
  const madeDefaults = makeParents(body, presence);
  setDefaulted(visits);
  const { type, properties, ...rest } = body;
  const labels = crdMetadata(named.markers, "label", problems);
  const annotations = crdMetadata(named.markers, "annotation", problems);
  const deprecated = deprecation(named.markers) ?? version.deprecated;
  return {
    group: version.group,
    version: version.version,
    kind,
    plural: names.plural,
    singular: names.singular ?? kind.toLowerCase(),
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    scope: names.scope ?? "Namespaced",
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
    storage: version.storage,
    served: version.served && !isMarked(named.markers, "unserved"),
    administered: isMarked(named.markers, "administered"),
    ...(deprecated === undefined ? {} : { deprecated }),
    doc: named.doc,
    columns: columns(named.markers, visits, fields, resolver, kind, problems),
    selectableFields: selectableFields(visits, kind, problems),
    subresources: subresources({ kind, markers: named.markers, fields, visits, resolver }, problems),
    schema: {
      ...(named.doc === "" ? {} : { description: named.doc }),
      type: type!,
      ...rest,
      properties: { apiVersion: API_VERSION, kind: KIND, metadata: { type: "object" }, ...properties },
    },
    metadataSchema,
    type: key,
    file: declaration.file,
    positions,
    unions,
    repeats,
    relations,
    presence,
    madeDefaults,
    descriptions: descriptionPolicies(named.markers, visits, resolver.types),
  };
}

/** Kubernetes takes DNS labels, and a kind that is one in lower case. */
function badNames(kind: string, names: Names): string[] {
  const { plural, singular, shortNames = [], categories = [] } = names;
  const isLabel = (name: string) => dns1035Label(name).length === 0;
  const all: [what: string, name: string][] = [
    ["plural", plural],
    ...(singular === undefined ? [] : [["singular", singular] satisfies [string, string]]),
    ...shortNames.map((name): [string, string] => ["short name", name]),
    ...categories.map((name): [string, string] => ["category", name]),
  ];
  const rule = "lowercase letters, digits and dashes, from a letter on, at most 63";
  return [
    ...(isLabel(kind.toLowerCase()) ? [] : ["is no name for a kind: letters and digits, at most 63"]),
    ...all
      .filter(([, name]) => !isLabel(name))
      .map(([what, name]) => `has the ${what} "${name}"; it takes ${rule}`),
  ];
}

const isMarked = (markers: readonly MarkerUse[], name: MarkerUse["name"]): boolean =>
  markers.some((marker) => marker.name === name);

function deprecation(markers: readonly MarkerUse[]): string | undefined {
  return markers.find((m) => m.name === "deprecated")?.value as string | undefined;
}

function selectableFields(visits: readonly FieldVisit[], kind: string, problems: Problem[]): string[] {
  const found: string[] = [];
  for (const { path, field, schema } of visits) {
    const marker = field.markers.find((m) => m.name === "selectable");
    if (!marker) continue;
    const complain = (complaint: string) =>
      problems.push(problem("bad-resource", marker.position, { kind, complaint }));
    if (!isPlainPath(path)) complain(`cannot select by ${path}, which is in a list or a map`);
    else if (schema.type === "number" || schema.type === undefined)
      complain(`cannot select by ${path}, which is no string, integer or boolean`);
    else if (found.length === MAX_SELECTABLE) complain(`has more than ${MAX_SELECTABLE} selectable fields`);
    else found.push(`.${path}`);
  }
  return found;
}

/** The API server's own limit, a version. */
const MAX_SELECTABLE = 8;
