/** Random texts for a string schema: its format, its pattern, its length. Every text passes the API server's own check. */
import { FORMAT_TEXTS, formatText } from "../samples/format-texts.ts";
import { javascriptPattern } from "../samples/javascript-pattern.ts";
import { textMatching } from "../samples/pattern-text.ts";
import type { SchemaNode } from "../schema/index.ts";
import { checkValue } from "../schema/values.ts";
import type { Arbitrary, FastCheckModule } from "./fast-check.ts";

/** Longest text where the schema sets no bound, or a wide one. */
const LONG = 12;

/** Texts that the schema accepts. Throws where the pattern is beyond what can be drawn and no example helps. */
export function textArbitrary(fc: FastCheckModule, node: SchemaNode): Arbitrary<string> {
  const { minLength = 0, maxLength = Math.max(LONG, minLength), pattern } = node.schema;
  const isValid = (text: string) => !/\p{Surrogate}/u.test(text) && checkValue(node, text, "").length === 0;
  const most = Math.min(maxLength, Math.max(LONG, minLength));
  const given = ofFormat(fc, node.format);
  if (pattern !== undefined) return matching(fc, node, isValid);
  if (given) return repaired(given, isValid, formatText(node));
  const plain = fc.string({ minLength, maxLength: most });
  if (maxLength < LONG) return plain;
  const anything = fc.string({ unit: "grapheme", minLength, maxLength: most });
  return fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: anything.filter(isValid) });
}

/** Texts that are not valid become the one that is; without one they are drawn again. */
function repaired(
  texts: Arbitrary<string>,
  isValid: (text: string) => boolean,
  known: string | undefined,
): Arbitrary<string> {
  if (known === undefined || !isValid(known)) return texts.filter(isValid);
  return texts.map((text) => (isValid(text) ? text : known));
}

function matching(
  fc: FastCheckModule,
  { schema }: SchemaNode,
  isValid: (text: string) => boolean,
): Arbitrary<string> {
  const { pattern = "", minLength, maxLength, example } = schema;
  const shortest = typeof example === "string" ? example : textMatching(pattern, minLength, maxLength);
  const expression = asJavaScript(pattern);
  const texts = expression && stringMatching(fc, expression);
  if (texts === undefined) {
    if (shortest === undefined || !isValid(shortest))
      throw new Error(`no text is known that matches ${pattern}`);
    return fc.constant(shortest);
  }
  const cut = texts.map((text) => (isValid(text) ? text : text.slice(0, maxLength)));
  return repaired(cut, isValid, shortest);
}

/** The pattern without flags before it, which JavaScript has no words for; what does not match is repaired anyway. */
function asJavaScript(pattern: string): RegExp | undefined {
  const source = javascriptPattern(pattern.replace(/^\(\?[imsU]+\)/, ""));
  return source === undefined ? undefined : new RegExp(source, "u");
}

function stringMatching(fc: FastCheckModule, expression: RegExp): Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(expression, { size: "-1" });
  } catch {
    return undefined;
  }
}

function ofFormat(fc: FastCheckModule, format: string): Arbitrary<string> | undefined {
  const instant = fc
    .date({
      min: new Date("1970-01-01T00:00:00Z"),
      max: new Date("2199-12-31T23:59:59Z"),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString().replace(/\.\d+Z$/, "Z"));
  switch (format) {
    case "datetime":
    case "date-time":
      return instant;
    case "date":
      return instant.map((text) => text.slice(0, 10));
    case "duration":
      return fc
        .tuple(fc.nat(10_000), fc.constantFrom("ns", "us", "ms", "s", "m", "h"))
        .map((parts) => parts.join(""));
    case "uuid":
      return fc.uuid();
    case "uuid3":
    case "uuid4":
    case "uuid5":
      return fc.uuid({ version: Number(format.slice(4)) as 3 | 4 | 5 });
    case "ipv4":
      return fc.ipV4();
    case "ipv6":
      return fc.ipV6();
    case "cidr":
      return fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, length]) => `${address}/${length}`);
    case "mac":
      return fc
        .array(fc.nat(255), { minLength: 6, maxLength: 6 })
        .map((bytes) => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":"));
    case "uri":
      return fc.webUrl({ size: "-1" });
    case "hostname":
      return fc.domain({ size: "-1" });
    case "email":
      return fc.emailAddress({ size: "-1" });
    case "byte":
      return fc.base64String({ maxLength: 16 });
    case "password":
    case "":
      return undefined;
    default: {
      const known = FORMAT_TEXTS[format];
      return known === undefined ? undefined : fc.constant(known);
    }
  }
}
