/** What rows know beside the request: other objects, and the parameters of admission. Read where the request is answered. */
import { rt } from "../../rules/lang/cel/index.ts";
import type { CompiledLookup, CompiledRules } from "../../rules/lang/compiled.ts";
import { PARAMETERS } from "../../rules/lang/parameters.ts";
import type { Operation } from "../../rules/lang/tables.ts";

/** How a webhook reads other objects. A kind without namespaces ignores the namespace. */
export interface ObjectReader {
  /** The object, or undefined where there is none. Any other failure throws. */
  get(kind: KindRef, namespace: string, name: string): Promise<Named | undefined>;
  /** All objects that have these labels. */
  list(kind: KindRef, namespace: string, labels: { readonly [key: string]: string }): Promise<Named[]>;
}

export interface KindRef {
  readonly apiVersion: string;
  readonly kind: string;
}

type Named = { readonly metadata: { readonly name?: string | undefined } };

/** The AdmissionParameters in force; undefined where there are none, or where the rules ask nothing of them. */
export const readParameters = (reader: ObjectReader): Promise<object | undefined> =>
  reader.get(PARAMETERS, "", PARAMETERS.name);

/** The objects that defaults and the webhook's rows ask for in this operation, by fact. What does not exist is left out. */
export async function lookUp(
  rules: CompiledRules,
  operation: Operation,
  object: unknown,
  namespace: string,
  reader: ObjectReader,
): Promise<{ [fact: string]: unknown }> {
  const asking: readonly { readonly facts: readonly string[] }[] = [
    ...rules.checks.filter(({ place, on }) => place === "webhook" && on.includes(operation)),
    ...rules.defaults.filter(({ on }) => operation !== "delete" && on.includes(operation)),
  ];
  const names = [...new Set(asking.flatMap(({ facts }) => facts))].filter((name) =>
    Object.hasOwn(rules.lookups, name),
  );
  const found = await Promise.all(
    names.map(async (name) => [name, await read(rules.lookups[name]!, object, namespace, reader)] as const),
  );
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

async function read(
  lookup: CompiledLookup,
  object: unknown,
  ofRequest: string,
  reader: ObjectReader,
): Promise<unknown> {
  const kind = kindRef(lookup.kind);
  const { namespace = ofRequest } = lookup;
  if (lookup.labels) {
    const labels = answer(lookup.labels, object) as { [key: string]: string } | undefined;
    return byName(labels === undefined ? [] : await reader.list(kind, namespace, labels));
  }
  const asked = answer(lookup.names!, object);
  const names = [...new Set(Array.isArray(asked) ? asked : [asked])].filter(isName);
  const objects = await Promise.all(names.map((name) => reader.get(kind, namespace, name)));
  return lookup.many ? byName(objects.filter((one) => one !== undefined)) : objects[0];
}

/** What is asked for; nothing where that cannot be told. */
function answer(names: NonNullable<CompiledLookup["names"]>, object: unknown): unknown {
  const result = rt.run(names, { object });
  return result.ok ? result.value : undefined;
}

const isName = (name: unknown): name is string => typeof name === "string" && name !== "";

const byName = (objects: readonly Named[]): { [name: string]: unknown } =>
  Object.fromEntries(objects.map((object) => [object.metadata.name ?? "", object]));

/** `group/version/Kind`, where the group of Kubernetes' own kinds is empty. */
function kindRef(text: string): KindRef {
  const [group = "", version = "", kind = ""] = text.split("/");
  return { apiVersion: group === "" ? version : `${group}/${version}`, kind };
}
