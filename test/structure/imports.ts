/** Which way imports point, as a table, and what of a file goes against it. */
import { readdirSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import ts from "typescript";

export const root = join(import.meta.dirname, "../..");

/** Folder → folders it may import beside itself; a file belongs to the longest that begins its path. */
const MAY_IMPORT: { readonly [folder: string]: readonly string[] } = {
  api: [],
  "rules/lang": [],
  rules: ["api", "rules/lang"],
  codegen: ["api", "rules", "rules/lang"],
  generated: ["api", "rules/lang"],
  runtime: ["api", "rules/lang", "generated"],
  test: ["api", "rules", "rules/lang", "generated", "codegen", "runtime"],
};

type Form = "value" | "type" | "dynamic";

interface Exception {
  file: string;
  to: string;
  form: Form;
  why: string;
}

const EXCEPTIONS: readonly Exception[] = [
  { file: "runtime/cli.ts", to: "codegen/", form: "dynamic", why: "`vmop gen` is part of the command line" },
  {
    file: "rules/lang/tables.ts",
    to: "rules/conditions.ts",
    form: "type",
    why: "a move ends in a declared reason",
  },
  { file: "rules/lang/compiled.ts", to: "rules/conditions.ts", form: "type", why: "so does a compiled one" },
  { file: "rules/lang/tables.ts", to: "rules/features.ts", form: "type", why: "an example names features" },
  {
    file: "rules/lang/tables.ts",
    to: "rules/lookups.ts",
    form: "type",
    why: "an example names looked-up objects",
  },
];

/** Package → where it may be imported, outside of tests. */
const HOMES: { readonly [name: string]: readonly string[] } = {
  "@kubernetes/client-node": ["runtime/client/kubeconfig.ts"],
  "@marcbachmann/cel-js": ["codegen/check/second-opinion.ts"],
  ajv: ["codegen/check/json-schemas.ts"],
  "ajv-formats": ["codegen/check/json-schemas.ts"],
  cdk8s: ["generated/constructs/"],
  constructs: ["generated/constructs/"],
  esbuild: ["codegen/build.ts", "codegen/rules/load.ts"],
  "json-schema-to-typescript": ["codegen/emit/types-back.ts", "codegen/emit/compile-types.ts"],
  lmdb: ["runtime/apiserver/storage/lmdb.ts", "runtime/driver/simulated/lmdb-store.ts"],
  "openapi-typescript": ["codegen/emit/openapi-types.ts"],
  re2js: ["rules/lang/cel/regex.ts", "rules/lang/schema/pattern.ts"],
  selfsigned: ["runtime/apiserver/http/certificates.ts"],
  "ts-morph": ["codegen/read/"],
};

export interface Import {
  line: number;
  specifier: string;
  form: Form;
}

/** Every import, re-export and dynamic import of a module. */
export function importsOf(text: string): Import[] {
  const source = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Expression | undefined, form: Form) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ line: line + 1, specifier: specifier.text, form });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node, node.moduleSpecifier, node.importClause?.isTypeOnly ? "type" : "value");
    else if (ts.isExportDeclaration(node))
      add(node, node.moduleSpecifier, node.isTypeOnly ? "type" : "value");
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, node.argument.literal as ts.Expression, "type");
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0], "dynamic");
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `file` relative to the root, with slashes; so is the path of a relative import, and undefined for a package. */
export const targetOf = (file: string, specifier: string): string | undefined =>
  specifier.startsWith(".") ? posix.join(dirname(file), specifier) : undefined;

/** What is wrong with the imports of a file: one line each, naming the file, the line and the import. */
export function complaintsAbout(file: string, imports: readonly Import[]): string[] {
  return imports.flatMap((one) => {
    const target = targetOf(file, one.specifier);
    const complaint = target === undefined ? wrongPackage(file, one) : wrongDirection(file, target, one.form);
    return complaint ? [`${file}:${one.line} imports ${one.specifier}: ${complaint}`] : [];
  });
}

const folderOf = (path: string): string | undefined =>
  Object.keys(MAY_IMPORT)
    .filter((folder) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];

function wrongDirection(file: string, target: string, form: Form): string | undefined {
  const from = folderOf(file)!;
  const to = folderOf(target);
  const excepted = EXCEPTIONS.some(
    (one) => one.file === file && target.startsWith(one.to) && one.form === form,
  );
  if (excepted) return undefined;
  if (to === undefined) return "leads out of the tree's folders";
  if (from !== to && !MAY_IMPORT[from]!.includes(to)) return `${from} may not import ${to}`;
  if (isTableFile(file) && form !== "type") return "a file of rows imports only types";
  return undefined;
}

/** `rules/<kind>/<topic>.ts`. */
const isTableFile = (file: string): boolean => /^rules\/(?!lang\/)[^/]+\//.test(file);

function wrongPackage(file: string, { specifier }: Import): string | undefined {
  const [first, second] = specifier.split("/") as [string, string | undefined];
  const homes = HOMES[first.startsWith("@") ? `${first}/${second}` : first];
  if (!homes || file.startsWith("test/") || homes.some((home) => file.startsWith(home))) return undefined;
  return `belongs to ${homes.join(" and ")}`;
}

/** Files that import each other in a circle at run time, or undefined. */
export function circle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string[] | undefined => {
    if (done.has(file)) return undefined;
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    for (const next of graph.get(file) ?? []) {
      const found = visit(next, [...trail, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const found = visit(file, []);
    if (found) return found;
  }
  return undefined;
}

/** Inputs and outputs of the generator's scenarios are data of tests, not part of the program. */
const IS_DATA = /^test\/codegen\/scenarios\/.*\/(input|output)\//;

/** Every TypeScript and JavaScript file of the tree, relative to the root. */
export function sourceFiles(): string[] {
  return Object.keys(MAY_IMPORT)
    .filter((folder) => !folder.includes("/"))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(ts|js)$/.test(entry.name))
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/")),
    )
    .filter((file) => !IS_DATA.test(file))
    .sort();
}
