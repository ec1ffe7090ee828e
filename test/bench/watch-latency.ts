/** How long after an edit the CRD of a running `--watch` has changed on disk. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "../support/temp.ts";
import { median } from "./measure.ts";
import { type Missing, missing } from "./row.ts";

const EDITS = 7;
const FILE = "vmoperator/v1alpha5/virtualmachineclass.ts";
const CRD = "virtualmachineclasses.vmoperator.vmware.com.yaml";
/** The slow outputs follow when files have been left alone for a moment. */
const SETTLE_MS = 1500;
const LIMIT_MS = 60_000;

/** Seconds, the median of several edits of a copy of the API. `command` watches `api`. */
export async function editLatency(command: readonly string[], api: string): Promise<number | Missing> {
  const copy = join(tempDir("watched"), "api");
  cpSync(api, copy, { recursive: true });
  const [program, ...args] = command.map((word) => (word === api ? copy : word));
  const crd = join(args[args.indexOf("--out") + 1]!, CRD);
  const child = spawn(program!, args, { stdio: ["ignore", "ignore", "inherit"] });
  try {
    const file = join(copy, FILE);
    const text = readFileSync(file, "utf8");
    const taken: number[] = [];
    for (let i = 0; i <= EDITS; i++) {
      const word = `Edit number ${i}.`;
      const edited = text.replace("A size of virtual machines", `${word} A size of virtual machines`);
      const started = performance.now();
      writeFileSync(file, edited);
      while (!(existsSync(crd) && readFileSync(crd, "utf8").includes(word))) {
        if (performance.now() - started > LIMIT_MS) return missing("the edit never arrived");
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      if (i > 0) taken.push(performance.now() - started);
      // So that what is made after the quick outputs is not waited for.
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    }
    return median(taken) / 1000;
  } finally {
    child.kill("SIGTERM");
  }
}
