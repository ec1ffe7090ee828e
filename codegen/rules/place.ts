/** Where a check runs: derived from what its condition mentions, never declared. */
import { type FactName, facts } from "../../rules/lang/facts.ts";
import { type Problem, problem } from "../problems.ts";
import type { Check, PlacedCheck } from "./check.ts";
import { mentions } from "./reads.ts";
import { type KindTables, positionOf } from "./rows.ts";

const KNOWN = new Set(["self", "oldSelf", "wrote", "fact"]);
/** What a CRD rule can see of metadata. */
const CRD_METADATA = new Set(["name", "generateName"]);

export function placeCheck(check: Check, kind: KindTables): { check?: PlacedCheck; problems: Problem[] } {
  const at = positionOf(kind, check.id);
  if (`${check.anchor}.${check.field}`.includes("[]")) {
    const complaint = "is anchored at the items of a list; anchor it at the list and ask all() of them";
    return { problems: [problem("bad-row", at, { id: check.id, complaint })] };
  }
  const read = mentions(check.require);
  if ("complaint" in read)
    return { problems: [problem("row-cel", at, { id: check.id, complaint: read.complaint })] };
  const stray = [...read.names].filter((name) => !KNOWN.has(name));
  const unknown = [...read.facts].filter((name) => !(name in facts));
  if (stray.length + unknown.length > 0) {
    const names = [...stray, ...unknown.map((name) => `fact.${name}`)].join(", ");
    return {
      problems: [
        problem("row-cel", at, { id: check.id, complaint: `mentions ${names}, which no row can see` }),
      ],
    };
  }
  const used = [...read.facts] as FactName[];
  const [place, why] = decide(check, read.names, used, read.paths);
  return { check: { ...check, place, why, facts: used, readsOld: read.names.has("oldSelf") }, problems: [] };
}

function decide(
  check: Check,
  names: ReadonlySet<string>,
  used: readonly FactName[],
  paths: ReadonlySet<string>,
): [PlacedCheck["place"], string] {
  const hidden = used.find((name) => facts[name].policy === null);
  if (hidden) return ["webhook", `fact.${hidden} is unknown to an API server`];
  if (names.has("wrote")) return ["webhook", "asks what the caller wrote before defaults"];
  if (used.length > 0) return ["policy", `asks fact.${used[0]}`];
  const metadata =
    check.anchor.split(".")[0] === "metadata"
      ? check.anchor
      : [...paths].map(metadataField(check.anchor)).find(Boolean);
  if (metadata) return ["policy", `reads ${metadata}`];
  const createOnly = !check.on.includes("update");
  if (createOnly && check.anchor !== "") return ["crd", "reads the object on create"];
  return ["crd", names.has("oldSelf") ? "reads the object, old and new" : "reads the object"];
}

/** A metadata field that a CRD rule cannot see. */
const metadataField = (anchor: string) => (path: string) => {
  const [, first, second] = path.split(".");
  return anchor === "" && first === "metadata" && !CRD_METADATA.has(second ?? "")
    ? `metadata.${second ?? ""}`
    : undefined;
};
