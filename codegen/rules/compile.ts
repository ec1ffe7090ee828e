/** The tables of a kind as compiled rows: CEL turned into JavaScript source by the kernel. */
import type { Environment, Program } from "../../rules/lang/cel/index.ts";
import { milliseconds } from "../../rules/lang/duration.ts";
import { facts } from "../../rules/lang/facts.ts";
import { generatorReads } from "../../rules/lang/generator-reads.ts";
import type { ResourceModel } from "../model.ts";
import type { PlacedCheck } from "./check.ts";
import { orderDefaults } from "./default-order.ts";
import {
  compileRow,
  environmentAt,
  factEnvironment,
  followEnvironment,
  lookupEnvironment,
} from "./environment.ts";
import { listsOf, splitAtItems } from "./fields.ts";
import { lookupsRead } from "./looked-up.ts";
import { mentions } from "./reads.ts";
import {
  axisValues,
  type DefaultRow,
  type KindTables,
  type MoveRow,
  type TableOf,
  tablesOf,
  type UpgradeRow,
} from "./rows.ts";

/** A value to be printed as JavaScript; `Source` is printed as it stands. */
export class Source {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export interface CompiledKind {
  kind: string;
  resource: { plural: string; scope: string };
  facts: { [name: string]: Source };
  lookups: { [name: string]: object };
  features: string[];
  keys: { [list: string]: readonly string[] };
  checks: object[];
  defaults: object[];
  moves: { [name: string]: object };
  upgrade: object[];
}

/** All rows of a kind. Every expression was checked before; one that does not compile is a broken assumption. */
export function compileKind(
  kind: KindTables,
  resource: ResourceModel,
  checks: readonly PlacedCheck[],
): CompiledKind {
  const source = (cel: string, anchor = ""): Source =>
    new Source(program(cel, environmentAt(resource.schema, anchor, kind)).toJavaScript());
  const defaults = tablesOf(kind, "defaulting").flatMap((table) => table.rows);
  const ordered = orderDefaults(defaults);
  return {
    kind: kind.key,
    resource: { plural: resource.plural, scope: resource.scope },
    facts: compileFacts(),
    lookups: compileLookups(kind, resource),
    features: [...new Set(checks.flatMap((check) => check.features))].sort(),
    keys: Object.fromEntries(
      checks
        .flatMap((check) => listsOf(resource.schema, check.anchor))
        .flatMap(({ list, keys }) => (keys ? [[list, keys] as const] : [])),
    ),
    checks: checks.map((check) => ({
      id: check.id,
      on: check.on,
      place: check.place,
      scope: check.scope,
      ...(check.place === "crd" ? { carrier: check.carrier } : {}),
      anchor: check.anchor,
      field: check.field,
      reason: check.reason,
      message: check.message,
      facts: check.facts,
      readsOld: check.readsOld,
      ...(check.onlyExisting ? { onlyExisting: true } : {}),
      ...(check.judges ? { judges: check.judges } : {}),
      test: source(check.require, check.anchor),
      ...(check.spares ? { spares: source(check.spares, check.anchor) } : {}),
    })),
    defaults: ("rows" in ordered ? ordered.rows : []).map((row) => ({
      id: row.id,
      on: row.on,
      field: row.field,
      replace: row.replace ?? false,
      facts: factsRead(row),
      ...(row.when ? { when: source(row.when, splitAtItems(row.field).items) } : {}),
      give: gives(row, source),
    })),
    moves: Object.fromEntries(
      tablesOf(kind, "moves").map((table) => [table.name, compileMoves(table, source)]),
    ),
    upgrade: orderUpgrade(tablesOf(kind, "upgrade").flatMap((table) => table.rows)).map(
      ({ id, bit, fill }) => ({ id, bit, fill }),
    ),
  };
}

function compileFacts(): { [name: string]: Source } {
  const answered = Object.entries(facts).flatMap(([name, { policy }]) =>
    policy === null ? [] : [[name, new Source(program(policy, factEnvironment).toJavaScript())] as const],
  );
  return Object.fromEntries(answered);
}

function compileLookups(tables: KindTables, resource: ResourceModel): { [name: string]: object } {
  const environment = lookupEnvironment(resource, tables);
  const asked = (cel: string) => new Source(program(cel, environment).toJavaScript());
  return Object.fromEntries(
    Object.entries(tables.lookups ?? {}).map(([name, lookup]) => {
      const { kind, namespace, when } = lookup;
      const of = {
        kind,
        ...(namespace === undefined ? {} : { namespace }),
        facts: lookupsRead(lookup),
        ...(when === undefined ? {} : { when: asked(when) }),
      };
      if ("labels" in lookup) return [name, { ...of, many: true, labels: asked(lookup.labels) }];
      if ("name" in lookup) return [name, { ...of, many: false, names: asked(lookup.name) }];
      const { names, follow } = lookup;
      const more = follow && new Source(program(follow, followEnvironment(lookup)).toJavaScript());
      return [name, { ...of, many: true, names: asked(names), ...(more ? { follow: more } : {}) }];
    }),
  );
}

/** Facts that a default reads, in order. */
const factsRead = ({ when, from, generate }: DefaultRow): string[] => {
  const read = [when, from].flatMap((text) => (text === undefined ? [] : [mentions(text)]));
  const made = generate ? generatorReads[generate].facts : [];
  return [
    ...new Set([...made, ...read.flatMap((found) => ("facts" in found ? [...found.facts] : []))]),
  ].sort();
};

function gives(row: DefaultRow, source: (cel: string, anchor: string) => Source): object {
  if (row.remove) return { remove: true };
  if (row.from !== undefined) return { from: source(row.from, splitAtItems(row.field).items) };
  return row.generate ? { generate: row.generate } : { value: row.value };
}

function compileMoves(table: TableOf<"moves">, source: (cel: string) => Source): object {
  return {
    axes: table.axes,
    rows: table.rows.map((row) => compileMove(row, Object.keys(table.axes), source)),
  };
}

function compileMove(row: MoveRow, axes: readonly string[], source: (cel: string) => Source): object {
  const cells = axes.flatMap((axis) => {
    const values = axisValues(row, axis);
    return values ? [[axis, values] as const] : [];
  });
  return {
    id: row.id,
    cells: Object.fromEntries(cells),
    ...(row.when ? { when: source(row.when) } : {}),
    steps: row.steps.map(({ within, ...step }) => ({
      ...step,
      ...(within ? { withinMs: milliseconds(within) } : {}),
    })),
    ...(row.ends ? { ends: row.ends } : {}),
  };
}

/** Steps so that each stands after those it names, lower bits first. */
export function orderUpgrade(rows: readonly UpgradeRow[]): UpgradeRow[] {
  const ordered: UpgradeRow[] = [];
  const visit = (row: UpgradeRow, trail: readonly string[]) => {
    if (ordered.includes(row) || trail.includes(row.id)) return;
    for (const id of row.after) {
      const before = rows.find((candidate) => candidate.id === id);
      if (before) visit(before, [...trail, row.id]);
    }
    ordered.push(row);
  };
  for (const row of [...rows].sort((a, b) => a.bit - b.bit)) visit(row, []);
  return ordered;
}

function program(cel: string, environment: Environment): Program {
  const compiled = compileRow(cel, environment);
  if ("complaint" in compiled)
    throw new Error(`${cel} was checked but does not compile: ${compiled.complaint}`);
  return compiled;
}

/** A value as TypeScript source, keys in the order given. */
export function printSource(value: unknown, indent = ""): string {
  if (value instanceof Source) return value.text;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== "object"))
      return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
    return `[\n${value.map((item) => `${inner}${printSource(item, inner)},\n`).join("")}${indent}]`;
  }
  const entries = Object.entries(value).map(
    ([key, item]) =>
      `${inner}${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: ${printSource(item, inner)},\n`,
  );
  return entries.length === 0 ? "{}" : `{\n${entries.join("")}${indent}}`;
}
