/** The types rows are checked against: the schema's at their anchor, metadata open, facts as declared. */
import {
  type CelType,
  CelTypes,
  compile,
  type Environment,
  formatIssues,
  isProgram,
  type Program,
} from "../../rules/lang/cel/index.ts";
import { facts } from "../../rules/lang/facts.ts";
import { celTypeOf } from "../../rules/lang/schema/index.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { schemaAt } from "./fields.ts";

/** What we ship is checked at the oldest supported cluster, Kubernetes 1.33, less one minor. */
export const COMPAT = "1.32";

const factType: CelType = CelTypes.object(
  "fact",
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, { json: name, type: CelTypes[fact.type] }]),
  ),
);

const environments = new WeakMap<JSONSchemaProps, Map<string, Environment>>();

/** The variables of a row anchored at a node: made once for a schema, which must not change afterwards. */
export function environmentAt(schema: JSONSchemaProps, anchor: string): Environment {
  const known = remembered(environments, schema);
  const environment = known.get(anchor) ?? makeEnvironment(schema, anchor);
  known.set(anchor, environment);
  return environment;
}

function makeEnvironment(schema: JSONSchemaProps, anchor: string): Environment {
  const node = nodeType(schema, anchor);
  return { compat: COMPAT, variables: { self: node, oldSelf: node, wrote: node, fact: factType } };
}

function nodeType(schema: JSONSchemaProps, anchor: string): CelType {
  if (anchor === "metadata" || anchor.startsWith("metadata.")) return CelTypes.dyn;
  const node = schemaAt(schema, anchor);
  const type = node && celTypeOf(node, { root: anchor === "" });
  if (!type) return CelTypes.dyn;
  if (anchor !== "" || type.kind !== "object") return type;
  return CelTypes.object(type.name, { ...type.fields, metadata: { json: "metadata", type: CelTypes.dyn } });
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
