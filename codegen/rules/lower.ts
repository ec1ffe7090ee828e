/** Rows to checks: the verbs, cells and freezes of the tables become one CEL condition each. */
import { parse, print, rename } from "../../rules/lang/cel/index.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { ChangeVerb } from "../../rules/lang/tables.ts";
import type { ResourceModel } from "../model.ts";
import type { Check } from "./check.ts";
import { joinPath, optionalPath, orEmpty, parentOf, schemaAt, splitAtItems } from "./fields.ts";
import {
  type Axes,
  axisValues,
  type ImmutabilityRow,
  type KindTables,
  type RequestRow,
  type Table,
  type UpgradeRow,
} from "./rows.ts";
import { featureMarkMissing } from "./upgrade-window.ts";
import { verbExamples } from "./verb-examples.ts";

/** All checks of a kind, in the order of its tables. */
export function lowerChecks(kind: KindTables, resource: ResourceModel): Check[] {
  const isString = (path: string) => schemaAt(resource.schema, path)?.type === "string";
  return kind.tables.flatMap((table) => lowerTable(table, isString, resource.schema));
}

function lowerTable(table: Table, isString: (path: string) => boolean, schema: JSONSchemaProps): Check[] {
  switch (table.kind) {
    case "immutability":
      return table.rows
        .filter((row) => row.forbid.length > 0)
        .map((row) => lowerImmutable(row, table.name, schema));
    case "requests":
      return table.rows.flatMap((row) => lowerRequest(row, table.axes, table.changed, table.name, isString));
    case "validation":
      return table.rows.map((row) => ({
        ...header(row, table.name),
        on: row.on,
        anchor: row.at ?? "",
        field: joinPath(row.at, row.field),
        require: row.require,
        reason: row.reason,
        message: row.message,
        admits: row.admits,
        refuses: row.refuses,
      }));
    case "upgrade":
      return table.rows.flatMap((row) => lowerFreeze(row, table.name, isString));
    case "defaulting":
    case "moves":
      return [];
  }
}

const header = (row: { id: string; doc: string }, table: string) => ({ id: row.id, doc: row.doc, table });

/** The row at the object, or at the items that hold the field: only there an item is compared with its own past. */
function lowerImmutable(row: ImmutabilityRow, table: string, schema: JSONSchemaProps): Check {
  const { items, below } = splitAtItems(row.field);
  const parts = [
    ...(row.unless ? [`fact.${row.unless}`] : []),
    ...(row.when ? [`!(${inHolder(row.when, parentOf(below))})`] : []),
    unchanged(below, row.forbid, schemaAt(schema, row.field)?.type === "string"),
  ];
  const verbs = verbsText(row.forbid);
  return {
    ...header(row, table),
    on: ["update"],
    anchor: items,
    field: row.field,
    require: parts.join(" || "),
    reason: row.unless ? "Forbidden" : "Invalid",
    message: row.message ?? (row.unless ? `may be ${verbs} only by privileged users` : `cannot be ${verbs}`),
    ...verbExamples(row, schema),
  };
}

/** A guard over the node that holds the field. Where that node is gone, a guard that reads it does not hold. */
function inHolder(guard: string, holder: string): string {
  const parsed = parse(guard);
  if (holder === "" || "issues" in parsed) return guard;
  const moved = print(rename(parsed.ast, { self: `self.${holder}` }));
  return moved === print(parsed.ast) ? guard : `${hasAll("self", holder)} && (${moved})`;
}

const VERB_WORDS: Record<ChangeVerb, string> = { set: "set later", modify: "replaced", unset: "removed" };

function verbsText(verbs: readonly ChangeVerb[]): string {
  const words = (["set", "modify", "unset"] as const)
    .filter((verb) => verbs.includes(verb))
    .map((verb) => VERB_WORDS[verb]);
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${words.at(-1)}` : words[0]!;
}

/**
 * The condition that none of the verbs happened to a field, from the root: a rule on the field itself would not run
 * when the field comes or goes, and a rule on an optional parent would not run when that goes. An empty string counts
 * as absent.
 */
export function unchanged(path: string, forbid: readonly ChangeVerb[], isString: boolean): string {
  const now = isString ? orEmpty("self", path) : optionalPath("self", path);
  const was = isString ? orEmpty("oldSelf", path) : optionalPath("oldSelf", path);
  const same = isString ? sameText(path) : sameValue(path);
  const absent = (value: string) => (isString ? `${value} == ''` : `!${value}.hasValue()`);
  const present = (value: string) => (isString ? `${value} != ''` : `${value}.hasValue()`);
  const [set, modify, unset] = (["set", "modify", "unset"] as const).map((verb) => forbid.includes(verb));
  if (set && modify && unset) return same;
  const parts: string[] = [];
  if (set && !modify) parts.push(`${present(was)} || ${absent(now)}`);
  if (set && modify) parts.push(`${absent(now)} || ${same}`);
  if (modify && unset) parts.push(`${absent(was)} || ${same}`);
  if (modify && !set && !unset) parts.push(`${absent(was)} || ${absent(now)} || ${same}`);
  if (unset && !modify) parts.push(`${absent(was)} || ${present(now)}`);
  return parts.length > 1 ? parts.map((part) => `(${part})`).join(" && ") : parts[0]!;
}

/**
 * A string, old and new, is the same. The server's cost estimate knows the size of a plain selection, and not of what
 * comes out of an optional, so one side is spelt out: a comparison costs the smaller of its sides.
 */
const sameText = (path: string): string =>
  `(${hasAll("self", path)} ? self.${path} : '') == ${orEmpty("oldSelf", path)}`;

/** The same of any other value, where neither side may come out of an optional. */
function sameValue(path: string): string {
  const bothThere = `${hasAll("self", path)} && ${hasAll("oldSelf", path)}`;
  return `(${bothThere} ? self.${path} == oldSelf.${path} : ${optionalPath("self", path)}.hasValue() == ${optionalPath("oldSelf", path)}.hasValue())`;
}

/** The condition that every step of the path is there. */
function hasAll(variable: string, path: string): string {
  const names = path.split(".");
  return names.map((_, i) => `has(${[variable, ...names.slice(0, i + 1)].join(".")})`).join(" && ");
}

/** The condition that the object is in one of the row's cells. */
export function inCell(row: RequestRow, axes: Axes): string {
  const parts = Object.entries(axes).flatMap(([axis, path]) => {
    const values = axisValues(row, axis);
    if (!values) return [];
    const literals = values.map((value) => (value === "(none)" ? "''" : `'${value}'`));
    return [
      literals.length === 1
        ? `${orEmpty("self", path)} == ${literals[0]}`
        : `${orEmpty("self", path)} in [${literals.join(", ")}]`,
    ];
  });
  if (row.when) parts.push(`(${row.when})`);
  return parts.length > 0 ? parts.join(" && ") : "true";
}

function lowerRequest(
  row: RequestRow,
  axes: Axes,
  changed: string,
  table: string,
  isString: (path: string) => boolean,
): Check[] {
  const common = {
    ...header(row, table),
    anchor: "",
    reason: "Invalid" as const,
    message: row.message ?? "",
    admits: row.admits ?? [],
    refuses: row.refuses ?? [],
  };
  switch (row.then) {
    case "allow":
      return [];
    case "deny":
      return [
        {
          ...common,
          on: ["create", "update"],
          field: changed,
          require: `${sameText(changed)} || !(${inCell(row, axes)})`,
        },
      ];
    case "freeze":
      return (row.freeze ?? []).map((field) => ({
        ...common,
        on: ["update"],
        field,
        reason: "Forbidden" as const,
        require: `${unchanged(field, ["set", "modify", "unset"], isString(field))} || !(${inCell(row, axes)})`,
      }));
  }
}

/** While a step was not taken, its frozen fields belong to the operator. */
function lowerFreeze(row: UpgradeRow, table: string, isString: (path: string) => boolean): Check[] {
  return row.freeze.map((field) => ({
    id: `${row.id}/holds`,
    doc: `Until the step ${row.id} was taken, nobody but the operator touches ${field}.`,
    table,
    on: ["update"],
    anchor: "",
    field,
    require: `fact.privileged || ${unchanged(field, ["set", "modify", "unset"], isString(field))} || !(${featureMarkMissing("oldSelf", row.bit)})`,
    reason: "Forbidden",
    message: "cannot change until the operator has upgraded the machine",
    admits: [
      { old: {}, new: {} },
      { old: {}, new: fieldExample(field), facts: { privileged: true } },
    ],
    refuses: [{ old: {}, new: fieldExample(field) }],
  }));
}

function fieldExample(field: string): unknown {
  return field
    .split(".")
    .reduceRight<unknown>((inner, name) => ({ [name]: inner }), "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01");
}
