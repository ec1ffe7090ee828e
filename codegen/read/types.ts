/** TypeScript type syntax to `TypeExpression`. */
import type { Position } from "../problems.ts";
import { isWellFormed } from "../well-formed.ts";
import { parseComment } from "./jsdoc.ts";
import type { Doc, Member, TupleElement, TypeExpression } from "./source.ts";
import { type TS, ts } from "./typescript.ts";

/** What reading one file needs to know. */
export interface FileReader {
  at(offset: number): Position;
  text: string;
  /** The doc comment of a node; the comment counts as attached. */
  doc(node: TS.Node): Doc;
  /** Marks the comment that starts at this offset as attached. */
  attach(offset: number): void;
}

const K = ts.SyntaxKind;

const keywords: { [kind in TS.SyntaxKind]?: Extract<TypeExpression, { kind: "keyword" }>["name"] } = {
  [K.StringKeyword]: "string",
  [K.NumberKeyword]: "number",
  [K.BooleanKeyword]: "boolean",
  [K.UnknownKeyword]: "unknown",
  [K.AnyKeyword]: "any",
  [K.UndefinedKeyword]: "undefined",
  [K.NeverKeyword]: "never",
};

export function readType(node: TS.TypeNode, file: FileReader): TypeExpression {
  const position = file.at(node.getStart());
  const read = (inner: TS.TypeNode) => readType(inner, file);
  const keyword = keywords[node.kind];
  if (keyword) return { kind: "keyword", name: keyword, position };
  if (ts.isParenthesizedTypeNode(node)) return read(node.type);
  if (ts.isArrayTypeNode(node)) return { kind: "array", items: read(node.elementType), position };
  if (ts.isLiteralTypeNode(node)) return readLiteral(node, position);
  if (ts.isUnionTypeNode(node)) return readUnion(node, file, position);
  if (ts.isIntersectionTypeNode(node))
    return { kind: "intersection", members: node.types.map(read), position };
  if (ts.isTypeLiteralNode(node)) return readMembers(node.members, file, position);
  if (ts.isTypeReferenceNode(node)) {
    return {
      kind: "reference",
      name: node.typeName.getText(),
      arguments: (node.typeArguments ?? []).map(read),
      position,
    };
  }
  if (ts.isIndexedAccessTypeNode(node)) {
    return { kind: "access", object: read(node.objectType), key: read(node.indexType), position };
  }
  if (ts.isTypeOperatorNode(node)) {
    if (node.operator === K.ReadonlyKeyword) return read(node.type);
    if (node.operator === K.KeyOfKeyword) return { kind: "keyof", object: read(node.type), position };
  }
  if (ts.isTupleTypeNode(node))
    return { kind: "tuple", elements: node.elements.map((element) => readElement(element, file)), position };
  if (ts.isTemplateLiteralTypeNode(node)) {
    const spans = node.templateSpans.map(({ type, literal }) => ({ type: read(type), text: literal.text }));
    return { kind: "template", head: node.head.text, spans, position };
  }
  if (ts.isTypeQueryNode(node) && !node.typeArguments)
    return { kind: "typeof", name: node.exprName.getText(), position };
  if (ts.isMappedTypeNode(node) && node.type && node.typeParameter.constraint && !node.nameType) {
    return {
      kind: "mapped",
      parameter: node.typeParameter.name.text,
      keys: read(node.typeParameter.constraint),
      value: read(node.type),
      optional: !node.questionToken ? "keep" : node.questionToken.kind === K.MinusToken ? "remove" : "add",
      position,
    };
  }
  return { kind: "unsupported", ...unsupported(node), position };
}

/** `T`, `T?`, `name?: T`, `...T[]`. */
function readElement(node: TS.TypeNode | TS.NamedTupleMember, file: FileReader): TupleElement {
  const named = ts.isNamedTupleMember(node);
  const inner = named || ts.isOptionalTypeNode(node) || ts.isRestTypeNode(node) ? node.type : node;
  const rest = ts.isRestTypeNode(node) || (named && node.dotDotDotToken !== undefined);
  const optional = ts.isOptionalTypeNode(node) || (named && node.questionToken !== undefined);
  return { type: readType(inner, file), form: rest ? "rest" : optional ? "optional" : "one" };
}

function readLiteral(node: TS.LiteralTypeNode, position: Position): TypeExpression {
  const literal = node.literal;
  const value = (value: string | number | boolean): TypeExpression => ({
    kind: "literal",
    value,
    doc: "",
    position,
  });
  if (ts.isStringLiteral(literal) || ts.isNoSubstitutionTemplateLiteral(literal)) {
    const hint = "write the whole character";
    return isWellFormed(literal.text)
      ? value(literal.text)
      : { kind: "unsupported", what: "a text with half a character", hint, position };
  }
  if (ts.isNumericLiteral(literal)) return value(Number(literal.text));
  if (literal.kind === K.TrueKeyword) return value(true);
  if (literal.kind === K.FalseKeyword) return value(false);
  if (literal.kind === K.NullKeyword) return { kind: "keyword", name: "null", position };
  if (ts.isPrefixUnaryExpression(literal) && ts.isNumericLiteral(literal.operand))
    return value(-Number(literal.operand.text));
  return {
    kind: "unsupported",
    what: `the literal ${literal.getText()}`,
    hint: "use a string, a number or a boolean",
    position,
  };
}

/**
 * TypeScript attaches no comment to the members of a union; we do: a comment before a literal documents it, one before
 * an object or a name documents the form.
 */
function readUnion(node: TS.UnionTypeNode, file: FileReader, position: Position): TypeExpression {
  let end = node.getFullStart();
  const docs: string[] = [];
  const members = node.types.map((type, i) => {
    const member = readType(type, file);
    const takesDoc = member.kind === "literal" || member.kind === "object" || member.kind === "reference";
    const doc = takesDoc ? commentBetween(end, type.getStart(), file) : "";
    if (member.kind === "literal") member.doc = doc;
    else docs[i] = doc;
    end = type.getEnd();
    return member;
  });
  return { kind: "union", members, docs, position };
}

/** The prose of a doc comment between two places; it counts as attached. Empty without one. */
function commentBetween(start: number, end: number, file: FileReader): string {
  const comment = /\/\*\*(?!\/)[\s\S]*?\*\//.exec(file.text.slice(start, end));
  if (!comment) return "";
  const { text, tags } = parseComment(comment[0]);
  if (tags.length === 0) file.attach(start + comment.index);
  return text;
}

/** The members of an interface or of an object type. */
export function readMembers(
  nodes: readonly TS.TypeElement[],
  file: FileReader,
  position: Position,
): TypeExpression {
  const index = nodes.find(ts.isIndexSignatureDeclaration);
  if (index && nodes.length === 1) {
    return {
      kind: "index",
      key: readType(index.parameters[0]!.type!, file),
      value: readType(index.type, file),
      position,
    };
  }
  if (index) {
    const hint = "name all fields, or mark the type @preserveUnknownFields without an index signature";
    return {
      kind: "unsupported",
      what: "an index signature beside named fields",
      hint,
      position: file.at(index.getStart()),
    };
  }
  return { kind: "object", members: nodes.map((node) => readMember(node, file)), position };
}

function readMember(node: TS.TypeElement, file: FileReader): Member {
  const position = file.at(node.getStart());
  // `["a"]` is `a`.
  const name = node.name && ts.isComputedPropertyName(node.name) ? node.name.expression : node.name;
  const named =
    name &&
    (ts.isIdentifier(name) ? name === node.name : ts.isStringLiteralLike(name) || ts.isNumericLiteral(name));
  return {
    name: named ? (name as TS.Identifier | TS.StringLiteral).text : (node.name?.getText() ?? ""),
    optional: node.questionToken !== undefined,
    type:
      ts.isPropertySignature(node) && named && node.type
        ? readType(node.type, file)
        : { kind: "unsupported", ...unsupported(node), position },
    doc: file.doc(node),
    position,
  };
}

/** How messages name what we cannot read, and what to write in its place. */
function unsupported(node: TS.Node): { what: string; hint: string } {
  switch (node.kind) {
    case K.FunctionType:
    case K.ConstructorType:
    case K.MethodSignature:
    case K.CallSignature:
    case K.ConstructSignature:
    case K.GetAccessor:
    case K.SetAccessor:
      return { what: "a function", hint: "API objects are plain data; move the function out" };
    case K.ConditionalType:
      return { what: "a conditional type", hint: "write the resulting type" };
    case K.MappedType:
      return { what: "a mapped type that renames keys", hint: "write the resulting fields" };
    case K.TypeQuery:
      return { what: "typeof with type arguments", hint: "write the type" };
    case K.ImportType:
      return { what: "an inline import", hint: "use an import statement" };
    case K.BigIntKeyword:
      return { what: "a bigint", hint: "use Int64" };
    case K.SymbolKeyword:
      return { what: "a symbol", hint: "use a string" };
    case K.ObjectKeyword:
      return { what: "object", hint: "name the fields, or use OpenObject from meta.ts" };
    case K.ThisType:
      return { what: "this", hint: "write the name of the type" };
    case K.VoidKeyword:
      return { what: "void", hint: "remove the field" };
    case K.PropertySignature:
      return { what: "a field without a plain name and a type", hint: "write name: type" };
    default:
      return {
        what: `\`${node.getText()}\``,
        hint: "write it with interfaces, literal unions, lists and maps",
      };
  }
}
