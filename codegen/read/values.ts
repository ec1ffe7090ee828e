/** Constants and enums, as the types that `typeof` and their names mean. */
import { parseComment } from "./jsdoc.ts";
import type { Declaration, Member, TypeExpression } from "./source.ts";
import type { FileReader } from "./types.ts";
import { type TS, ts } from "./typescript.ts";

/** An enum is the union of its values, and a constant with its members as fields. */
export function readEnum(
  node: TS.EnumDeclaration,
  exported: boolean,
  file: FileReader,
): { type: Declaration; constant: Declaration } {
  const position = file.at(node.name.getStart());
  let next: number | undefined = 0;
  const members = node.members.map((member): Member => {
    const at = file.at(member.getStart());
    const doc = file.doc(member);
    const value: string | number | undefined = member.initializer ? constantValue(member.initializer) : next;
    next = typeof value === "number" ? value + 1 : undefined;
    const type: TypeExpression =
      value === undefined
        ? { kind: "unsupported", what: "a computed enum member", hint: "write its value", position: at }
        : { kind: "literal", value, doc: doc.text, position: at };
    return { name: textOf(member.name), optional: false, type, doc, position: at };
  });
  const named = { name: node.name.text, exported, doc: file.doc(node), position };
  return {
    type: alias(named, { kind: "union", members: members.map((m) => m.type), docs: [], position }),
    constant: alias(named, { kind: "object", members, position }),
  };
}

function constantValue(node: TS.Expression): string | number | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand))
    return node.operator === ts.SyntaxKind.MinusToken
      ? -Number(node.operand.text)
      : Number(node.operand.text);
  return undefined;
}

/** `const name = … as const`; without `as const` TypeScript forgets the literals, and `typeof` says nothing. */
export function readConstant(
  node: TS.VariableDeclaration,
  exported: boolean,
  file: FileReader,
): Declaration | undefined {
  if (!ts.isIdentifier(node.name) || !node.initializer) return undefined;
  const position = file.at(node.name.getStart());
  const frozen = literalPart(node.initializer);
  const type: TypeExpression = frozen
    ? readValue(frozen, file)
    : {
        kind: "unsupported",
        what: `typeof ${node.name.text}, which is not fixed`,
        hint: "write `as const` after its value",
        position,
      };
  return alias({ name: node.name.text, exported, doc: { text: "", tags: [] }, position }, type);
}

const alias = (
  named: Pick<Declaration, "name" | "exported" | "doc" | "position">,
  type: TypeExpression,
): Declaration => ({
  ...named,
  file: named.position.file,
  form: "alias",
  parameters: [],
  extends: [],
  type,
});

/** What `as const` stands after. */
function literalPart(node: TS.Expression): TS.Expression | undefined {
  if (ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return literalPart(node.expression);
  return ts.isAsExpression(node) && ts.isConstTypeReference(node.type) ? node.expression : undefined;
}

function readValue(node: TS.Expression, file: FileReader): TypeExpression {
  const position = file.at(node.getStart());
  const value = constantValue(node);
  if (value !== undefined) return { kind: "literal", value, doc: "", position };
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
      return { kind: "literal", value: node.kind === ts.SyntaxKind.TrueKeyword, doc: "", position };
    case ts.SyntaxKind.NullKeyword:
      return { kind: "keyword", name: "null", position };
  }
  if (ts.isIdentifier(node)) return { kind: "typeof", name: node.text, position };
  if (ts.isArrayLiteralExpression(node)) {
    const elements = node.elements.map((item) => ({
      type: readDocumented(item, item, file),
      form: "one" as const,
    }));
    return { kind: "tuple", elements, position };
  }
  if (ts.isObjectLiteralExpression(node)) {
    const properties = node.properties.filter(ts.isPropertyAssignment);
    if (properties.length === node.properties.length)
      return { kind: "object", members: properties.map((p) => readProperty(p, file)), position };
  }
  return { kind: "unsupported", what: "a computed value", hint: "write the literals out", position };
}

/** A comment before a constant value documents it. Markers it would lose, so the value cannot be used as a type then. */
function readDocumented(value: TS.Expression, owner: TS.Node, file: FileReader): TypeExpression {
  const type = readValue(value, file);
  const start = owner.getFullStart();
  const comment = /\/\*\*(?!\/)[\s\S]*?\*\//.exec(file.text.slice(start, owner.getStart()));
  if (type.kind !== "literal" || !comment) return type;
  const { text, tags } = parseComment(comment[0]);
  file.attach(start + comment.index);
  const [tag] = tags;
  if (!tag) return { ...type, doc: text };
  const position = file.at(start + comment.index + tag.offset);
  const hint = "give the marker to the field or the type";
  return { kind: "unsupported", what: `@${tag.name} on a value`, hint, position };
}

const readProperty = (node: TS.PropertyAssignment, file: FileReader): Member => ({
  name: textOf(node.name),
  optional: false,
  type: readDocumented(node.initializer, node, file),
  doc: { text: "", tags: [] },
  position: file.at(node.getStart()),
});

const textOf = (name: TS.PropertyName): string =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)
    ? name.text
    : name.getText();
