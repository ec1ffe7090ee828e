/** `--watch` goes on for days: what a run leaves in memory goes away with later ones. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkJsonSchemas } from "../../codegen/check/json-schemas.ts";
import { generate } from "../../codegen/generate.ts";
import { loadTables } from "../../codegen/rules/load.ts";
import { tempDir } from "../support/temp.ts";

const BACKUP = path.join(import.meta.dirname, "scenarios/backup-api/input");

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Megabytes that many runs add to those of a few. */
async function growth(runs: number, run: (i: number) => Promise<void> | void): Promise<number> {
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed / 1e6;
  };
  for (let i = 0; i < 5; i++) await run(i);
  const before = heap();
  for (let i = 5; i < runs; i++) await run(i);
  return heap() - before;
}

test("tables that were loaded before are forgotten", async () => {
  const folder = path.join(tempDir("memory"), "rules");
  mkdirSync(folder, { recursive: true });
  const grown = await growth(60, async (i) => {
    const text = JSON.stringify(`${i} ${"text ".repeat(100_000)}`);
    writeFileSync(
      path.join(folder, "index.ts"),
      `export const tables = []; export const conditions = {}; export const sources = { a: ${text} };`,
    );
    assert.equal((await loadTables(folder, path.dirname(folder))).problems, []);
  });
  assert.ok(grown < 10, `${grown} MB more`);
});

test("schemas that were proven before are forgotten", async () => {
  const { model } = await generate({ apiDir: BACKUP, only: ["crds"] });
  const [resource] = model!.resources;
  const grown = await growth(700, (i) => {
    const schema = { ...resource!.schema, description: `${i} ${"text ".repeat(20_000)}` };
    assert.equal(checkJsonSchemas({ ...model!, resources: [{ ...resource!, schema }] }).problems, []);
  });
  assert.ok(grown < 60, `${grown} MB more`);
});

test.run();
