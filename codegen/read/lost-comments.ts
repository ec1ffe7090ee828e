/** Comments that speak to a generator and that nothing would read: each is a mistake that must not pass in silence. */
import { markers } from "../../api/markers.ts";
import { equivalentOf } from "../peers/hint.ts";
import { type Problem, problem } from "../problems.ts";
import { parseComment } from "./jsdoc.ts";
import type { FileReader } from "./types.ts";
import { type TS, ts } from "./typescript.ts";

interface Comment {
  start: number;
  text: string;
  /** It stands in a type, so it was meant for a part of it. */
  inType: boolean;
}

const isMarker = (name: string): boolean => Object.hasOwn(markers, name);

/** `attached` holds the offsets of the comments that were read. */
export function findLostComments(
  node: TS.SourceFile,
  attached: ReadonlySet<number>,
  file: FileReader,
): Problem[] {
  if (isClean(node.text, attached)) return [];
  return commentsOf(node).flatMap((comment) => [
    ...foreignMarkers(comment, file),
    ...(attached.has(comment.start) ? [] : lostMarkers(comment, file)),
  ]);
}

/** Whether every comment was read, but for prose at the top: most files are, and need no second scan. */
function isClean(text: string, attached: ReadonlySet<number>): boolean {
  if (/^[ \t/*]*\+[A-Za-z]/m.test(text)) return false;
  const comment = /\/[/*]/g;
  for (let match = comment.exec(text); match; match = comment.exec(text)) {
    const end = text.indexOf("*/", match.index) + "*/".length;
    const isTop = text.slice(0, match.index).trim() === "" && !text.slice(match.index, end).includes("@");
    if (match[0] === "//" || !(attached.has(match.index) || isTop)) return false;
    comment.lastIndex = end;
  }
  return true;
}

function commentsOf(node: TS.SourceFile): Comment[] {
  const { text } = node;
  const around = (pos: number, inType: boolean, read: typeof ts.getLeadingCommentRanges): Comment[] =>
    (read(text, pos) ?? []).map((range) => ({
      start: range.pos,
      text: text.slice(range.pos, range.end),
      inType,
    }));
  return [...node.statements, node.endOfFileToken].flatMap((statement) => {
    const isType =
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isEnumDeclaration(statement);
    return [
      ...around(statement.getFullStart(), false, ts.getLeadingCommentRanges),
      ...(isType ? commentsInside(statement, text) : []),
      ...around(statement.end, isType, ts.getTrailingCommentRanges),
    ];
  });
}

function commentsInside(node: TS.Node, text: string): Comment[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false);
  scanner.setText(text, node.getStart(), node.getEnd() - node.getStart());
  const comments: Comment[] = [];
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token === ts.SyntaxKind.MultiLineCommentTrivia || token === ts.SyntaxKind.SingleLineCommentTrivia)
      comments.push({ start: scanner.getTokenStart(), text: scanner.getTokenText(), inType: true });
  }
  return comments;
}

/** `// +kubebuilder:validation:Minimum=1`, in a comment of any kind. */
function foreignMarkers({ start, text }: Comment, file: FileReader): Problem[] {
  return [...text.matchAll(/^((?:\/\/+|\/\*+|\s*\*)?[ \t]*)(\+[A-Za-z][\w:-]*)(=[\w-]+)?/gm)].flatMap(
    (match) => {
      const [, lead = "", marker = "", value = ""] = match;
      const hint = equivalentOf(marker + value);
      const at = file.at(start + match.index + lead.length);
      return hint === undefined ? [] : [problem("foreign-marker", at, { marker }, hint)];
    },
  );
}

/** A doc comment in a type that belongs to no member, and markers of ours where no doc comment is read. */
function lostMarkers(comment: Comment, file: FileReader): Problem[] {
  const { start, text, inType } = comment;
  const lost = (at: number, why: string, hint: string) => [
    problem("detached-doc", file.at(at), { why }, hint),
  ];
  if (!/^\/\*\*(?!\/)/.test(text)) {
    const match = /^((?:\/\/+|\/\*|\s*\*)?[ \t]*)@([A-Za-z]\w*)/m.exec(text);
    if (!match || !isMarker(match[2]!)) return [];
    return lost(
      start + match.index + match[1]!.length,
      "only a comment that begins with /** carries markers",
      `write /** @${match[2]} … */`,
    );
  }
  if (inType && isBesideUnionMember(comment, file.text))
    return lost(
      start,
      "a member of a union takes prose, no markers",
      "give the marker to the field or the type",
    );
  if (inType)
    return lost(
      start,
      "TypeScript attaches it to no member",
      "put it on its own line, right before the member",
    );
  const marker = parseComment(text).tags.find(({ name }) => isMarker(name) && !TSDOC.has(name));
  return marker
    ? lost(start, `@${marker.name} stands before no type`, "put it right before the interface or the type")
    : [];
}

/** Tags that functions and constants have too. */
const TSDOC: ReadonlySet<string> = new Set(["default", "deprecated", "example"]);

const isBesideUnionMember = ({ start, text }: Comment, file: string): boolean =>
  /^\s*[|"'\d]/.test(file.slice(start + text.length)) || /[|=]\s*$/.test(file.slice(0, start));
