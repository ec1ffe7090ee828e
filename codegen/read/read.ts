/** Reads API folders with ts-morph. Nothing outside this folder knows ts-morph. */
import path from "node:path";
import { listFiles } from "../list-files.ts";
import { emptyTable } from "../lookup.ts";
import { compare, type Position, type Problem, problem } from "../problems.ts";
import { isForeign, readDefaultExport, readExport, readImport, resolveImport } from "./imports.ts";
import { parseComment } from "./jsdoc.ts";
import { findLostComments } from "./lost-comments.ts";
import { parseFile } from "./parse.ts";
import type { Declaration, Doc, Source, SourceText } from "./source.ts";
import { type FileReader, readMembers, readType } from "./types.ts";
import { type TS, ts } from "./typescript.ts";
import { readConstant, readEnum } from "./values.ts";

/**
 * The declarations of every version folder (one with a groupversion.ts) and of what it imports. Other files under
 * `folder` are helpers, unless they declare a resource. Paths in the answer are relative to `base`.
 */
export function readSource(folder: string, base: string): Source {
  const unreadable: Problem[] = [];
  const lose = (name: string, complaint: string, hint: string) => {
    const at = { file: relativeTo(base, name) || ".", line: 1, column: 1 };
    unreadable.push(problem("no-input", at, { folder: at.file, complaint }, hint));
  };
  const own = new Set(
    typeFiles(folder, (name) => lose(name, "cannot be listed", "allow reading it, or move it away")),
  );
  const read = new Map<string, FileResult>();
  const waiting = [...own];
  const seen = new Set(waiting);
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    const tree = parseFile(file);
    if ("complaint" in tree) {
      lose(file, tree.complaint, tree.hint);
      continue;
    }
    const result = readFile(tree, base, own.has(file));
    read.set(file, result);
    for (const next of result.imported) {
      if (!seen.has(next)) waiting.push(next);
      seen.add(next);
    }
  }
  const chosen = chooseFiles(read);
  return {
    files: Object.fromEntries(chosen.map(({ text }) => [text.file, text])),
    problems: [...unreadable, ...chosen.flatMap(({ problems }) => problems)],
  };
}

interface FileResult {
  text: SourceText;
  /** Absolute paths. */
  imported: string[];
  problems: Problem[];
}

/** Version folders, files with a resource, and everything they import. */
function chooseFiles(read: ReadonlyMap<string, FileResult>): FileResult[] {
  const versions = new Set(
    [...read].filter(([, { text }]) => text.groupVersion).map(([file]) => path.dirname(file)),
  );
  const isResource = ({ text }: FileResult) =>
    text.own && text.declarations.some((d) => d.doc.tags.some((tag) => tag.name === "resource"));
  const chosen = new Set(
    [...read].filter(([file, r]) => versions.has(path.dirname(file)) || isResource(r)).map(([file]) => file),
  );
  for (const file of chosen) for (const next of read.get(file)!.imported) chosen.add(next);
  return [...read].filter(([file]) => chosen.has(file)).map(([, result]) => result);
}

/** The TypeScript files of a folder, in a fixed order. */
/** Absolute. */
const typeFiles = (folder: string, unreadable: (folder: string) => void): string[] =>
  listFiles(folder, unreadable)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.resolve(folder, name))
    .sort(compare);

const relativeTo = (base: string, file: string): string =>
  path.relative(base, file).split(path.sep).join("/");

function readFile(node: TS.SourceFile, base: string, own: boolean): FileResult {
  const problems: Problem[] = [];
  const relative = (file: string) => relativeTo(base, file);
  const file = relative(node.fileName);
  const text: SourceText = {
    file,
    own,
    declarations: [],
    constants: [],
    imports: emptyTable(),
    reexports: { names: emptyTable(), all: [] },
  };
  const attached = new Set<number>();
  const reader: FileReader = {
    text: node.text,
    at: (offset) => positionAt(node, file, offset),
    attach: (offset) => attached.add(offset),
    doc: (owner) => readDoc(owner, reader, problems),
  };
  for (const { start, messageText } of parseErrors(node)) {
    const complaint = ts.flattenDiagnosticMessageText(messageText, " ");
    problems.push(problem("syntax", reader.at(start ?? 0), { complaint }));
  }
  const imported: string[] = [];
  const follow = (specifier: TS.Expression, name: string): string | undefined => {
    const from = (specifier as TS.StringLiteral).text;
    const found = resolveImport(from, node.fileName);
    if (found === undefined) {
      problems.push(
        problem(
          "unresolved-import",
          reader.at(specifier.getStart()),
          { name, from },
          from.startsWith(".")
            ? "write the path with its .ts ending"
            : "install the package, or declare the types here",
        ),
      );
      return undefined;
    }
    imported.push(found);
    return relative(found);
  };
  for (const statement of node.statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      text.declarations.push(readDeclaration(statement, reader));
    } else if (ts.isImportDeclaration(statement) && statement.importClause) {
      readImport(statement, follow, text);
    } else if (ts.isExportDeclaration(statement)) {
      readExport(statement, follow, text);
    } else if (ts.isExportAssignment(statement)) {
      readDefaultExport(statement, text);
    } else if (ts.isEnumDeclaration(statement)) {
      const { type, constant } = readEnum(statement, isExported(statement), reader);
      text.declarations.push(type);
      text.constants.push(constant);
    } else if (ts.isClassDeclaration(statement) || ts.isModuleDeclaration(statement)) {
      if (statement.name) text.declarations.push(otherDeclaration(statement, statement.name, reader));
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        const constant = readConstant(declaration, isExported(statement), reader);
        if (constant) text.constants.push(constant);
      }
      const constant = statement.declarationList.declarations.find(
        (d) => d.name.getText() === "groupVersion",
      );
      if (constant?.initializer && path.basename(file) === "groupversion.ts") {
        text.groupVersion = {
          value: literalObject(constant.initializer),
          position: reader.at(constant.getStart()),
        };
      }
    }
  }
  problems.push(...findLostComments(node, attached, reader));
  return { text, imported, problems: isForeign(file) ? [] : problems };
}

/** What the parser stumbled over; it goes on after that, so the rest cannot be trusted. */
const parseErrors = (node: TS.SourceFile): readonly TS.Diagnostic[] =>
  (node as unknown as { parseDiagnostics: readonly TS.Diagnostic[] }).parseDiagnostics;

function positionAt(node: TS.SourceFile, file: string, offset: number): Position {
  const { line, character } = node.getLineAndCharacterOfPosition(offset);
  return { file, line: line + 1, column: character + 1 };
}

function readDeclaration(
  node: TS.InterfaceDeclaration | TS.TypeAliasDeclaration,
  file: FileReader,
): Declaration {
  const position = file.at(node.name.getStart());
  const isInterface = ts.isInterfaceDeclaration(node);
  return {
    name: node.name.text,
    file: position.file,
    exported: isExported(node),
    ...(node.modifiers?.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword) ? { isDefault: true } : {}),
    form: isInterface ? "interface" : "alias",
    parameters: (node.typeParameters ?? []).map((p) => ({
      name: p.name.text,
      ...(p.default ? { default: readType(p.default, file) } : {}),
    })),
    extends: isInterface
      ? (node.heritageClauses ?? []).flatMap((clause) =>
          clause.types.map((type) => ({
            kind: "reference" as const,
            name: type.expression.getText(),
            arguments: (type.typeArguments ?? []).map((argument) => readType(argument, file)),
            position: file.at(type.getStart()),
          })),
        )
      : [],
    type: isInterface ? readMembers(node.members, file, position) : readType(node.type, file),
    doc: file.doc(node),
    position,
  };
}

/** A name that is a type, but not of plain data. */
function otherDeclaration(
  node: TS.ClassDeclaration | TS.ModuleDeclaration,
  name: TS.Identifier | TS.ModuleName,
  file: FileReader,
): Declaration {
  const position = file.at(name.getStart());
  const [what, hint] = ts.isClassDeclaration(node)
    ? [`the class ${name.text}`, "use an interface"]
    : [`the namespace ${name.text}`, "move its types into a file of their own"];
  return {
    name: name.text,
    file: position.file,
    exported: isExported(node),
    form: "other",
    parameters: [],
    extends: [],
    type: { kind: "unsupported", what, hint, position },
    doc: { text: "", tags: [] },
    position,
  };
}

const isExported = (node: { modifiers?: TS.NodeArray<TS.ModifierLike> | undefined }): boolean =>
  node.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) ?? false;

/** The nearest comment before a node. Earlier ones would be lost, so they are problems unless they head the file. */
function readDoc(node: TS.Node, file: FileReader, problems: Problem[]): Doc {
  const blocks = (node as { jsDoc?: readonly TS.JSDoc[] }).jsDoc ?? [];
  const tags = (block: TS.JSDoc) => parseComment(file.text.slice(block.pos, block.end)).tags;
  for (const block of blocks) file.attach(block.pos);
  for (const lost of blocks.slice(0, -1)) {
    if (ts.isSourceFile(node.parent) && tags(lost).length === 0) continue;
    problems.push(
      problem(
        "detached-doc",
        file.at(lost.pos),
        { why: "another one follows before the member" },
        "join the two",
      ),
    );
  }
  const last = blocks.at(-1);
  if (!last) return { text: "", tags: [] };
  const comment = parseComment(file.text.slice(last.pos, last.end));
  if (comment.openTick !== undefined) {
    const complaint = "a backtick without an end hides the tags after it";
    problems.push(
      problem("syntax", file.at(last.pos + comment.openTick), { complaint }, "close it, or remove it"),
    );
  }
  const [tag] = comment.tags;
  if (tag && ts.isEnumMember(node)) {
    const why = "a value of an enum takes prose, no markers";
    problems.push(
      problem(
        "detached-doc",
        file.at(last.pos + tag.offset),
        { why },
        "give the marker to the field or the type",
      ),
    );
  }
  return {
    text: comment.text,
    tags: comment.tags.map(({ name, text, offset }) => ({
      name,
      text,
      position: file.at(last.pos + offset),
    })),
  };
}

/** An object literal of strings, numbers and booleans; anything else in it is left out. */
function literalObject(node: TS.Expression): { [key: string]: unknown } {
  let inner = node;
  while (ts.isAsExpression(inner) || ts.isSatisfiesExpression(inner)) inner = inner.expression;
  const value: { [key: string]: unknown } = {};
  if (!ts.isObjectLiteralExpression(inner)) return value;
  for (const property of inner.properties) {
    if (!ts.isPropertyAssignment(property)) continue;
    const { initializer } = property;
    const name = property.name.getText();
    if (ts.isStringLiteral(initializer)) value[name] = initializer.text;
    else if (initializer.kind === ts.SyntaxKind.TrueKeyword) value[name] = true;
    else if (initializer.kind === ts.SyntaxKind.FalseKeyword) value[name] = false;
  }
  return value;
}
