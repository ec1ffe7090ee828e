/** Base64 as Go's decoder reads it: padded, line breaks anywhere. */

const letter = /^[A-Za-z0-9+/]$/;

/** Where a text stops being base64, as Go counts it; undefined for one that is. */
export function illegalBase64(text: string): number | undefined {
  let inGroup = 0;
  let groupStart = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\r" || char === "\n") continue;
    if (char === "=") return illegalPadding(text, at, inGroup);
    if (!letter.test(char)) return at;
    if (inGroup === 0) groupStart = at;
    inGroup = (inGroup + 1) % 4;
  }
  return inGroup === 0 ? undefined : groupStart;
}

/** `at` is the first `=`, after so many letters of the last group of four. */
function illegalPadding(text: string, at: number, letters: number): number | undefined {
  if (letters < 2) return at;
  let next = skipBreaks(text, at + 1);
  if (letters === 2) {
    if (next === text.length) return text.length;
    if (text[next] !== "=") return next - 1;
    next = skipBreaks(text, next + 1);
  }
  return next === text.length ? undefined : next;
}

function skipBreaks(text: string, from: number): number {
  let at = from;
  while (text[at] === "\r" || text[at] === "\n") at++;
  return at;
}

/** Base64 values without line breaks. */
export function withoutBreaks(values: { [key: string]: unknown }): { [key: string]: unknown } {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === "string" ? value.replace(/[\r\n]/g, "") : value,
    ]),
  );
}
