/**
 * Fairness to old objects: a row that says how an object has to be must not refuse an update that leaves alone what the
 * row judges, for the object may be older than the row, its parameters or the objects it refers to. API servers forgive
 * CRD rules by themselves; for policies and our webhook the generator says what was left alone, as one more condition.
 */
import type { Place } from "../../rules/lang/compiled.ts";
import { type FactName, facts } from "../../rules/lang/facts.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Check } from "./check.ts";
import { listsOf } from "./fields.ts";
import { askedThrough } from "./looked-up.ts";
import { type Mentions, mentions, type Read } from "./reads.ts";
import type { KindTables } from "./rows.ts";

/**
 * The condition, over `self`, `oldSelf`, `root` and `oldRoot`, that everything a check reads of the object is as it was:
 * fields by value, and of a node around a field that is read too, whether it is there. What a fact reads of the object
 * counts as well, and so do the names of looked-up objects; the user, the parameters and those objects themselves do not.
 * Undefined where nothing is to be forgiven: a CRD rule, a row that reads what was (it judges the change), a row about
 * what the caller wrote (it judges the request), and one that reads nothing of the object.
 */
export function sparing(
  check: Check,
  read: Mentions,
  place: Place,
  kind: KindTables,
  schema: JSONSchemaProps,
): string | undefined {
  if (place === "crd" || !check.on.includes("update")) return undefined;
  if (["oldSelf", "oldRoot", "wrote"].some((name) => read.names.has(name))) return undefined;
  const judged = judgedReads(check, read, kind, schema);
  const same = judged
    .filter((one) => !judged.some((other) => covers(other, one)))
    .map((one) => unchanged(one, judged));
  return same.length === 0 ? undefined : [...new Set(same)].join(" && ");
}

/** What a check that does not look back reads of the object. */
export const judgedReads = (
  check: Check,
  read: Mentions,
  kind: KindTables,
  schema: JSONSchemaProps,
): Read[] => read.reads.flatMap((one) => ofObject(one, kind)).map((one) => atList(one, check, schema));

/** What of the object a read depends on: itself, or what its fact asks. */
function ofObject(read: Read, { lookups = {} }: KindTables): Read[] {
  const [variable, name] = read.path as [string, string?];
  if (variable === "self" || variable === "root") return [read];
  if (variable !== "fact" || name === undefined) return [];
  const lookup = lookups[name];
  // The keys of members were read on the way here.
  if (lookup && !("name" in lookup) && read.only === "members") return [];
  return lookup ? askedThrough(name, lookups).flatMap(asked) : asked(facts[name as FactName].policy);
}

/** What an expression over `object` reads of it. */
function asked(source: string | null): Read[] {
  const read = source === null ? undefined : mentions(source);
  if (!read || "complaint" in read) return [];
  return read.reads
    .filter(({ path }) => path[0] === "object")
    .map(({ path, ...how }) => ({ ...how, path: ["root", ...path.slice(1)] }));
}

/** Items that cannot be followed are what they were where their list is. */
function atList(read: Read, { anchor }: Check, schema: JSONSchemaProps): Read {
  const followed = listsOf(schema, anchor).every(({ keys }) => keys !== undefined);
  if (followed || read.path[0] !== "self") return read;
  return { path: ["root", ...anchor.slice(0, anchor.indexOf("[]")).split(".")] };
}

/** By value, and so what is below it and its presence. */
const covers = (other: Read, { path, only }: Read): boolean =>
  other.only !== "presence" &&
  (isBelow(path, other.path) || (only === "presence" && other.path.join("\n") === path.join("\n")));

export const isBelow = (path: readonly string[], other: readonly string[]): boolean =>
  path.length > other.length && other.every((step, i) => step === path[i]);

/** A presence is a value too, unless something below it is judged. */
function unchanged({ path, only }: Read, judged: readonly Read[]): string {
  const [variable = "", ...steps] = path;
  const now = select(variable, steps);
  const was = select(variable === "self" ? "oldSelf" : "oldRoot", steps);
  const around = only === "presence" && judged.some((other) => isBelow(other.path, path));
  return around ? `${now}.hasValue() == ${was}.hasValue()` : `${now} == ${was}`;
}

const select = (variable: string, steps: readonly string[]): string =>
  variable +
  steps.map((step) => (/^[A-Za-z_]\w*$/.test(step) ? `.?${step}` : `[?${JSON.stringify(step)}]`)).join("");
