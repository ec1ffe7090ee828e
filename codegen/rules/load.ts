/** Imports the tables for their values and finds each row's place in its source. */
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Conditions } from "../emit/conditions.ts";
import { type Position, type Problem, problem } from "../problems.ts";
import type { KindTables, Sources, Table, TableKind } from "./rows.ts";

export interface Loaded {
  kinds: KindTables[];
  conditions: Conditions;
  problems: Problem[];
}

/**
 * The tables and conditions that `<rulesDir>/index.ts` exports; a folder without that file has none. Positions name files
 * relative to `base`.
 */
export async function loadTables(rulesDir: string, base: string): Promise<Loaded> {
  const index = join(rulesDir, "index.ts");
  const source = await readFile(index, "utf8").catch(() => undefined);
  if (source === undefined) return { kinds: [], conditions: {}, problems: [] };
  const at: Position = { file: relative(base, index), line: 1, column: 1 };
  const failed = (complaint: string): Loaded => ({
    kinds: [],
    conditions: {},
    problems: [problem("bad-table", at, { complaint })],
  });
  let exported: RulesModule;
  try {
    exported = await importTypeScript(pathToFileURL(index).href);
  } catch (error) {
    return failed(`cannot be loaded: ${(error as Error).message}`);
  }
  const { tables: listed, conditions = {}, sources } = exported;
  if (!Array.isArray(listed)) return failed("exports no list called tables");
  const positions = await rowPositions(rulesDir, base);
  const problems: Problem[] = [];
  const kinds = listed.map(({ kind, tables }): KindTables => {
    const named = Object.entries(tables).map(
      ([name, table]) => ({ ...(table as Omit<Table, "name">), name }) as Table,
    );
    for (const table of named) {
      const complaint = malformed(table) ?? notPlain(table);
      if (complaint) problems.push(problem("bad-table", at, { complaint: `${table.name} ${complaint}` }));
    }
    return { key: kind, kind: kind.slice(kind.lastIndexOf("/") + 1), tables: named, positions, sources };
  });
  return { kinds, conditions, problems };
}

interface RulesModule {
  tables?: { kind: string; tables: { [name: string]: object } }[];
  conditions?: Conditions;
  sources?: Sources;
}

/** Built as plain JavaScript, the generator runs without the loader that it is run with from sources. */
async function importTypeScript(url: string): Promise<RulesModule> {
  if (import.meta.filename.endsWith(".ts")) return import(url);
  const { tsImport } = await import("tsx/esm/api");
  return tsImport(url, import.meta.url);
}

/** Where each `id: "…"` stands. */
async function rowPositions(rulesDir: string, base: string): Promise<Map<string, Position>> {
  const positions = new Map<string, Position>();
  const files = (await readdir(rulesDir, { recursive: true })).filter((name) => name.endsWith(".ts")).sort();
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

/** A row is JSON: says where it is not. */
function notPlain(value: unknown, path = ""): string | undefined {
  if (value === null || ["string", "boolean"].includes(typeof value)) return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `holds ${value} at ${path}`;
  if (typeof value !== "object") return `holds a ${typeof value} at ${path}, but a table is plain data`;
  for (const [key, inner] of Object.entries(value)) {
    const complaint = notPlain(inner, path === "" ? key : `${path}.${key}`);
    if (complaint) return complaint;
  }
  return undefined;
}
