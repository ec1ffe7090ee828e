/** Tells when the contents of folders have changed, however an editor saves. */
import { type FSWatcher, watch } from "node:fs";
import path from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { listFolders, sourceHash } from "./hash.ts";

/** A save is several steps: a file may be empty, or missing, for a moment. */
const SETTLE_MS = 15;
/** Some file systems report nothing, and a folder may be gone for a moment. */
const POLL_MS = 1000;

export type Change = "changed" | "idle" | "stopped";

export class Changes {
  readonly #folders: () => readonly string[];
  #files: readonly string[] = [];
  #seen = { folders: "", files: "" };
  #stopped = false;
  #wake = (): void => {};
  readonly #watchers = new Map<string, FSWatcher>();

  /** `folders` is asked again and again, for they may come and go. `stop` ends all waiting. */
  constructor(folders: () => readonly string[], stop: AbortSignal) {
    this.#folders = folders;
    const end = () => {
      this.#stopped = true;
      for (const folder of this.#watchers.keys()) this.#leave(folder);
      this.#wake();
    };
    if (stop.aborted) end();
    else stop.addEventListener("abort", end, { once: true });
  }

  /** What is there now counts as seen. */
  mark(): void {
    this.#seen = this.#look();
  }

  /** Files beside the folders that matter too, absolute. Those that are new here count as seen; the folders do not. */
  alsoFiles(files: readonly string[]): void {
    if (isDeepStrictEqual(files, this.#files)) return;
    this.#files = files;
    this.#seen.files = sourceHash([], files);
  }

  /** Waits until contents differ from what was seen and stay so for a moment, or for `idleMs` without that. */
  async next(idleMs?: number): Promise<Change> {
    const until = idleMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + idleMs;
    while (!this.#stopped) {
      this.#watchAll();
      const now = this.#look();
      if (!isDeepStrictEqual(now, this.#seen)) {
        await pass(SETTLE_MS);
        if (isDeepStrictEqual(now, this.#look())) return this.#stopped ? "stopped" : "changed";
        continue;
      }
      const left = until - performance.now();
      if (left <= 0) return "idle";
      await this.#event(Math.min(left, POLL_MS));
    }
    return "stopped";
  }

  /** The next event, or the time without one. */
  #event(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #look(): { folders: string; files: string } {
    return { folders: sourceHash(this.#folders()), files: sourceHash([], this.#files) };
  }

  #watchAll(): void {
    const wanted = new Set([
      ...this.#folders().flatMap(listFolders),
      ...this.#files.map((file) => path.dirname(file)),
    ]);
    for (const folder of this.#watchers.keys()) if (!wanted.has(folder)) this.#leave(folder);
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#watch(folder);
  }

  #watch(folder: string): void {
    try {
      const watcher = watch(folder, () => this.#wake());
      watcher.on("error", () => this.#leave(folder));
      this.#watchers.set(folder, watcher);
    } catch {
      // It went away, or the system watches no more folders: looking now and then is enough.
    }
  }

  #leave(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }
}
