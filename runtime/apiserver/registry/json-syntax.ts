/** What is wrong with a text that is no JSON, in the words of Go's decoder, which clients of Kubernetes know. */
import { goQuote } from "../../../rules/lang/schema/go-text.ts";

/** The first problem; undefined for a text that is JSON. */
export function syntaxProblem(text: string): string | undefined {
  const scanner = new Scanner(text);
  try {
    scanner.document();
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxProblem) return error.message;
    throw error;
  }
}

class SyntaxProblem extends Error {}

const space = new Set([" ", "\t", "\r", "\n"]);
const deepest = 10_000;

class Scanner {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): void {
    // Containers are kept on a list, not on the stack: texts can be nested deeper than the stack goes.
    const open: ("{" | "[")[] = [];
    for (;;) {
      this.skipSpace();
      const first = this.text[this.at];
      let isDone = true;
      if (first === "{" || first === "[") {
        this.at++;
        if (open.push(first) > deepest) throw new SyntaxProblem("exceeded max depth");
        this.skipSpace();
        if (this.text[this.at] === (first === "{" ? "}" : "]")) {
          this.at++;
          open.pop();
        } else {
          if (first === "{") this.key();
          isDone = false;
        }
      } else this.scalar();
      while (isDone) {
        this.skipSpace();
        const container = open.at(-1);
        if (container === undefined) {
          if (this.at < this.text.length) throw this.wrong("after top-level value");
          return;
        }
        const next = this.text[this.at];
        if (next === ",") {
          this.at++;
          if (container === "{") {
            this.skipSpace();
            this.key();
          }
          isDone = false;
        } else if (next === (container === "{" ? "}" : "]")) {
          this.at++;
          open.pop();
        } else throw this.wrong(container === "{" ? "after object key:value pair" : "after array element");
      }
    }
  }

  private key(): void {
    if (this.text[this.at] !== '"') throw this.wrong("looking for beginning of object key string");
    this.string();
    this.skipSpace();
    if (this.text[this.at] !== ":") throw this.wrong("after object key");
    this.at++;
  }

  private scalar(): void {
    const first = this.text[this.at] ?? "";
    if (first === '"') this.string();
    else if (first === "t") this.word("true");
    else if (first === "f") this.word("false");
    else if (first === "n") this.word("null");
    else if (first === "-" || isDigit(first)) this.number();
    else throw this.wrong("looking for beginning of value");
  }

  private word(word: string): void {
    for (let i = 1; i < word.length; i++) {
      this.at++;
      if (this.text[this.at] !== word[i]) {
        throw this.wrong(`in literal ${word} (expecting ${goChar(word[i]!)})`, " ");
      }
    }
    this.at++;
  }

  private number(): void {
    if (this.text[this.at] === "-") this.at++;
    if (this.text[this.at] === "0") this.at++;
    else this.digits("in numeric literal");
    if (this.text[this.at] === ".") {
      this.at++;
      this.digits("after decimal point in numeric literal");
    }
    if (/^[eE]$/.test(this.text[this.at] ?? "")) {
      this.at++;
      if (/^[+-]$/.test(this.text[this.at] ?? "")) this.at++;
      this.digits("in exponent of numeric literal");
    }
  }

  private digits(where: string): void {
    if (!isDigit(this.text[this.at] ?? "")) throw this.wrong(where, " ");
    while (isDigit(this.text[this.at] ?? "")) this.at++;
  }

  private string(): void {
    for (;;) {
      this.at++;
      const char = this.text[this.at];
      if (char === undefined || char < " ") throw this.wrong("in string literal");
      if (char === '"') break;
      if (char !== "\\") continue;
      this.at++;
      const letter = this.text[this.at] ?? "";
      if (letter === "u") {
        for (let i = 0; i < 4; i++) {
          this.at++;
          if (!/^[0-9a-fA-F]$/.test(this.text[this.at] ?? ""))
            throw this.wrong("in \\u hexadecimal character escape");
        }
      } else if (letter === "" || !'bfnrt\\/"'.includes(letter)) throw this.wrong("in string escape code");
    }
    this.at++;
  }

  private skipSpace(): void {
    while (space.has(this.text[this.at] ?? "")) this.at++;
  }

  /** `atEnd`: the character that Go sees after the end of a scalar without one. */
  private wrong(where: string, atEnd?: string): SyntaxProblem {
    const char = this.text[this.at] ?? (this.at === this.text.length ? atEnd : undefined);
    return new SyntaxProblem(
      char === undefined ? "unexpected end of JSON input" : `invalid character ${goChar(char)} ${where}`,
    );
  }
}

function isDigit(char: string): boolean {
  return char >= "0" && char <= "9";
}

/** A character as Go prints one that it did not expect. */
function goChar(char: string): string {
  if (char === "'") return "'\\''";
  if (char === '"') return "'\"'";
  return `'${goQuote(char).slice(1, -1)}'`;
}
