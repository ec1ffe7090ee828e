/**
 * Each folder under scenarios/ is a case: `input/` is an API folder; `output/` is what must come out of it, or
 * `problems.txt` what the generator must say; a case with a `rules/` folder runs its tables too, against the upgrade bits that
 * `upgrade.lock.json` records. Run with
 * VMOP_RECORD=one-of,sizes (or =all) to write what comes out of these cases now, then read the diff.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EmitterName } from "../../codegen/emit/index.ts";
import { generate } from "../../codegen/generate.ts";
import { printProblem } from "../../codegen/problems.ts";

const scenarios = path.join(import.meta.dirname, "scenarios");
const record = (process.env.VMOP_RECORD ?? "").split(",");

/** Outputs a case pins beside the CRD. */
const outputs: { readonly [scenario: string]: readonly EmitterName[] } = {
  // biome-ignore format: one line a case
  "backup-api": ["crds", "types", "resources", "jsonSchemas", "constructs", "reference", "samples", "rbac", "fuzzers"],
  "crd-metadata": ["crds", "rbac"],
  "bad-sample": ["samples"],
  discriminated: ["crds", "types", "jsonSchemas"],
  enums: ["crds", "types"],
  generics: ["crds", "types"],
  imports: ["crds", "types"],
  literals: ["crds", "types"],
  "dependent-fields": ["crds", "jsonSchemas"],
  "one-of": ["crds", "jsonSchemas"],
  open: ["crds", "types", "jsonSchemas"],
  openapi: ["crds", "reference", "samples", "rbac"],
  recursion: ["crds", "types", "jsonSchemas"],
  scalars: ["crds", "types", "jsonSchemas"],
  "shared-types": ["crds", "types", "jsonSchemas"],
  tuples: ["crds", "types"],
  "undefined-fields": ["crds", "types"],
  unions: ["crds", "types"],
  versions: ["crds", "types", "resources"],
};

for (const name of readdirSync(scenarios).sort()) {
  test(name, async () => {
    const folder = path.join(scenarios, name);
    const apiDir = path.join(folder, "input");
    const rulesDir = path.join(folder, "rules");
    const rules = existsSync(rulesDir) ? { rulesDir } : {};
    const lock = path.join(folder, "upgrade.lock.json");
    const recorded = existsSync(lock) ? { upgradeLock: readText(lock) } : {};
    const only = outputs[name] ?? ["crds"];
    const result = await generate({ apiDir, ...rules, ...recorded, base: folder, only });
    const said = [...result.problems.map(printProblem), ...result.report].map((line) => `${line}\n`).join("");
    if (record.includes("all") || record.includes(name)) write(folder, said, result.files);
    assert.is(said, readText(path.join(folder, "problems.txt")));
    const wanted = listFiles(path.join(folder, "output"));
    assert.equal([...result.files.keys()].sort(), wanted);
    for (const file of wanted)
      assert.fixture(result.files.get(file)!, readText(path.join(folder, "output", file)));
  });
}

test.run();

function write(folder: string, said: string, files: ReadonlyMap<string, string>): void {
  rmSync(path.join(folder, "output"), { recursive: true, force: true });
  rmSync(path.join(folder, "problems.txt"), { force: true });
  if (said !== "") writeFileSync(path.join(folder, "problems.txt"), said);
  for (const [file, text] of files) {
    const target = path.join(folder, "output", file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

/** Empty for a file that is not there. */
const readText = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
