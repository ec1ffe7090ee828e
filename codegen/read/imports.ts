/** Where names come from: imports, exports, and the file or package they lead to. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { CARRIED, carriedFile } from "../carried.ts";
import { isFile } from "../list-files.ts";
import type { SourceText } from "./source.ts";
import { type TS, ts } from "./typescript.ts";

export const OPTIONS: TS.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  noLib: true,
  types: [],
};

/** Somebody else's: its comments are not for us, and only what an API refers to has to be readable. */
export const isForeign = (file: string): boolean => /(^|[\\/])node_modules[\\/]/.test(file);

/** The types that any API may import, for hints. */
export const sharedTypes = (): { from: string; names: string[] }[] =>
  Object.keys(CARRIED).map((from) => {
    const names = readFileSync(carriedFile(from)!, "utf8").matchAll(/^export (?:type|interface) (\w+)/gm);
    return { from, names: [...names].map((match) => match[1]!) };
  });

/** The file that a module name leads to, as it is printed; nothing when there is none. */
export type Follow = (specifier: TS.Expression, name: string) => string | undefined;

export function readImport(node: TS.ImportDeclaration, follow: Follow, text: SourceText): void {
  const clause = node.importClause!;
  const add = (local: string, name: string) => {
    const file = follow(node.moduleSpecifier, name);
    if (file !== undefined) text.imports[local] = { file, name };
  };
  if (clause.name) add(clause.name.text, "default");
  const bindings = clause.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) add(bindings.name.text, "*");
  else for (const e of bindings.elements) add(e.name.text, (e.propertyName ?? e.name).text);
}

/** `export { A, B as C }` with or without `from`, `export * from`, `export * as D from`. */
export function readExport(node: TS.ExportDeclaration, follow: Follow, text: SourceText): void {
  const clause = node.exportClause;
  const file = node.moduleSpecifier ? follow(node.moduleSpecifier, clause?.getText() ?? "*") : text.file;
  if (file === undefined) return;
  if (!clause) text.reexports.all.push(file);
  else if (ts.isNamespaceExport(clause)) text.reexports.names[clause.name.text] = { file, name: "*" };
  else {
    for (const e of clause.elements)
      text.reexports.names[e.name.text] = { file, name: (e.propertyName ?? e.name).text };
  }
}

/** `export default Name`. */
export function readDefaultExport(node: TS.ExportAssignment, text: SourceText): void {
  if (ts.isIdentifier(node.expression))
    text.reexports.names.default = { file: text.file, name: node.expression.text };
}

/** Relative imports are files as written; anything else is ours, or a package found as Node finds it. */
export function resolveImport(from: string, importer: string): string | undefined {
  if (from.startsWith(".")) {
    const exact = path.resolve(path.dirname(importer), from);
    const stem = exact.replace(/\.[cm]?js$/, "");
    const names = [exact, `${stem}.ts`, `${stem}.d.ts`];
    const candidates = [...names, path.join(exact, "index.ts"), path.join(exact, "index.d.ts")];
    return candidates.find((file) => file.endsWith(".ts") && isFile(file));
  }
  return (
    carriedFile(from) ??
    ts.resolveModuleName(from, importer, OPTIONS, ts.sys).resolvedModule?.resolvedFileName
  );
}
