/** The types rows are checked against: the schema's at their anchor, metadata as Kubernetes has it, facts as declared. */
import {
  type CelType,
  CelTypes,
  compile,
  type Environment,
  formatIssues,
  isProgram,
  type Program,
} from "../../rules/lang/cel/index.ts";
import { type FactName, facts } from "../../rules/lang/facts.ts";
import { celTypeOf } from "../../rules/lang/schema/index.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { ResourceModel } from "../model.ts";
import { schemaAt } from "./fields.ts";
import { factTypes, metadataType, objectType } from "./metadata-type.ts";
import type { KindTables, KnownLookup } from "./rows.ts";

/** What we ship is checked at the oldest supported cluster, Kubernetes 1.33, less one minor. */
export const COMPAT = "1.32";

const environments = new WeakMap<JSONSchemaProps, Map<string, Environment>>();

/** What rows of a kind may ask about beside the object. */
export type Vocabulary = Pick<KindTables, "features" | "lookups">;

/** The variables of a row anchored at a node: made once for a schema, which must not change afterwards. */
export function environmentAt(schema: JSONSchemaProps, anchor: string, asks: Vocabulary = {}): Environment {
  const known = remembered(environments, schema);
  const key = [anchor, ...Object.keys(asks.features ?? {}), ...Object.keys(asks.lookups ?? {})].join();
  const environment = known.get(key) ?? makeEnvironment(schema, anchor, asks);
  known.set(key, environment);
  return environment;
}

function makeEnvironment(schema: JSONSchemaProps, anchor: string, asks: Vocabulary): Environment {
  const node = nodeType(schema, anchor);
  const root = nodeType(schema, "");
  const fact = factType(asks);
  const feature = objectOf("feature", Object.keys(asks.features ?? {}), () => CelTypes.bool);
  const variables = { self: node, oldSelf: node, wrote: node, root, oldRoot: root, fact, feature };
  return { compat: COMPAT, variables };
}

/** What a lookup's names and labels are asked from: the object, and the other lookups of its kind. */
export const lookupEnvironment = ({ schema }: ResourceModel, { lookups = {} }: Vocabulary): Environment => ({
  compat: COMPAT,
  variables: {
    object: nodeType(schema, ""),
    fact: objectOf("fact", Object.keys(lookups), (name) => lookedUpType(lookups[name]!)),
  },
});

/** What further names are asked from: an object that was found. */
export const followEnvironment = (lookup: KnownLookup): Environment => ({
  compat: COMPAT,
  variables: { found: foundType(lookup) },
});

/** What facts of a request are asked from. */
export const factEnvironment: Environment = { compat: COMPAT, variables: factTypes };

/** Facts as declared; a looked-up object, or a map of such by name, typed where the kind is ours. */
function factType({ lookups = {} }: Vocabulary): CelType {
  const names = [...Object.keys(facts), ...Object.keys(lookups)];
  return objectOf("fact", names, (name) => {
    const lookup = lookups[name];
    return lookup ? lookedUpType(lookup) : CelTypes[facts[name as FactName].type];
  });
}

const foundType = ({ schema }: KnownLookup): CelType => (schema ? nodeType(schema, "") : CelTypes.dyn);

const lookedUpType = (lookup: KnownLookup): CelType =>
  "name" in lookup ? foundType(lookup) : CelTypes.map(CelTypes.string, foundType(lookup));

const objectOf = (name: string, fields: readonly string[], type: (field: string) => CelType): CelType =>
  objectType(name, Object.fromEntries(fields.map((field) => [field, type(field)])));

const types = new WeakMap<JSONSchemaProps, Map<string, CelType>>();

/** The type of a node. Rows may read all of metadata, of which a schema says nothing. */
function nodeType(schema: JSONSchemaProps, anchor: string): CelType {
  const known = remembered(types, schema);
  const type = known.get(anchor) ?? makeType(schema, anchor);
  known.set(anchor, type);
  return type;
}

function makeType(schema: JSONSchemaProps, anchor: string): CelType {
  if (anchor === "metadata") return metadataType;
  const node = schemaAt(schema, anchor);
  const type = node && celTypeOf(node, { root: anchor === "" });
  if (!type) return CelTypes.dyn;
  if (anchor !== "" || type.kind !== "object") return type;
  return CelTypes.object(type.name, { ...type.fields, metadata: { json: "metadata", type: metadataType } });
}

const programs = new WeakMap<Environment, Map<string, ReturnType<typeof compile>>>();

/** The program of a row's CEL, or what is wrong with it. Each text is compiled once, though many proofs need it. */
export function compileRow(
  source: string,
  environment: Environment,
  wanted?: CelType["kind"],
): Program | { complaint: string } {
  const known = remembered(programs, environment);
  const compiled = known.get(source) ?? compile(source, environment);
  known.set(source, compiled);
  if (!isProgram(compiled)) return { complaint: formatIssues(source, compiled.issues) };
  if (wanted && compiled.type.kind !== wanted && compiled.type.kind !== "dyn") {
    return { complaint: `is a ${compiled.type.kind}, but has to be a ${wanted}` };
  }
  return compiled;
}

/** The memory that belongs to an object, and goes with it. */
function remembered<K extends object, V>(all: WeakMap<K, Map<string, V>>, owner: K): Map<string, V> {
  const own = all.get(owner) ?? new Map<string, V>();
  all.set(owner, own);
  return own;
}
