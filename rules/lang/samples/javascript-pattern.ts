/** An RE2 pattern in JavaScript's words, for editors and for fast-check. */

const POSIX: { readonly [name: string]: string } = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7F",
  blank: "\\t ",
  cntrl: "\\x00-\\x1F\\x7F",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`\\{-~",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

/** Syntax in both languages, also where it is escaped. */
const SYNTAX = /[\^$\\.*+?()[\]{}|/]/;
/** Letters that mean the same after a backslash. */
const SHARED = /[dDwWsSbBnrtfv]/;

/**
 * The same texts match with the flag `u`, or undefined where JavaScript cannot say it: `(?i)` and other flags, `\C`,
 * classes that are left out of classes.
 */
export function javascriptPattern(re2: string): string | undefined {
  const translated = translate(re2);
  if (translated === undefined) return undefined;
  try {
    new RegExp(translated, "u");
    return translated;
  } catch {
    return undefined;
  }
}

function translate(re2: string): string | undefined {
  let out = "";
  let inClass = false;
  let afterSet = false;
  for (let at = 0; at < re2.length; ) {
    const rest = re2.slice(at);
    const found: Token = inClass ? classToken(rest, afterSet) : token(rest);
    if (found === undefined) return undefined;
    const [length, text, isSet]: readonly [number, string, boolean] = found;
    out += text;
    at += length;
    afterSet = isSet;
    if (inClass) inClass = text !== "]";
    else if (text === "[" || text === "[^") {
      inClass = true;
      // A bracket that closes nothing yet is one of the characters.
      if (re2[at] === "]") {
        out += "\\]";
        at++;
      }
    }
  }
  return inClass ? undefined : out;
}

/** How long a token is, what it becomes, and whether it stands for a set of characters. */
type Token = readonly [length: number, text: string, isSet: boolean] | undefined;

function token(rest: string): Token {
  const group = /^\(\?(P?<\w+>|:|.)/s.exec(rest);
  if (group) {
    if (group[1] === ":") return [3, "(?:", false];
    return /^P?<\w/.test(group[1]!)
      ? [group[0].length, `(?${group[1]!.replace(/^P/, "")}`, false]
      : undefined;
  }
  if (rest.startsWith("\\Q")) {
    const end = rest.indexOf("\\E", 2);
    const literal = rest.slice(2, end < 0 ? undefined : end);
    const plainly = [...literal].map((char) => (SYNTAX.test(char) ? `\\${char}` : char)).join("");
    return [end < 0 ? rest.length : end + 2, plainly, false];
  }
  if (rest.startsWith("\\A")) return [2, "^", false];
  if (rest.startsWith("\\z")) return [2, "$", false];
  const repeat = /^\{\d+(,\d*)?\}/.exec(rest);
  if (repeat) return [repeat[0].length, repeat[0], false];
  if (/^[{}\]]/.test(rest)) return [1, `\\${rest[0]}`, false];
  if (rest.startsWith("[^")) return [2, "[^", false];
  return rest.startsWith("\\") ? escaped(rest) : plain(rest);
}

function classToken(rest: string, afterSet: boolean): Token {
  const named = /^\[:(\^?)(\w+):\]/.exec(rest);
  if (named) return named[1] || !POSIX[named[2]!] ? undefined : [named[0].length, POSIX[named[2]!]!, true];
  if (rest.startsWith("[")) return [1, "\\[", false];
  // Between a set and another character it is no range.
  if (rest.startsWith("-") && (afterSet || /^-\\[dDwWsSpP]/.test(rest)) && rest[1] !== "]")
    return [1, "\\-", false];
  return rest.startsWith("\\") ? (/^\\[bB]/.test(rest) ? undefined : escaped(rest)) : plain(rest);
}

function escaped(rest: string): Token {
  const property = /^\\([pP])(?:\{(\^?)(\w+)\}|(\w))/.exec(rest);
  if (property) {
    const [whole, letter, not, long, short] = property;
    const name = long ?? short!;
    const negated = (letter === "P") !== (not === "^");
    return [whole.length, `\\${negated ? "P" : "p"}{${name.length > 2 ? `Script=${name}` : name}}`, true];
  }
  const hex = /^\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(rest);
  if (hex) return [hex[0].length, hex[1] === undefined ? hex[0] : `\\u{${hex[1]}}`, false];
  const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
  if (octal) return [octal[0].length, `\\u{${Number.parseInt(octal[1]!, 8).toString(16)}}`, false];
  if (rest.startsWith("\\a")) return [2, "\\x07", false];
  const char = rest[1];
  if (char === undefined) return undefined;
  if (SYNTAX.test(char) || char === "-") return [2, char === "-" ? "\\x2D" : `\\${char}`, false];
  if (/[A-Za-z0-9]/.test(char))
    return SHARED.test(char) ? [2, `\\${char}`, /[dDwWsS]/.test(char)] : undefined;
  return [2, char, false];
}

const plain = (rest: string): Token => {
  const char = String.fromCodePoint(rest.codePointAt(0)!);
  return [char.length, char, false];
};
