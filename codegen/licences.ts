/** What the libraries that the built command carries along ask of those who pass them on: their licences. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The licences of the packages that files come from, as one text. `root` holds `node_modules`. */
export function licencesOf(files: Iterable<string>, root: string): string {
  const folders = new Set([...files].flatMap((file) => packageFolder(file) ?? []));
  const blocks = [...folders].sort().map((folder) => licenceOf(path.join(root, folder)));
  return `The command carries these libraries along, each under its own licence.\n\n${blocks.join("\n")}`;
}

/** `node_modules/a/node_modules/@b/c/index.js` → `node_modules/a/node_modules/@b/c`. */
const packageFolder = (file: string): string | undefined =>
  /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

function licenceOf(folder: string): string {
  const { name, version, license, author } = JSON.parse(
    readFileSync(path.join(folder, "package.json"), "utf8"),
  );
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice|third-?party)/i.test(file))
    .map((file) => readFileSync(path.join(folder, file), "utf8").trim());
  // Some packages say only the name.
  const said = texts.length > 0 ? texts : [[license, author?.name ?? author].filter(Boolean).join(", ")];
  return `${"=".repeat(80)}\n${name} ${version}\n\n${said.join("\n\n")}\n`;
}
