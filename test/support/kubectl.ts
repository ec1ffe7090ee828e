/** kubectl for tests: the one built for the real servers, else the one on PATH. */
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { builtBinary } from "../servers/binaries.ts";
import { tempDir } from "./temp.ts";

/** The minor version whose exact words the transcripts hold; others differ in a word here and there. */
const MINOR = "36";

/** Why kubectl tests are skipped where `kubectlBinary()` finds none. */
export const NO_KUBECTL = `no kubectl 1.${MINOR}: run \`npm run servers\` (needs Go) or put one on PATH`;

let found: { path: string | undefined } | undefined;

/** The kubectl to use; undefined where there is none of the right version. */
export function kubectlBinary(): string | undefined {
  found ??= { path: builtBinary("kubectl") ?? ofVersion(onPath("kubectl")) };
  return found.path;
}

function ofVersion(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const { stdout } = spawnSync(path, ["version", "--client", "-o", "json"], {
    encoding: "utf8",
    timeout: 10_000,
  });
  return stdout?.includes(`"minor": "${MINOR}"`) ? path : undefined;
}

function onPath(program: string): string | undefined {
  const candidates = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, program));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export interface Run {
  stdout: string;
  stderr: string;
  /** Exit code; 124 where the time ran out. */
  code: number;
}

export interface RunOptions {
  stdin?: string;
  env?: { [name: string]: string };
  cwd?: string;
  /** Milliseconds; 20,000 when unset. */
  timeout?: number;
}

export type Kubectl = (args: readonly string[], options?: RunOptions) => Promise<Run>;

/** A kubectl bound to a kubeconfig, with a discovery cache and a home of its own. Throws where there is no kubectl. */
export function kubectlFor(kubeconfig: string): Kubectl {
  const binary = kubectlBinary();
  if (!binary) throw new Error(NO_KUBECTL);
  const home = tempDir("kubectl");
  const env = { HOME: home, KUBECONFIG: kubeconfig, KUBECACHEDIR: join(home, "cache") };
  return (args, options = {}) => run(binary, args, { ...options, env: { ...env, ...options.env } });
}

/** Runs a program to its end; `env` is added to this process's own. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      detached: true,
    });
    let stdout = "";
    let stderr = "";
    let late = false;
    // The group, so that a shell's own children end with it and let go of the pipes.
    const timer = setTimeout(() => {
      late = true;
      process.kill(-child.pid!, "SIGKILL");
    }, options.timeout ?? 20_000);
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ stdout, stderr, code: late ? 124 : (code ?? 1) });
    });
    child.stdin.on("error", () => {});
    child.stdin.end(options.stdin ?? "");
  });
}
