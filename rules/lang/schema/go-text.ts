/** Values as Go prints them: what an API server's messages are made of. */

export { goQuote } from "../cel/go-quote.ts";

/** `strings.TrimSpace`: Unicode's white space, of which JavaScript misses U+0085 and has U+FEFF beside. */
export function goTrim(text: string): string {
  const start = text.search(NO_SPACE);
  if (start < 0) return "";
  let end = text.length;
  while (!NO_SPACE.test(text[end - 1] ?? "")) end--;
  return text.slice(start, end);
}

const NO_SPACE = /[^\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** `%v` of a number: what is whole is taken for an int64, else shortest digits, an exponent from 1e6 on and below 1e-4. */
export function goNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (Object.is(value, -0)) return "-0";
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  const [digits = "", power = ""] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  const sign = exponent < 0 ? "-" : "+";
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

const HTML: { readonly [character: string]: string } = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** `json.Marshal`: keys sorted, `<`, `>` and `&` escaped. */
export function goJson(value: unknown): string {
  return JSON.stringify(sorted(value) ?? null).replace(
    /[<>&\u2028\u2029]/g,
    (character) => HTML[character] ?? "",
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** `%v` of a JSON value as `fmt` prints it inside a sentence. */
export function goValue(value: unknown): string {
  return typeof value === "number" ? goNumber(value) : String(value);
}
