/** Where a check runs: derived from what its condition mentions, never declared. */
import { type FactName, facts } from "../../rules/lang/facts.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { didYouMean, type Problem, problem } from "../problems.ts";
import { carrierOf } from "./carrier.ts";
import type { Check, PlacedCheck } from "./check.ts";
import { sparing } from "./fairness.ts";
import { listsOf, schemaAt } from "./fields.ts";
import { judged } from "./judged.ts";
import { type Mentions, mentions } from "./reads.ts";
import { type KindTables, positionOf } from "./rows.ts";
import { usesItemVariable } from "./walk.ts";

const KNOWN = new Set(["self", "oldSelf", "root", "oldRoot", "wrote", "fact", "feature"]);
/** What a CRD rule can see of metadata. */
const CRD_METADATA = new Set(["name", "generateName"]);

export function placeCheck(
  check: Check,
  kind: KindTables,
  schema: JSONSchemaProps,
): { check?: PlacedCheck; problems: Problem[] } {
  const at = positionOf(kind, check.id);
  const read = mentions(check.require);
  if ("complaint" in read)
    return { problems: [problem("row-cel", at, { id: check.id, complaint: read.complaint })] };
  const stray = strangers(read, kind);
  if (stray)
    return { problems: [problem("row-cel", at, { id: check.id, complaint: stray.complaint }, stray.hint)] };
  const complaint = unanchorable(check, read, schema);
  if (complaint) return { problems: [problem("bad-row", at, { id: check.id, complaint })] };
  const [place, why] = decide(check, read, kind, schema);
  const spares = sparing(check, read, place, kind, schema);
  const scope = place === "crd" && !asksAround(check, read, schema) ? "node" : "object";
  const carrier = scope === "node" ? check.anchor : carrierOf(check, read);
  const judges = judged({ ...check, place, carrier }, read, spares, kind, schema);
  return {
    check: {
      ...check,
      place,
      why,
      scope,
      carrier,
      facts: [...read.facts],
      features: [...read.features],
      readsOld: read.names.has("oldSelf") || read.names.has("oldRoot"),
      readsOldSelf: read.names.has("oldSelf"),
      onlyExisting:
        read.names.has("oldSelf") &&
        !check.on.includes("create") &&
        (check.anchor.includes("[]") || (scope === "object" && place === "crd" && check.anchor !== "")),
      ...(spares ? { spares } : {}),
      ...(judges ? { judges } : {}),
    },
    problems: [],
  };
}

/** Names that no row can see, with the one that was meant. */
function strangers(
  read: Mentions,
  kind: KindTables,
): { complaint: string; hint: string | undefined } | undefined {
  const knownFacts = [...Object.keys(facts), ...Object.keys(kind.lookups ?? {})];
  const knownFeatures = Object.keys(kind.features ?? {});
  const strange = [
    ...[...read.names]
      .filter((name) => !KNOWN.has(name))
      .map((name) => [name, didYouMean(name, KNOWN)] as const),
    ...[...read.facts]
      .filter((name) => !knownFacts.includes(name))
      .map((name) => [`fact.${name}`, didYouMean(name, knownFacts, "fact.")] as const),
    ...[...read.features]
      .filter((name) => !knownFeatures.includes(name))
      .map((name) => [`feature.${name}`, didYouMean(name, knownFeatures, "feature.")] as const),
  ];
  if (strange.length === 0) return undefined;
  const names = strange.map(([name]) => name).join(", ");
  return {
    complaint: `mentions ${names}, which no row can see`,
    hint: strange.find(([, hint]) => hint)?.[1],
  };
}

/** What makes the anchor impossible. */
function unanchorable(check: Check, read: Mentions, schema: JSONSchemaProps): string | undefined {
  const { anchor } = check;
  if (usesItemVariable(check.require))
    return "uses a variable such as item1, which is what the generator calls items";
  const readsRoot = read.names.has("root") || read.names.has("oldRoot");
  if (anchor !== "" && readsRoot && read.names.has("oldSelf") && check.on.includes("create"))
    return "reads oldSelf beside the whole object, also on create, where nothing was; make it a row for updates, or ask oldRoot";
  if (!anchor.includes("[]") || !read.names.has("oldSelf")) return undefined;
  const atomic = listsOf(schema, anchor).find(({ keys }) => keys === undefined);
  return atomic
    ? `reads oldSelf, but the items of ${atomic.list.slice(0, -2)} cannot be followed; mark the list @listType map and name its @listMapKey, or read oldRoot`
    : undefined;
}

/** A rule that asks about more than its node, or tells operations apart where items cannot be followed, is not the node's. */
function asksAround({ anchor, on }: Check, read: Mentions, schema: JSONSchemaProps): boolean {
  if (anchor === "") return false;
  if (read.names.has("root") || read.names.has("oldRoot")) return true;
  return on.length < 2 && listsOf(schema, anchor).some(({ keys }) => keys === undefined);
}

function decide(
  check: Check,
  read: Mentions,
  kind: KindTables,
  schema: JSONSchemaProps,
): [PlacedCheck["place"], string] {
  const lookup = [...read.facts].find((name) => Object.hasOwn(kind.lookups ?? {}, name));
  if (lookup) return ["webhook", `looks up fact.${lookup}`];
  const hidden = [...read.facts].find((name) => facts[name as FactName].policy === null);
  if (hidden) return ["webhook", `fact.${hidden} is unknown to an API server`];
  if (read.names.has("wrote")) return ["webhook", "asks what the caller wrote before defaults"];
  const [fact] = read.facts;
  if (fact) return ["policy", `asks fact.${fact}`];
  const [feature] = read.features;
  if (feature) return ["policy", `asks feature.${feature}`];
  const metadata = metadataRead(check.anchor, read);
  if (metadata) return ["policy", `reads ${metadata}`];
  if (hasNoType(check.anchor, schema))
    return ["policy", "asks about a field without a type, which a CRD rule cannot see"];
  if (check.on.includes("delete")) return ["policy", "asks when the object is deleted"];
  if (!check.on.includes("update") && check.anchor !== "") return ["crd", "reads the object on create"];
  return [
    "crd",
    read.names.has("oldSelf") || read.names.has("oldRoot")
      ? "reads the object, old and new"
      : "reads the object",
  ];
}

/** A field that may hold anything. */
function hasNoType(anchor: string, schema: JSONSchemaProps): boolean {
  const node = schemaAt(schema, anchor);
  return node !== undefined && node.type === undefined && node["x-kubernetes-int-or-string"] !== true;
}

/** What the row reads of metadata that a CRD rule cannot see. */
function metadataRead(anchor: string, { paths }: Mentions): string | undefined {
  if (anchor.split(".")[0] === "metadata") return anchor;
  for (const path of paths) {
    const [variable, first, second = ""] = path.split(".");
    const fromObject = anchor === "" || variable === "root" || variable === "oldRoot";
    if (fromObject && first === "metadata" && !CRD_METADATA.has(second)) return `metadata.${second}`;
  }
  return undefined;
}
