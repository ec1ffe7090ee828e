/** The string formats an API server enforces, with the semantics of its Go libraries. */

import { isAddress, isIPv4, isIPv6, isPrefix } from "./format-ip.ts";
import { isRequestUri } from "./format-uri.ts";

export type FormatCheck = (text: string) => boolean;

const matches =
  (pattern: RegExp): FormatCheck =>
  (text) =>
    pattern.test(text);

const octets = (text: string): number => new TextEncoder().encode(text).length;

const LABEL = "[a-zA-Z0-9\\p{S}\\p{L}]";
const HOSTNAME = new RegExp(
  `^(${LABEL}((-?${LABEL}{0,62})?)|(${LABEL}(([a-zA-Z0-9\\-\\p{S}\\p{L}]{0,61}${LABEL})?)(\\.)){1,}([a-zA-Z\\p{L}]){2,63})$`,
  "u",
);

function isHostname(text: string): boolean {
  return HOSTNAME.test(text) && octets(text) <= 255 && text.split(".").every((label) => octets(label) <= 63);
}

const ATOM = "[A-Za-z0-9!#$%&'*+\\-/=?^_`{|}~\\u0080-\\u{10ffff}]+";
const DOT_ATOM = `${ATOM}(?:\\.${ATOM})*`;
const QUOTED = '"(?:[^"\\\\\\r\\n]|\\\\[^\\r\\n])+"';
const ADDRESS = `(?:${DOT_ATOM}|${QUOTED})@(?:${DOT_ATOM}|\\[[^\\]\\s]+\\])`;
const EMAIL = new RegExp(
  `^\\s*(?:${ADDRESS}|(?:(?:${ATOM}|${QUOTED}|\\.|\\s)+)?<\\s*${ADDRESS}\\s*>)\\s*(?:\\([^()]*\\)\\s*)*$`,
  "u",
);

function isMac(text: string): boolean {
  return (
    /^[0-9a-f]{2}(?:([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}(?:(?:\1[0-9a-f]{2}){2}|(?:\1[0-9a-f]{2}){14})?)$/i.test(
      text,
    ) ||
    /^[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}(?:\.[0-9a-f]{4}|(?:\.[0-9a-f]{4}){7})?$/i.test(text) ||
    /^(?:[0-9a-f]{12}|[0-9a-f]{16}|[0-9a-f]{40})$/i.test(text)
  );
}

/** Sum of digit times weight, an `X` counting ten. */
function weigh(digits: string, weight: (index: number) => number): number {
  return [...digits].reduce(
    (sum, digit, index) => sum + weight(index) * (digit === "X" ? 10 : Number(digit)),
    0,
  );
}

function isIsbn10(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, "");
  return /^(?:[0-9]{9}X|[0-9]{10})$/.test(digits) && weigh(digits, (index) => index + 1) % 11 === 0;
}

function isIsbn13(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, "");
  return /^[0-9]{13}$/.test(digits) && weigh(digits, (index) => (index % 2 === 0 ? 1 : 3)) % 10 === 0;
}

const CARD =
  /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$/;

function isCreditCard(text: string): boolean {
  const digits = text.replace(/[^0-9]+/g, "");
  if (!CARD.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled >= 10 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `2006-01-02` of the proleptic Gregorian calendar. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0));
}

/** A date, `t`, a time and a zone, in any case. Digits of hour, minute and second are only bounded as text. */
function isDateTime(text: string): boolean {
  const [date = "", time] = text.toLowerCase().split("t");
  if (time === undefined || !isDate(date)) return false;
  const match = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$/.exec(time);
  return match !== null && (match[1] ?? "") <= "23" && (match[2] ?? "") <= "59" && (match[3] ?? "") <= "59";
}

const GO_UNITS: { readonly [unit: string]: number } = {
  ns: 1,
  us: 1e3,
  "\u00b5s": 1e3,
  "\u03bcs": 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const MAX_NANOSECONDS = 2 ** 63;

/** `time.ParseDuration`: `1h30m`, `-1.5s`, `0`. */
function isGoDuration(text: string): boolean {
  const body = text.replace(/^[+-]/, "");
  if (body === "0") return true;
  const part = /(\d*)(\.\d*)?([^\d.]+)/y;
  let total = 0;
  while (part.lastIndex < body.length) {
    const match = part.exec(body);
    if (match === null) return false;
    const [, whole = "", fraction = "", unit = ""] = match;
    const nanoseconds = GO_UNITS[unit];
    if (nanoseconds === undefined || (whole === "" && fraction.length < 2)) return false;
    total += Number(`${whole || "0"}${fraction}`) * nanoseconds;
    if (total >= MAX_NANOSECONDS) return false;
  }
  return body !== "";
}

/** Names of units as in `10 seconds`; the last of a row is a prefix. */
const WORDED_UNITS: readonly (readonly string[])[] = [
  ["ns", "nano"],
  ["us", "\u00b5s", "micro"],
  ["ms", "milli"],
  ["s", "sec"],
  ["m", "min"],
  ["h", "hr", "hour"],
  ["d", "day"],
  ["w", "wk", "week"],
];

/** Go's form, or any text that holds a number with a unit in words: `22 ns`, `3 weeks`. */
function isDuration(text: string): boolean {
  if (isGoDuration(text)) return true;
  let found = false;
  for (const [, digits = "", unit = ""] of text.matchAll(/(\d+)\s*([A-Za-z\u00b5]+)/g)) {
    if (BigInt(digits) >= 2n ** 63n) return false;
    const name = unit.toLowerCase();
    found ||= WORDED_UNITS.some((names) => names.includes(name) || name.startsWith(names.at(-1) ?? ""));
  }
  return found;
}

const CHANNEL = "\\s*(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*";
const DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

interface Format {
  readonly since: number;
  readonly check: FormatCheck;
}

const always = (check: FormatCheck): Format => ({ since: 0, check });

/** By name without dashes; `since` is the minor version of Kubernetes that began to enforce it. */
const FORMATS: { readonly [name: string]: Format } = {
  bsonobjectid: always(matches(/^[0-9a-fA-F]{24}$/)),
  uri: always(isRequestUri),
  email: always(matches(EMAIL)),
  hostname: always(isHostname),
  ipv4: always(isIPv4),
  ipv6: always((text) => isIPv6(text) && isAddress(text)),
  cidr: always(isPrefix),
  mac: always(isMac),
  uuid: always(matches(/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i)),
  uuid3: always(matches(/^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i)),
  uuid4: always(matches(/^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i)),
  uuid5: always(matches(/^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i)),
  isbn: always((text) => isIsbn10(text) || isIsbn13(text)),
  isbn10: always(isIsbn10),
  isbn13: always(isIsbn13),
  creditcard: always(isCreditCard),
  ssn: always(matches(/^\d{3}[- ]\d{2}[- ]\d{4}$/)),
  hexcolor: always(matches(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/)),
  rgbcolor: always(matches(new RegExp(`^rgb\\(${CHANNEL},${CHANNEL},${CHANNEL}\\)$`))),
  byte: always(matches(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/)),
  password: always(() => true),
  date: always(isDate),
  duration: always(isDuration),
  datetime: always(isDateTime),
  k8sshortname: {
    since: 34,
    check: (text) => text.length <= 63 && matches(new RegExp(`^${DNS_LABEL}$`))(text),
  },
  k8slongname: {
    since: 34,
    check: (text) => text.length <= 253 && matches(new RegExp(`^${DNS_LABEL}(\\.${DNS_LABEL})*$`))(text),
  },
};

/** The formats that are enforced, without dashes, by the minor version of Kubernetes that began to; 0 is always. */
export const stringFormats = (): readonly (readonly [name: string, since: number])[] =>
  Object.entries(FORMATS).map(([name, { since }]) => [name, since]);

/** The check of a string format at a compatibility version ("1.35"); undefined for a format that is not enforced. */
export function stringFormat(name: string, compat: string): FormatCheck | undefined {
  const key = name.replaceAll("-", "");
  const format = Object.hasOwn(FORMATS, key) ? FORMATS[key] : undefined;
  return format !== undefined && Number(compat.split(".")[1]) >= format.since ? format.check : undefined;
}
