/** One number for everything that generation depends on. Light: `npm start` computes it each time. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** SHA-256 over the names and contents of all files in the folders, in a fixed order. A missing folder counts as empty. */
export function sourceHash(dirs: readonly string[]): string {
  const hash = createHash("sha256");
  dirs.forEach((dir, i) => {
    for (const name of listFiles(dir)) {
      const content = readFileSync(path.join(dir, name));
      hash.update(`${i}/${name.split(path.sep).join("/")}\0${content.length}\0`).update(content);
    }
  });
  return hash.digest("hex");
}

function listFiles(dir: string): string[] {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
    .sort((a, b) => (a < b ? -1 : 1));
}
