/** Programs run to their end, with the time they took and the memory they and their children held. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface ProcessRun {
  code: number;
  milliseconds: number;
  /** MB of the whole process tree at its highest; undefined where the system has no /proc. */
  peakMb: number | undefined;
  /** Standard error. */
  errors: string;
}

export interface ProcessOptions {
  cwd?: string;
  env?: { [name: string]: string };
}

const SAMPLE_MS = 15;

export function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessRun> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    let peakMb: number | undefined;
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      errors += chunk;
    });
    const sample = setInterval(() => {
      const now = treeMb(child.pid!);
      if (now !== undefined) peakMb = Math.max(peakMb ?? 0, now);
    }, SAMPLE_MS);
    child.on("error", (error) => {
      clearInterval(sample);
      reject(error);
    });
    child.on("close", (code) => {
      clearInterval(sample);
      resolve({ code: code ?? 1, milliseconds: performance.now() - started, peakMb, errors });
    });
  });
}

/** Resident MB of a process; undefined where it or /proc is not there. */
export function residentMb(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** The processes that a process has started, by the names of their programs. */
export function childrenOf(pid: number): { pid: number; name: string }[] {
  return processes()
    .filter((one) => one.parent === pid)
    .map((one) => ({ pid: one.pid, name: one.name }));
}

function treeMb(root: number): number | undefined {
  const all = processes();
  const tree = [root];
  for (const pid of tree) tree.push(...all.filter((one) => one.parent === pid).map((one) => one.pid));
  const sizes = tree.flatMap((pid) => residentMb(pid) ?? []);
  return sizes.length === 0 ? undefined : sizes.reduce((sum, size) => sum + size, 0);
}

function processes(): { pid: number; parent: number; name: string }[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const stat = /^(\d+) \((.*)\) \S (\d+) /s.exec(readStat(name));
        return stat ? [{ pid: Number(stat[1]), name: stat[2]!, parent: Number(stat[3]) }] : [];
      });
  } catch {
    return [];
  }
}

function readStat(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}
