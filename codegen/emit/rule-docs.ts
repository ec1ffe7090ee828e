/** One Markdown page a rule table, each row under its id, transition tables as grids. */
import type { GeneratorName } from "../../rules/lang/tables.ts";
import type { ResourceModel } from "../model.ts";
import type { PlacedCheck } from "../rules/check.ts";
import { isPolicyDefault, isSchemaDefault } from "../rules/default-order.ts";
import { schemaAt } from "../rules/fields.ts";
import { NONE } from "../rules/guard.ts";
import { LINE_ID } from "../rules/inventory.ts";
import {
  type Axes,
  type AxisRow,
  axisValues,
  type DefaultRow,
  type KindTables,
  type LooseRow,
  rowOf,
  sourcesOf,
  type Table,
  writtenBy,
} from "../rules/rows.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";
import { code, table as grid, mark, slugOf } from "./markdown.ts";

/** A page for each table of the kind, and one that lists them. */
export function emitRuleDocs(
  kind: KindTables,
  resource: ResourceModel,
  checks: readonly PlacedCheck[],
): Files {
  const folder = `generated/docs/rules/${kind.kind.toLowerCase()}`;
  const pages = kind.tables.map(
    (table) => [pagePath(kind, table.name), page(table, kind, resource, checks)] as const,
  );
  const list = kind.tables.map(
    (table) => `- [${title(table.name)}](${kebab(table.name)}.md): ${table.doc}\n`,
  );
  const index = `<!-- ${MADE_BY} -->\n# Rules of ${kind.kind}\n\n${list.join("")}\n[What an update may change](updating.md), field by field, and [where each row runs](enforcement.md), and why, are pages of their own.\n`;
  return new Map([...pages, [`${folder}/README.md`, index]]);
}

export const pagePath = (kind: KindTables, table: string): string =>
  `generated/docs/rules/${kind.kind.toLowerCase()}/${kebab(table)}.md`;

function page(
  table: Table,
  kind: KindTables,
  resource: ResourceModel,
  checks: readonly PlacedCheck[],
): string {
  const head = `<!-- ${MADE_BY} -->\n# ${kind.kind}: ${title(table.name)}\n\n${table.doc}\n\n`;
  return `${head}${body(table, kind, resource, checks)}`;
}

function body(
  table: Table,
  kind: KindTables,
  resource: ResourceModel,
  checks: readonly PlacedCheck[],
): string {
  const from = (row: LooseRow): string => carried(row, kind).join(", ");
  const place = (id: string): string => {
    const placed = checks.filter((check) => rowOf(check.id) === id);
    return [...new Set(placed.map((check) => PLACES[check.place]))].join(", ") || "–";
  };
  switch (table.kind) {
    case "immutability":
      return grid(
        ["Row", "Field", "set", "modify", "unset", "While", "Unless", "Enforced by", "Why", "From"],
        table.rows.map((row) => [
          named(row.id),
          code(row.field),
          ...(["set", "modify", "unset"] as const).map((verb) => (row.forbid.includes(verb) ? "no" : "yes")),
          row.when ? code(row.when) : "",
          row.unless ? code(row.unless) : "",
          place(row.id),
          row.doc,
          from(row),
        ]),
      );
    case "defaulting":
      return grid(
        ["Row", "Field", "Value", "On", "When", "Given by", "Why", "From"],
        table.rows.map((row) => [
          named(row.id),
          writtenBy(row).map(code).join(", "),
          defaultValue(row),
          row.on.join(", "),
          row.when ? code(row.when) : "",
          givenBy(row, table.rows),
          row.doc,
          from(row),
        ]),
      );
    case "validation":
      return `${grid(
        ["Row", "Field", "On", "What holds", "Refused with", "Enforced by", "From"],
        table.rows.map((row) => [
          linked(row.id),
          code([row.at, row.field].filter(Boolean).join(".")),
          row.on.join(", "),
          row.doc,
          `${row.reason}: ${row.message}`,
          place(row.id),
          from(row),
        ]),
      )}\n## Expressions\n\n${table.rows
        .map(
          (row) =>
            `${mark(row.id)}\n\n### ${row.id}\n\n\`self\` is ${row.at ? code(row.at) : "the object"}.\n\n\`\`\`cel\n${row.require}\n\`\`\`\n`,
        )
        .join("\n")}`;
    case "requests":
      return `${axisGrid(table.axes, table.rows, resource, (row) => row.then as string)}\n${grid(
        ["Row", "Verdict", "When", "Message", "Enforced by", "Why", "From"],
        table.rows.map((row) => [
          named(row.id),
          row.then === "freeze" ? `freezes ${row.freeze!.map(code).join(", ")}` : row.then,
          row.when ? code(row.when) : "",
          row.message ?? "",
          place(row.id),
          row.doc,
          from(row),
        ]),
      )}`;
    case "moves":
      return `${axisGrid(table.axes, table.rows, resource, () => "")}\n${grid(
        ["Row", "Steps", "When", "Otherwise ends in", "Why", "From"],
        table.rows.map((row) => [
          named(row.id),
          row.steps
            .map((step) => `${code(step.do)}${step.within ? ` for ${step.within}` : ""}`)
            .join(", then ") || "–",
          row.when ? code(row.when) : "",
          row.ends ? `${code(row.ends.reason)}: ${row.ends.message}` : "",
          row.doc,
          from(row),
        ]),
      )}`;
    case "upgrade":
      return grid(
        ["Row", "Bit", "Value", "After", "Fills", "Holds meanwhile", "Why", "From"],
        table.rows.map((row) => [
          named(row.id),
          String(row.bit),
          String(2 ** row.bit),
          row.after.map(code).join(", "),
          Object.entries(row.fill)
            .map(([field, from]) => `${code(field)} from ${code(from)}`)
            .join("<br>"),
          row.freeze.map(code).join(", "),
          row.doc,
          from(row),
        ]),
      );
  }
}

export const PLACES: Record<PlacedCheck["place"], string> = {
  crd: "CRD",
  policy: "admission policy",
  webhook: "admission webhook",
};

function defaultValue(row: DefaultRow): string {
  if (row.remove) return "nothing: it is removed";
  if (row.from !== undefined) return code(row.from);
  return row.generate ? GENERATED[row.generate] : code(JSON.stringify(row.value));
}

const GENERATED: Record<GeneratorName, string> = {
  uuid4: "a random UUID (version 4)",
  now: "the time of the request",
  build: "the version of the running build",
  placement: "slots for volumes and drives that have none, and the controllers they need",
};

export function givenBy(row: DefaultRow, rows: readonly DefaultRow[]): string {
  if (isSchemaDefault(row)) return "CRD";
  return isPolicyDefault(row, rows) ? "mutating policy, else admission webhook" : "admission webhook";
}

/** The first two axes as a grid; each cell names its rows, with what else decides between them. */
function axisGrid(
  axes: Axes,
  rows: readonly AxisRow[],
  resource: ResourceModel,
  verdict: (row: AxisRow) => string,
): string {
  const names = Object.keys(axes);
  const [down, across] = [names[0]!, names[1]];
  const values = (axis: string | undefined) =>
    axis ? [NONE, ...((schemaAt(resource.schema, axes[axis]!)?.enum ?? []) as string[])] : [""];
  const corner = across ? `${code(axes[down]!)} ↓ ${code(axes[across]!)} →` : code(axes[down]!);
  const speaks = (row: AxisRow, axis: string | undefined, value: string) =>
    !axis || (axisValues(row, axis)?.includes(value) ?? true);
  return grid(
    [corner, ...values(across).map((value) => (value === "" ? "rows" : code(value)))],
    values(down).map((seen) => [
      code(seen),
      ...values(across).map((wanted) =>
        rows
          .filter((row) => speaks(row, down, seen) && speaks(row, across, wanted))
          .map((row) => [verdict(row), linked(row.id), others(row, names.slice(2))].filter(Boolean).join(" "))
          .join("<br>"),
      ),
    ]),
  );
}

function others(row: AxisRow, axes: readonly string[]): string {
  const parts = axes.flatMap((axis) => {
    const values = axisValues(row, axis);
    return values ? [`${axis} ${values.join(" or ")}`] : [];
  });
  return [...parts, ...(row.when ? [code(row.when)] : [])].join(", ").replace(/^(.+)$/, "($1)");
}

/** What the row names as its sources; lines of an inventory lead to the page about it. */
const carried = (row: LooseRow, { sources }: KindTables): string[] =>
  sourcesOf(row).map((source) =>
    sources && LINE_ID.test(source) ? `[${code(source)}](../coverage.md#${slugOf(source)})` : code(source),
  );

/** A row where its table tells it, and where another does. */
const named = (id: string): string => `${mark(id)}${code(id)}`;
const linked = (id: string): string => `[${code(id)}](#${slugOf(id)})`;

export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const title = (name: string): string => kebab(name).replaceAll("-", " ");
