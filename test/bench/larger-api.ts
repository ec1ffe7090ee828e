/** A larger API of the same kind: ours, several times, each copy in groups of its own. */
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "../support/temp.ts";

/** A new folder with `times` copies of every group of `api`. */
export function growApi(api: string, times: number): string {
  const folder = tempDir("larger-api");
  for (const name of readdirSync(api)) {
    const isGroup = statSync(join(api, name)).isDirectory();
    for (let i = 1; i <= (isGroup ? times : 1); i++) {
      const copy = join(folder, i === 1 ? name : `${name}-${i}`);
      cpSync(join(api, name), copy, { recursive: true });
      if (i > 1) renameGroups(copy, i);
    }
  }
  return folder;
}

function renameGroups(folder: string, i: number): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith("groupversion.ts")) continue;
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, "utf8").replace(/group: "/, `group: "copy${i}.`));
  }
}
