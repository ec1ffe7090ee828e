/** Imports the tables for their values and finds each row's place in its source. */
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { type Position, type Problem, problem } from "../problems.ts";
import type { KindTables, Table } from "./rows.ts";

/** The tables that `<rulesDir>/index.ts` lists; a folder without that file has none. */
export async function loadTables(rulesDir: string): Promise<{ kinds: KindTables[]; problems: Problem[] }> {
  const index = join(rulesDir, "index.ts");
  const source = await readFile(index, "utf8").catch(() => undefined);
  if (source === undefined) return { kinds: [], problems: [] };
  const at: Position = { file: relative(process.cwd(), index), line: 1, column: 1 };
  let listed: { kind: string; tables: { [name: string]: object } }[];
  try {
    listed = (await importTypeScript(pathToFileURL(index).href)).tables;
  } catch (error) {
    return {
      kinds: [],
      problems: [problem("bad-table", at, { complaint: `cannot be loaded: ${(error as Error).message}` })],
    };
  }
  const positions = await rowPositions(rulesDir);
  const problems: Problem[] = [];
  const kinds = listed.map(({ kind, tables }): KindTables => {
    const named = Object.entries(tables).map(
      ([name, table]) => ({ ...(table as Omit<Table, "name">), name }) as Table,
    );
    for (const table of named) {
      const complaint = notPlain(table);
      if (complaint) problems.push(problem("bad-table", at, { complaint: `${table.name} ${complaint}` }));
    }
    return { key: kind, kind: kind.slice(kind.lastIndexOf("/") + 1), tables: named, positions };
  });
  return { kinds, problems };
}

/** Built as plain JavaScript, the generator runs without the loader that it is run with from sources. */
async function importTypeScript(
  url: string,
): Promise<{ tables: { kind: string; tables: { [name: string]: object } }[] }> {
  if (import.meta.filename.endsWith(".ts")) return import(url);
  const { tsImport } = await import("tsx/esm/api");
  return tsImport(url, import.meta.url);
}

/** Where each `id: "…"` stands. */
async function rowPositions(rulesDir: string): Promise<Map<string, Position>> {
  const positions = new Map<string, Position>();
  const files = (await readdir(rulesDir, { recursive: true })).filter((name) => name.endsWith(".ts")).sort();
  for (const name of files) {
    const path = join(rulesDir, name);
    const lines = (await readFile(path, "utf8")).split("\n");
    lines.forEach((text, i) => {
      for (const match of text.matchAll(/\bid: "([^"]+)"/g)) {
        positions.set(match[1]!, {
          file: relative(process.cwd(), path),
          line: i + 1,
          column: match.index + 1,
        });
      }
    });
  }
  return positions;
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
