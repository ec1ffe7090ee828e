/** Folders that are gone when the test process is. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders = new Set<string>();

process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder; it is removed when the process ends, or earlier by `removeTemp`. */
export function tempDir(name = "test"): string {
  const folder = mkdtempSync(join(tmpdir(), `vmop-${name}-`));
  folders.add(folder);
  return folder;
}

export function removeTemp(folder: string): void {
  folders.delete(folder);
  rmSync(folder, { recursive: true, force: true });
}
