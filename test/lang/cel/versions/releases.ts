/** What each release's own packages say of rules. They are built one after the other, which takes minutes and a network. */

import { spawnSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import path from "node:path";
import { removeTemp, tempDir } from "../../../support/temp.ts";
import type { Answer } from "./record.ts";

/** A late patch of each release whose packages know of versions; 1.36 is asked as `cel-versions`. */
export const RELEASES = [
  { release: "1.28", apiserver: "v0.28.3" },
  { release: "1.29", apiserver: "v0.29.6" },
  { release: "1.30", apiserver: "v0.30.14" },
  { release: "1.31", apiserver: "v0.31.14" },
  { release: "1.32", apiserver: "v0.32.13" },
  { release: "1.33", apiserver: "v0.33.13" },
  { release: "1.34", apiserver: "v0.34.13" },
  { release: "1.35", apiserver: "v0.35.10" },
] as const;

const sources = path.join(import.meta.dirname, "../../../servers/go/cel-cost");

/** Answers by release and expression. */
export async function askReleases(
  rules: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Answer>>> {
  const input = rules.map((rule) => `${JSON.stringify(rule)}\n`).join("");
  const answers = new Map<string, ReadonlyMap<string, Answer>>();
  for (const { release, apiserver } of RELEASES) {
    const lines = run(apiserver, release, input).trim().split("\n");
    answers.set(release, new Map(rules.map((rule, i) => [rule, JSON.parse(lines[i]!) as Answer])));
  }
  return answers;
}

function run(apiserver: string, release: string, input: string): string {
  const folder = tempDir("cel-release");
  const go = (...args: string[]): void => {
    const { status, stderr } = spawnSync("go", args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`go ${args.join(" ")}, for Kubernetes ${release}:\n${stderr}`);
  };
  try {
    for (const name of ["releases", "rules"])
      cpSync(path.join(sources, name), path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, "go.mod"), "module vmop.test/cel-cost\n\ngo 1.23\n");
    go("get", `k8s.io/apiserver@${apiserver}`, `k8s.io/apimachinery@${apiserver}`);
    go("mod", "tidy");
    go("build", "-o", "ask", "./releases");
    const { stdout, stderr, status } = spawnSync(path.join(folder, "ask"), [release], {
      ...{ input, encoding: "utf8", maxBuffer: 1 << 28 },
    });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  } finally {
    removeTemp(folder);
  }
}
