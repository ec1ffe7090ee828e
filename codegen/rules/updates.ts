/** What an update may do to each field, found by trying the examples of rows that compare old and new. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Example } from "../../rules/lang/tables.ts";
import { bindings } from "../check/row-examples.ts";
import type { ResourceModel } from "../model.ts";
import { compare } from "../problems.ts";
import type { PlacedCheck } from "./check.ts";
import { compileRow, environmentAt } from "./environment.ts";
import { leafOf, parentOf, schemaAt, steps, writePath } from "./fields.ts";
import { type KindTables, tablesOf } from "./rows.ts";

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
          ...own.map(({ check }) => check.id.replace(/\/holds$/, "")),
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
 * For each power state. A condition that refuses whatever the power state is about values; one that the power state
 * alone decides is about all of them.
 */
function permissionsOf(tried: readonly Trial[], by: DecidedBy): Permission[] {
  const found = POWER.map((_, i) => permission(tried.map(({ passes }) => passes[i]!)));
  const holds = by === "verbs" || by === "freeze" || (by === "condition" && found.includes("yes"));
  return holds ? found : found.map((one) => (one === "no" ? "some" : one));
}

interface Trial {
  /** The field was not there before. */
  sets: boolean;
  /** For each power state. */
  passes: boolean[];
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
    const passes = POWER.map((power) => {
      const bound = bindings(poweredAs(example, check, power), check.anchor, check.features);
      const result = program.evaluate(bound);
      return result.ok && result.value === true;
    });
    return [{ sets: before === undefined || before === "", passes }];
  });
}

/** The example for a machine in that state; what it asks for stays where that is the field in question. */
function poweredAs(example: Example, { anchor, field }: PlacedCheck, power: string): Example {
  const paths = [SEEN, ...(field === WANTED ? [] : [WANTED])];
  const powered = (object: unknown): unknown => {
    const copy = structuredClone(object ?? {}) as { [key: string]: unknown };
    for (const path of paths) writePath(copy, path, power);
    return copy;
  };
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
