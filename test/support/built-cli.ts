/** The command line as the package ships it, built into a folder of its own, beside what the package depends on. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { tempDir } from "./temp.ts";

const ROOT = join(import.meta.dirname, "../..");

/** The path of `vmop.js`; its folder goes with the process. */
export function builtCli(): string {
  const folder = tempDir("installed");
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  // esbuild comes with tsx.
  for (const name of new Set([...Object.keys(dependencies), "esbuild"])) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), link);
  }
  const dist = join(folder, "dist");
  execFileSync(process.execPath, ["--import", "tsx", join(ROOT, "codegen/build.ts"), dist], { cwd: ROOT });
  return join(dist, "vmop.js");
}
