/** Imports the tables for their values and finds each row's place in its source. */
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { compileFunction } from "node:vm";
import type { BuildFailure, Message } from "esbuild";
import type { Inventory } from "../../rules/inventory/lines.ts";
import type { ForeignKind } from "../../rules/lang/tables.ts";
import type { Conditions } from "../emit/conditions.ts";
import { listFiles } from "../list-files.ts";
import { type Position, type Problem, problem } from "../problems.ts";
import { fieldPath } from "../schema-tree.ts";
import { citable } from "./inventory.ts";
import type { KindTables, Table, TableKind } from "./rows.ts";

export interface Loaded {
  kinds: KindTables[];
  conditions: Conditions;
  /** What the rules must carry; not every folder of rules keeps one. */
  inventory?: Inventory | undefined;
  /** Id of a row or a line → where it was written. */
  positions: ReadonlyMap<string, Position>;
  problems: Problem[];
  /** Files outside the folder that the tables import, relative to `base`. */
  imports: string[];
}

/**
 * The tables and conditions that `<rulesDir>/index.ts` exports. Positions name files relative to `base`. Answers what the
 * files say now, however often it is called.
 */
export async function loadTables(rulesDir: string, base: string): Promise<Loaded> {
  const index = join(rulesDir, "index.ts");
  const at: Position = { file: relative(base, index), line: 1, column: 1 };
  const failed = (...problems: Problem[]): Loaded => ({
    kinds: [],
    conditions: {},
    positions: new Map(),
    problems,
    imports: [],
  });
  const bad = (complaint: string, where = at): Problem => problem("bad-table", where, { complaint });
  const complaint = await noIndex(rulesDir, index);
  if (complaint) {
    const folder = relative(base, rulesDir) || ".";
    return failed(problem("no-input", { ...at, file: folder }, { folder, complaint }));
  }
  const module = await bundle(index, base);
  if ("errors" in module) return failed(...module.errors.map((error) => bad(...complaintOf(error, at))));
  let exported: RulesModule;
  try {
    exported = run(module.code, index);
  } catch (error) {
    return failed(bad(`cannot be loaded: ${error instanceof Error ? error.message : String(error)}`));
  }
  const { tables: listed, conditions = {}, inventory, features = {}, lookups = {} } = exported;
  if (!Array.isArray(listed)) return failed(bad("exports no list called tables"));
  const positions = await rowPositions(rulesDir, base);
  const sources = inventory && citable(inventory);
  const problems: Problem[] = [];
  const kinds = listed.flatMap((entry: unknown, i): KindTables[] => {
    if (!isKind(entry)) {
      problems.push(bad(`exports tables of which number ${i + 1} is not { kind, tables }`));
      return [];
    }
    const { kind, foreign, tables } = entry;
    const named = Object.entries(tables).map(
      ([name, table]) => ({ ...(table as Omit<Table, "name">), name }) as Table,
    );
    for (const table of named) {
      const complaint = malformed(table) ?? notPlain(table);
      if (complaint) problems.push(bad(`${table.name} ${complaint}`, impureRow(table, positions)));
    }
    const name = kind.slice(kind.lastIndexOf("/") + 1);
    const own = Object.entries(lookups).filter(([, lookup]) => lookup.of === name);
    return [
      {
        key: kind,
        kind: name,
        tables: named,
        positions,
        sources,
        features,
        lookups: Object.fromEntries(own),
        foreign,
      },
    ];
  });
  const imports = module.inputs.filter((file) => relative(rulesDir, resolve(base, file)).startsWith(".."));
  return { kinds, conditions, inventory, positions, problems, imports };
}

interface RulesModule {
  tables?: unknown;
  conditions?: Conditions;
  inventory?: Inventory;
  features?: NonNullable<KindTables["features"]>;
  lookups?: NonNullable<KindTables["lookups"]>;
}

async function noIndex(rulesDir: string, index: string): Promise<string | undefined> {
  const isFile = async (path: string) => (await stat(path).catch(() => undefined))?.isFile();
  if (await isFile(index)) return undefined;
  const folder = await stat(rulesDir).catch(() => undefined);
  return folder?.isDirectory() ? "has no index.ts that exports tables" : "is no folder";
}

const isKind = (
  entry: unknown,
): entry is { kind: string; foreign?: ForeignKind; tables: { [name: string]: object } } => {
  const { kind, tables } = (entry ?? {}) as { kind?: unknown; tables?: unknown };
  return typeof kind === "string" && typeof tables === "object" && tables !== null;
};

/** The tables as one CommonJS module, and the files it was made of. */
async function bundle(
  index: string,
  base: string,
): Promise<{ code: string; inputs: string[] } | { errors: readonly Message[] }> {
  const { build } = await import("esbuild");
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [index],
      absWorkingDir: base,
      bundle: true,
      format: "cjs",
      platform: "node",
      target: "node20",
      write: false,
      metafile: true,
      logLevel: "silent",
    });
    return { code: outputFiles[0]!.text, inputs: Object.keys(metafile.inputs) };
  } catch (error) {
    return { errors: (error as BuildFailure).errors };
  }
}

/** Evaluates a module from its text. Node never forgets what it has imported, and V8 hardly a script, but this it does. */
function run(code: string, index: string): RulesModule {
  const module = { exports: {} as RulesModule };
  const evaluate = compileFunction(code, ["module", "exports", "require"], { filename: index });
  evaluate(module, module.exports, createRequire(index));
  return module.exports;
}

const complaintOf = ({ text, location }: Message, at: Position): [string, Position] => [
  `cannot be loaded: ${text}`,
  location ? { file: location.file, line: location.line, column: location.column + 1 } : at,
];

/** Where each `id: "…"` stands. */
async function rowPositions(rulesDir: string, base: string): Promise<Map<string, Position>> {
  const positions = new Map<string, Position>();
  const files = listFiles(rulesDir)
    .filter((name) => name.endsWith(".ts"))
    .sort();
  for (const name of files) {
    const path = join(rulesDir, name);
    const lines = (await readFile(path, "utf8")).split("\n");
    lines.forEach((text, i) => {
      for (const match of text.matchAll(/\bid: "([^"]+)"/g)) {
        positions.set(match[1]!, {
          file: relative(base, path),
          line: i + 1,
          column: match.index + 1,
        });
      }
    });
  }
  return positions;
}

const KINDS: Record<TableKind, true> = {
  immutability: true,
  defaulting: true,
  requests: true,
  moves: true,
  validation: true,
  upgrade: true,
};

/** Says what makes the value no table at all. */
function malformed(table: Partial<Table>): string | undefined {
  if (!Object.hasOwn(KINDS, table.kind ?? "")) return `is of the kind ${table.kind}, which no table is`;
  if (!Array.isArray(table.rows)) return "has no rows";
  return (table.kind === "requests" || table.kind === "moves") && !table.axes ? "has no axes" : undefined;
}

/** Where the row stands that is not plain; undefined where none is to blame. */
function impureRow({ rows }: Table, positions: ReadonlyMap<string, Position>): Position | undefined {
  const row = Array.isArray(rows) ? rows.find((one) => notPlain(one) !== undefined) : undefined;
  return row && positions.get(row.id);
}

/** A row is JSON: says where it is not. */
function notPlain(value: unknown, path = ""): string | undefined {
  if (value === null || ["string", "boolean"].includes(typeof value)) return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `holds ${value} at ${path}`;
  if (typeof value !== "object") return `holds a ${typeof value} at ${path}, but a table is plain data`;
  for (const [key, inner] of Object.entries(value)) {
    const complaint = notPlain(inner, fieldPath(path, key));
    if (complaint) return complaint;
  }
  return undefined;
}
