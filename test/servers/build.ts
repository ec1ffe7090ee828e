/**
 * `npm run servers`: builds kube-apiserver, kube-controller-manager, kubectl, etcd and controller-gen into a
 * cache outside the tree. What is there already is left alone; a machine without Go is told so, and is fine.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { type Build, builds } from "./binaries.ts";

function hasGo(): boolean {
  return spawnSync("go", ["version"], { stdio: "ignore" }).status === 0;
}

/** Builds one program under a temporary name and moves it into place, so that a cut-off build leaves nothing. */
function build(item: Build): boolean {
  mkdirSync(dirname(item.path), { recursive: true });
  const partial = `${item.path}.${process.pid}`;
  const args = ["build", "-buildvcs=false", "-ldflags", item.ldflags, "-o", partial, item.goPackage];
  const result = spawnSync("go", args, { cwd: item.folder, stdio: ["ignore", "inherit", "inherit"] });
  if (result.status !== 0) return false;
  renameSync(partial, item.path);
  return true;
}

function main(): number {
  const all = builds();
  const missing = all.filter((item) => !existsSync(item.path));
  if (missing.length > 0 && !hasGo()) {
    console.log(
      "Go is not installed, so the real test servers are not built; tests that need them are skipped.",
    );
    return 0;
  }
  for (const item of all) {
    const started = Date.now();
    const present = !missing.includes(item);
    if (!present && !build(item)) {
      console.error(`${item.binary} ${item.version} could not be built; what Go said is above.`);
      return 1;
    }
    const how = present ? "present" : `built in ${Math.round((Date.now() - started) / 1000)} s`;
    console.log(`${item.binary.padEnd(24)} ${item.version.padEnd(8)} ${how.padEnd(16)} ${item.path}`);
  }
  return 0;
}

process.exitCode = main();
