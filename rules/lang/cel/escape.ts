/** Property names as CEL identifiers, by Kubernetes' escaping. */

/** Words that cannot be identifiers; Kubernetes writes a property `w` of that name `__w__`. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  ...["true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if"],
  ...["import", "let", "loop", "package", "namespace", "return", "var", "void", "while"],
]);

const ESCAPES: readonly (readonly [RegExp, string])[] = [
  [/__/g, "__underscores__"],
  [/\./g, "__dot__"],
  [/-/g, "__dash__"],
  [/\//g, "__slash__"],
];

/** The identifier under which an expression reads property `json`; undefined where none can. */
export function escapeName(json: string): string | undefined {
  if (RESERVED_WORDS.has(json)) return `__${json}__`;
  if (!/^[A-Za-z_.\-/][A-Za-z0-9_.\-/]*$/.test(json)) return undefined;
  return ESCAPES.reduce((name, [pattern, to]) => name.replace(pattern, to), json);
}
