/** What the reader returns: declarations as they are written, as plain data. Names are not resolved yet. */
import type { Position, Problem } from "../problems.ts";

/** A doc comment: its prose and its tags in order. */
export interface Doc {
  text: string;
  tags: Tag[];
}

export interface Tag {
  name: string;
  /** Everything up to the next tag, trimmed. */
  text: string;
  position: Position;
}

export type TypeExpression = { position: Position } & (
  | {
      kind: "keyword";
      name: "string" | "number" | "boolean" | "unknown" | "any" | "null" | "undefined" | "never";
    }
  | { kind: "literal"; value: string | number | boolean; doc: string }
  | { kind: "reference"; name: string; arguments: TypeExpression[] }
  | { kind: "array"; items: TypeExpression }
  /** `docs` has the comments before members that are no literals, by their index. */
  | { kind: "union"; members: TypeExpression[]; docs: string[] }
  | { kind: "intersection"; members: TypeExpression[] }
  | { kind: "object"; members: Member[] }
  | { kind: "index"; key: TypeExpression; value: TypeExpression }
  | { kind: "access"; object: TypeExpression; key: TypeExpression }
  | { kind: "keyof"; object: TypeExpression }
  | { kind: "tuple"; elements: TupleElement[] }
  /** `head` and then each type with the text after it. */
  | { kind: "template"; head: string; spans: { type: TypeExpression; text: string }[] }
  /** The type of a constant. */
  | { kind: "typeof"; name: string }
  | {
      kind: "mapped";
      parameter: string;
      keys: TypeExpression;
      value: TypeExpression;
      optional: "add" | "remove" | "keep";
    }
  /** Something no schema can express; `what` names it in messages. */
  | { kind: "unsupported"; what: string; hint: string }
);

export interface TupleElement {
  type: TypeExpression;
  form: "one" | "optional" | "rest";
}

export interface Member {
  name: string;
  optional: boolean;
  type: TypeExpression;
  doc: Doc;
  position: Position;
}

/**
 * An interface, a type alias, or an enum as the alias of its values. An interface's own members are its `type`; what it
 * extends stands beside. Classes and namespaces are `other`: their type is unsupported.
 */
export interface Declaration {
  name: string;
  file: string;
  exported: boolean;
  /** `export default interface …`. */
  isDefault?: boolean;
  form: "interface" | "alias" | "other";
  parameters: { name: string; default?: TypeExpression }[];
  extends: TypeExpression[];
  type: TypeExpression;
  doc: Doc;
  position: Position;
}

/** `export const groupVersion = {…} as const`, read as JSON. */
export interface VersionConstant {
  value: { [key: string]: unknown };
  position: Position;
}

/** A name in a file. */
export interface Origin {
  file: string;
  name: string;
}

export interface SourceText {
  file: string;
  /** The file belongs to the API folder itself, not to something it imports. */
  own: boolean;
  declarations: Declaration[];
  /** Constants that `typeof` can name, and enums as the constants they are. Their names are not those of types. */
  constants: Declaration[];
  /** Local name to where it comes from; `*` is the whole file, `default` what it exports by default. */
  imports: { [local: string]: Origin };
  /** `export { … }` with or without `from`: names, and whole files. */
  reexports: { names: { [exported: string]: Origin }; all: string[] };
  groupVersion?: VersionConstant;
}

export interface Source {
  /** By file. */
  files: { [file: string]: SourceText };
  problems: Problem[];
}
