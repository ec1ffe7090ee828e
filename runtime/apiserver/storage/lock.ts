/** One process at a time may use a data folder. */
import { execFileSync } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Another process holds the data folder. */
export class DataFolderInUse extends Error {
  readonly code = "DataFolderInUse";
  readonly folder: string;
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(
      `the data folder ${folder} is in use by process ${pid}; stop that process or choose another folder`,
    );
    this.name = "DataFolderInUse";
    this.folder = folder;
    this.pid = pid;
  }
}

/**
 * Takes the folder for this process and returns the function that gives it back.
 * Throws DataFolderInUse while the holder lives; a lock whose holder is gone (killed, machine restarted) is taken over.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, "lock");
  const mine = `${process.pid} ${startOf(process.pid)}\n`;
  for (;;) {
    if (tryCreate(path, mine)) break;
    const found = readLock(path);
    if (found === undefined) continue;
    const pid = Number.parseInt(found, 10);
    if (Number.isInteger(pid) && isAlive(pid, found)) throw new DataFolderInUse(folder, pid);
    takeAway(path, found);
  }
  return () => {
    if (readLock(path) === mine) unlinkSync(path);
  };
}

function tryCreate(path: string, text: string): boolean {
  try {
    const file = openSync(path, "wx", 0o600);
    writeSync(file, text);
    closeSync(file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Removes a stale lock. The rename decides between two processes that both found it stale. */
function takeAway(path: string, stale: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
  // The other process may have been faster and this may be its fresh lock: put it back.
  if (readFileSync(aside, "utf8") === stale) unlinkSync(aside);
  else renameSync(aside, path);
}

/** Whether the process that wrote `lock` still runs; a later process with the same number does not count. */
function isAlive(pid: number, lock: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, "EPERM");
  }
  const recorded = lock.trim().split(" ").slice(1).join(" ");
  const started = startOf(pid);
  return started !== gone && (recorded === "" || recorded === started);
}

/** The start of a process that was killed and only waits for its parent to notice. */
const gone = "gone";

/** When a process started, as the system words it; empty where that cannot be found out. */
function startOf(pid: number): string {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" || fields[0] === "X" ? gone : (fields[19] ?? "");
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
