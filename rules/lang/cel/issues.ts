/** Complaints of the parser and the checker. */

export interface CelIssue {
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** 0-based, in code points. */
  readonly column: number;
}

/** The issue at an offset (UTF-16 units) of a source. */
export function issueAt(source: string, offset: number, message: string): CelIssue {
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (const character of before) if (character === "\n") line++;
  return { message, line, column: [...before.slice(lineStart)].length };
}

/** cel-go's text: a header, the source line and a caret under the column, one block an issue. */
export function formatIssues(source: string, issues: readonly CelIssue[]): string {
  const lines = source.split("\n");
  return issues
    .map(({ message, line, column }) => {
      const text = (lines[line - 1] ?? "").replaceAll("\t", " ");
      return `ERROR: <input>:${line}:${column + 1}: ${message}\n | ${text}\n | ${caret(text, column)}`;
    })
    .join("\n");
}

/** Wide (East Asian) characters are pointed past with wide dots, as cel-go does. */
function caret(text: string, column: number): string {
  const characters = [...text];
  let dots = "";
  for (let i = 0; i < column; i++) dots += isWide(characters[i]) ? "．" : ".";
  return dots + (isWide(characters[column]) ? "＾" : "^");
}

function isWide(character: string | undefined): boolean {
  return character !== undefined && new TextEncoder().encode(character).length > 1;
}
