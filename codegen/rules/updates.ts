/** What an update may do to each field, found by trying the examples of rows that compare old and new. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Example } from "../../rules/lang/tables.ts";
import { bindings } from "../check/row-examples.ts";
import type { ResourceModel } from "../model.ts";
import { compare } from "../problems.ts";
import type { PlacedCheck } from "./check.ts";
import { compileRow, environmentAt } from "./environment.ts";
import { leafOf, parentOf, schemaAt, steps, writePath } from "./fields.ts";
import { type KindTables, rowOf, tablesOf } from "./rows.ts";

/** All changes, none, or those that the rows let through. */
export type Permission = "yes" | "no" | "some";

export interface FieldUpdates {
  field: string;
  /** Changes of what is there, for each power state that is asked about; one answer for kinds without one. */
  change: Permission[];
  /** Setting what was not there; undefined where there is always a value. */
  set: Permission | undefined;
  /** The rows that say so. */
  rows: string[];
}

/** What a machine that is on, and one that is off, is seen as and asked to be. */
const POWER = ["PoweredOn", "PoweredOff"] as const;
const SEEN = "status.powerState";
const WANTED = "spec.powerState";

export const hasPower = (schema: JSONSchemaProps): boolean => schemaAt(schema, SEEN) !== undefined;

/** Every field that a row of the kind decides about, in order. */
export function updatesOf(
  kind: KindTables,
  resource: ResourceModel,
  checks: readonly PlacedCheck[],
): FieldUpdates[] {
  const verdicts = tablesOf(kind, "immutability").flatMap((table) => table.rows);
  const comparing = checks.filter((check) => check.on.includes("update") && check.readsOld);
  const trials = comparing.map((check) => tryExamples(check, kind, resource.schema));
  const fields = new Set([
    ...verdicts.map(({ field }) => field),
    ...comparing.filter((_, i) => trials[i]!.length > 0).map(({ field }) => field),
  ]);
  const states = hasPower(resource.schema) ? POWER : POWER.slice(0, 1);
  return [...fields].sort(compare).map((field) => {
    const own = comparing.flatMap((check, i) =>
      check.field === field ? [{ check, tried: trials[i]! }] : [],
    );
    const permissions = (sets: boolean): Permission[] => {
      const each = own.map(({ check, tried }) => {
        const by = decidedBy(check, kind);
        return permissionsOf(
          tried.filter((one) => by === "freeze" || one.sets === sets),
          by,
        );
      });
      return states.map((_, i) => all(each.map((byPower) => byPower[i]!)));
    };
    return {
      field,
      change: permissions(false),
      set: isAlwaysThere(resource.schema, field) ? undefined : overall(permissions(true)),
      rows: [
        ...new Set([
          ...verdicts.filter((row) => row.field === field).map(({ id }) => id),
          ...own.map(({ check }) => rowOf(check.id)),
        ]),
      ],
    };
  });
}

/**
 * What the examples of a check show: each change of its field there is, one that stands for all of them, what a condition
 * does, or what it does to some values.
 */
type DecidedBy = "verbs" | "freeze" | "condition" | "values";

function decidedBy({ id, table }: PlacedCheck, kind: KindTables): DecidedBy {
  const of = kind.tables.find(({ name }) => name === table)!;
  if (of.kind === "validation") return "condition";
  if (of.kind === "immutability") return "verbs";
  const row = of.kind === "requests" ? of.rows.find((one) => one.id === id) : undefined;
  return row?.then === "deny" ? "values" : "freeze";
}

/**
 * For each power state. A condition that refuses whatever the power state is about values, unless it refuses any other
 * value as well; one that the power state alone decides is about all of them.
 */
function permissionsOf(tried: readonly Trial[], by: DecidedBy): Permission[] {
  const found = POWER.map((_, i) => permission(tried.map(({ passes }) => passes[i]!)));
  const isAboutAll = found.includes("yes") || tried.every(({ refusesAll }) => refusesAll);
  const holds = by === "verbs" || by === "freeze" || (by === "condition" && isAboutAll);
  return holds ? found : found.map((one) => (one === "no" ? "some" : one));
}

interface Trial {
  /** The field was not there before. */
  sets: boolean;
  /** For each power state. */
  passes: boolean[];
  /** Nor does another value pass in any of them, as far as a few tell. */
  refusesAll: boolean;
}

/** Examples by ordinary users that change the field of the check. */
function tryExamples(check: PlacedCheck, kind: KindTables, schema: JSONSchemaProps): Trial[] {
  const program = compileRow(check.require, environmentAt(schema, check.anchor, kind), "bool");
  if ("complaint" in program) return [];
  const below = check.anchor === "" ? check.field : check.field.slice(check.anchor.length + 1);
  return [...check.admits, ...check.refuses].flatMap((example) => {
    if (example.old === undefined || example.facts?.privileged === true) return [];
    const [before, after] = [valueBelow(example.old, below), valueBelow(example.new, below)];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const tried = (one: Example): boolean[] =>
      POWER.map((power) => {
        const result = program.evaluate(bindings(poweredAs(one, check, power), check.anchor, check.features));
        return result.ok && result.value === true;
      });
    const passes = tried(example);
    const others = othersThan(before).map((value) => ({
      ...example,
      new: withValue(example.new, below, value),
    }));
    const refusesAll = others.length > 0 && ![passes, ...others.map(tried)].flat().includes(true);
    return [{ sets: before === undefined || before === "", passes, refusesAll }];
  });
}

/** Some other values of the same type; none where they cannot be made up. */
function othersThan(value: unknown): unknown[] {
  if (typeof value === "string" && value !== "") return [`${value}-2`, "other"];
  return typeof value === "number" ? [value - 1, value + 1] : [];
}

function withValue(node: unknown, path: string, value: unknown): unknown {
  const copy = structuredClone(node ?? {}) as { [key: string]: unknown };
  writePath(copy, path, value);
  return copy;
}

/** The example for a machine in that state; what it asks for stays where that is the field in question. */
function poweredAs(example: Example, { anchor, field }: PlacedCheck, power: string): Example {
  const paths = [SEEN, ...(field === WANTED ? [] : [WANTED])];
  const powered = (object: unknown): unknown =>
    paths.reduce((whole, path) => withValue(whole, path, power), object);
  return anchor === ""
    ? { ...example, old: powered(example.old), new: powered(example.new) }
    : { ...example, root: powered(example.root), oldRoot: powered(example.oldRoot) };
}

/** The value below a node; of the first item where the path leads through a list. */
const valueBelow = (node: unknown, path: string): unknown =>
  steps(path).reduce<unknown>(
    (value, name) => (value as { [key: string]: unknown } | undefined)?.[name === "[]" ? 0 : name],
    node,
  );

const permission = (passes: readonly boolean[]): Permission =>
  passes.every(Boolean) ? "yes" : passes.some(Boolean) ? "some" : "no";

/** What several rows leave. */
const all = (permissions: readonly Permission[]): Permission =>
  permissions.includes("no") ? "no" : permissions.includes("some") ? "some" : "yes";

/** What holds in one power state and not in the other holds in some. */
const overall = (permissions: readonly Permission[]): Permission =>
  permissions.every((one) => one === permissions[0]) ? permissions[0]! : "some";

function isAlwaysThere(schema: JSONSchemaProps, field: string): boolean {
  const parent = parentOf(field);
  const required = schemaAt(schema, parent)?.required ?? [];
  return (
    schemaAt(schema, field)?.default !== undefined || (parent !== "" && required.includes(leafOf(field)))
  );
}
