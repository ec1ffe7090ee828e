/** What rows know beside the request: other objects, and the parameters of admission. Read where the request is answered. */
import { rt } from "../../rules/lang/cel/index.ts";
import type { Compiled, CompiledLookup, CompiledRules } from "../../rules/lang/compiled.ts";
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
  const answers = new Map<string, Promise<unknown>>();
  /** Each lookup once, after those that it reads. */
  const answerTo = (name: string): Promise<unknown> => {
    const known = answers.get(name) ?? answerAfter(rules.lookups[name]!);
    answers.set(name, known);
    return known;
  };
  const answersTo = async (names: readonly string[]): Promise<{ [fact: string]: unknown }> => {
    const found = await Promise.all(names.map(async (name) => [name, await answerTo(name)] as const));
    return Object.fromEntries(found.filter(([, value]) => value !== undefined));
  };
  const answerAfter = async (lookup: CompiledLookup): Promise<unknown> =>
    read(lookup, { object, fact: await answersTo(lookup.facts) }, namespace, reader);
  const names = new Set(asking.flatMap(({ facts }) => facts));
  return answersTo([...names].filter((name) => Object.hasOwn(rules.lookups, name)));
}

/** What a lookup's questions are asked about. */
type Known = { readonly object: unknown; readonly fact: { readonly [fact: string]: unknown } };

async function read(
  lookup: CompiledLookup,
  known: Known,
  ofRequest: string,
  reader: ObjectReader,
): Promise<unknown> {
  if (lookup.when && answer(lookup.when, known) !== true) return undefined;
  const kind = kindRef(lookup.kind);
  const { namespace = ofRequest } = lookup;
  if (lookup.labels) {
    const labels = answer(lookup.labels, known) as { [key: string]: string } | undefined;
    return byName(labels === undefined ? [] : await reader.list(kind, namespace, labels));
  }
  const objects = new Map<string, Named | undefined>();
  const get = async (name: string) => {
    objects.set(name, await reader.get(kind, namespace, name));
  };
  let names = namesIn(answer(lookup.names!, known));
  while (names.length > 0) {
    await Promise.all(names.map(get));
    names = names
      .flatMap((name) => more(lookup, objects.get(name)))
      .filter((name, i, all) => !objects.has(name) && all.indexOf(name) === i);
  }
  const found = [...objects.values()].filter((one) => one !== undefined);
  return lookup.many ? byName(found) : found[0];
}

/** The names that a found object leads to. */
const more = ({ follow }: CompiledLookup, found: Named | undefined): string[] =>
  follow && found ? namesIn(answer(follow, { found })) : [];

/** What is asked for; nothing where that cannot be told. */
function answer(asked: Compiled, known: { [variable: string]: unknown }): unknown {
  const result = rt.run(asked, known);
  return result.ok ? result.value : undefined;
}

const namesIn = (asked: unknown): string[] => [
  ...new Set((Array.isArray(asked) ? asked : [asked]).filter(isName)),
];

const isName = (name: unknown): name is string => typeof name === "string" && name !== "";

const byName = (objects: readonly Named[]): { [name: string]: unknown } =>
  Object.fromEntries(objects.map((object) => [object.metadata.name ?? "", object]));

/** `group/version/Kind`, where the group of Kubernetes' own kinds is empty. */
function kindRef(text: string): KindRef {
  const [group = "", version = "", kind = ""] = text.split("/");
  return { apiVersion: group === "" ? version : `${group}/${version}`, kind };
}
