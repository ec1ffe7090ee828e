/** `vmop explain` and `vmop rules` in process, on what is generated. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { allRules } from "../../../generated/rules/index.js";
import { explainCommand } from "../../../runtime/explain/explain-command.ts";
import { rulesCommand } from "../../../runtime/explain/rules-command.ts";
import { sourcesOf } from "../../../runtime/explain/sources.ts";
import { tempDir } from "../../support/temp.ts";

export const root = join(import.meta.dirname, "../../..");
export const rowsFile = join(root, "generated/rules/rows.json");
const sources = sourcesOf(join(root, "crds"), rowsFile, allRules, "v1.2.3");
const folder = tempDir("explain");

export interface Told {
  code: number;
  printed: string;
  complained: string;
}

async function tell(
  run: (print: (line: string) => void, complain: (line: string) => void) => number | Promise<number>,
) {
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await run(
    (line) => printed.push(line),
    (line) => complained.push(line),
  );
  return { code, printed: printed.join("\n"), complained: complained.join("\n") };
}

export const explain = (...args: string[]): Promise<Told> =>
  tell((print, complain) => explainCommand(args, sources, { print, complain }));

export const rules = (...args: string[]): Promise<Told> =>
  tell((print, complain) => rulesCommand(args, sources, { print, complain }));

/** Writes a file of documents, each JSON, which is YAML too; the path. */
export function manifest(name: string, ...documents: (object | string)[]): string {
  const path = join(folder, name);
  const texts = documents.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  writeFileSync(path, `${texts.join("\n---\n")}\n`);
  return path;
}

/** A machine that admission accepts, with more of its parts. */
export const machine = (spec: object = {}, metadata: object = {}, more: object = {}) => ({
  apiVersion: "vmoperator.vmware.com/v1alpha5",
  kind: "VirtualMachine",
  metadata: { name: "web-01", namespace: "shop", ...metadata },
  spec: { className: "small", imageName: "vmi-0a0044d7c690bcbea", storageClass: "gold", ...spec },
  ...more,
});
