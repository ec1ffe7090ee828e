/** TypeScript type syntax to `TypeExpression`. */
import { ts } from "ts-morph";
import type { Position } from "../problems.ts";
import { parseComment } from "./jsdoc.ts";
import type { Doc, Member, TypeExpression } from "./source.ts";

/** What reading one file needs to know. */
export interface FileReader {
  at(offset: number): Position;
  text: string;
  /** The doc comment of a node; the comment counts as attached. */
  doc(node: ts.Node): Doc;
  /** Marks the comment that starts at this offset as attached. */
  attach(offset: number): void;
}

const K = ts.SyntaxKind;

const keywords: { [kind in ts.SyntaxKind]?: Extract<TypeExpression, { kind: "keyword" }>["name"] } = {
  [K.StringKeyword]: "string",
  [K.NumberKeyword]: "number",
  [K.BooleanKeyword]: "boolean",
  [K.UnknownKeyword]: "unknown",
  [K.AnyKeyword]: "any",
  [K.UndefinedKeyword]: "undefined",
  [K.NeverKeyword]: "never",
};

export function readType(node: ts.TypeNode, file: FileReader): TypeExpression {
  const position = file.at(node.getStart());
  const read = (inner: ts.TypeNode) => readType(inner, file);
  const keyword = keywords[node.kind];
  if (keyword) return { kind: "keyword", name: keyword, position };
  if (ts.isParenthesizedTypeNode(node)) return read(node.type);
  if (ts.isArrayTypeNode(node)) return { kind: "array", items: read(node.elementType), position };
  if (ts.isLiteralTypeNode(node)) return readLiteral(node, position);
  if (ts.isUnionTypeNode(node)) return { kind: "union", members: readMembersOfUnion(node, file), position };
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

function readLiteral(node: ts.LiteralTypeNode, position: Position): TypeExpression {
  const literal = node.literal;
  const value = (value: string | number | boolean): TypeExpression => ({
    kind: "literal",
    value,
    doc: "",
    position,
  });
  if (ts.isStringLiteral(literal) || ts.isNoSubstitutionTemplateLiteral(literal)) return value(literal.text);
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

/** TypeScript attaches no comment to the members of a union; we do: a comment before a literal documents it. */
function readMembersOfUnion(node: ts.UnionTypeNode, file: FileReader): TypeExpression[] {
  let end = node.getFullStart();
  return node.types.map((type) => {
    const before = file.text.slice(end, type.getStart());
    const comment = /\/\*\*(?!\/)[\s\S]*?\*\//.exec(before);
    const member = readType(type, file);
    if (comment && member.kind === "literal") {
      file.attach(end + comment.index);
      member.doc = parseComment(comment[0]).text;
    }
    end = type.getEnd();
    return member;
  });
}

/** The members of an interface or of an object type. */
export function readMembers(
  nodes: readonly ts.TypeElement[],
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

function readMember(node: ts.TypeElement, file: FileReader): Member {
  const position = file.at(node.getStart());
  const named =
    node.name &&
    (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) || ts.isNumericLiteral(node.name));
  return {
    name: named ? (node.name as ts.Identifier | ts.StringLiteral).text : (node.name?.getText() ?? ""),
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
function unsupported(node: ts.Node): { what: string; hint: string } {
  switch (node.kind) {
    case K.FunctionType:
    case K.ConstructorType:
    case K.MethodSignature:
    case K.CallSignature:
    case K.ConstructSignature:
    case K.GetAccessor:
    case K.SetAccessor:
      return { what: "a function", hint: "API objects are plain data; move the function out" };
    case K.TupleType:
      return { what: "a tuple", hint: "use a list, or an object with named fields" };
    case K.ConditionalType:
      return { what: "a conditional type", hint: "write the resulting type" };
    case K.MappedType:
      return { what: "a mapped type that renames keys", hint: "write the resulting fields" };
    case K.TemplateLiteralType:
      return { what: "a template literal type", hint: "use string with @pattern" };
    case K.TypeQuery:
      return { what: "typeof", hint: "write the type" };
    case K.ImportType:
      return { what: "an inline import", hint: "use an import statement" };
    case K.BigIntKeyword:
      return { what: "a bigint", hint: "use Int64" };
    case K.SymbolKeyword:
      return { what: "a symbol", hint: "use a string" };
    case K.ObjectKeyword:
      return { what: "object", hint: "name the fields, or use OpenObject from meta.ts" };
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
