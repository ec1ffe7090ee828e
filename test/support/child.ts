/** Child processes that never outlive the test process that started them. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";

const running = new Set<ChildProcess>();
let guarded = false;

/** Kills what is still running when this process exits, also by Ctrl-C or a time-out of the test runner. */
function guard(): void {
  if (guarded) return;
  guarded = true;
  process.on("exit", () => {
    for (const child of running) child.kill("SIGKILL");
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
}

export interface Daemon {
  readonly name: string;
  /** True until the process has ended. */
  readonly alive: boolean;
  /** The last lines it wrote, for a message about why it failed. */
  tail(): string;
  /** Returns when the process has ended: asked first, killed after five seconds. */
  stop(): Promise<void>;
}

/** Starts a program whose output goes to the file `log`. */
export function startDaemon(name: string, command: string, args: readonly string[], log: string): Daemon {
  guard();
  const output = openSync(log, "w");
  const child = spawn(command, args, { stdio: ["ignore", output, output] });
  closeSync(output);
  running.add(child);
  let alive = true;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      alive = false;
      running.delete(child);
      resolve();
    };
    child.once("exit", end);
    child.once("error", end);
  });
  return {
    name,
    get alive() {
      return alive;
    },
    tail: () => readFileSync(log, "utf8").trim().split("\n").slice(-15).join("\n"),
    async stop() {
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(killer);
    },
  };
}
