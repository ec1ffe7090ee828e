/** IP addresses as Go's netip reads and writes them; no zones and no IPv4-mapped IPv6, as Kubernetes asks. */

import { goQuote } from "./go-quote.ts";

export interface Address {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

/** The address Kubernetes takes the text for; undefined where it takes none. */
export function parseAddress(text: string): Address | undefined {
  const read = readAddress(text);
  return typeof read === "string" || read.zone !== "" || isMapped(read) ? undefined : read;
}

/** IPv4 in disguise: ::ffff:0:0/96. */
export const isMapped = ({ family, bits }: Address): boolean => family === 6 && bits >> 32n === 0xffffn;

/** The address with its zone, or what is wrong with the text in netip's words. */
export function readAddress(text: string): (Address & { readonly zone: string }) | string {
  const complaint = (problem: Problem): string => {
    const at = problem.at === undefined ? "" : ` (at ${goQuote(problem.at)})`;
    return `ParseAddr(${goQuote(text)}): ${problem.message}${at}`;
  };
  const read = readAny(text);
  return "message" in read ? complaint(read) : read;
}

interface Problem {
  readonly message: string;
  /** The rest of the text from where it is wrong. */
  readonly at?: string;
}

function readAny(text: string): (Address & { readonly zone: string }) | Problem {
  switch (/[.:%]/.exec(text)?.[0]) {
    case ".": {
      const bits = readV4(text);
      return typeof bits === "bigint" ? { family: 4, bits, zone: "" } : bits;
    }
    case ":":
      return readV6(text);
    case "%":
      return { message: "missing IPv6 address" };
    default:
      return { message: "unable to parse IP" };
  }
}

function readV4(text: string): bigint | Problem {
  const fields = [""];
  for (let i = 0; i < text.length; i++) {
    const [character, field] = [text[i]!, fields.at(-1)!];
    if (character >= "0" && character <= "9") {
      if (field === "0") return { message: "IPv4 field has octet with leading zero" };
      if (Number(field + character) > 255) return { message: "IPv4 field has value >255" };
      fields[fields.length - 1] = field + character;
    } else if (character !== ".") return { message: "unexpected character", at: text.slice(i) };
    else if (field === "" || i === text.length - 1) {
      return { message: "IPv4 field must have at least one digit", at: text.slice(i) };
    } else if (fields.length === 4) return { message: "IPv4 address too long" };
    else fields.push("");
  }
  if (fields.length < 4) return { message: "IPv4 address too short" };
  return fields.reduce((bits, field) => (bits << 8n) | BigInt(field), 0n);
}

function readV6(text: string): (Address & { readonly zone: string }) | Problem {
  const [whole = "", zone = ""] = /^([^%]*)%?(.*)$/s.exec(text)?.slice(1) ?? [];
  if (whole.length < text.length && zone === "") return { message: "zone must be a non-empty string" };
  const groups: number[] = [];
  /** How many groups stand before the `::`. */
  let gap = whole.startsWith("::") ? 0 : -1;
  let rest = gap === 0 ? whole.slice(2) : whole;
  while (groups.length < 8 && !(gap === groups.length && rest === "")) {
    const digits = /^[0-9a-fA-F]*/.exec(rest)![0];
    if (digits.length > 4) return { message: "each group must have 4 or less digits", at: rest };
    if (digits === "") {
      return { message: "each colon-separated field must have at least one digit", at: rest };
    }
    if (rest[digits.length] === ".") {
      const last = readEmbeddedV4(rest, groups.length, gap);
      if (typeof last !== "bigint") return last;
      groups.push(Number(last >> 16n), Number(last & 0xffffn));
      rest = "";
      break;
    }
    groups.push(Number.parseInt(digits, 16));
    rest = rest.slice(digits.length);
    if (rest === "") break;
    if (rest[0] !== ":") return { message: "unexpected character, want colon", at: rest };
    if (rest.length === 1) return { message: "colon must be followed by more characters", at: rest };
    rest = rest.slice(1);
    if (rest[0] !== ":") continue;
    if (gap >= 0) return { message: "multiple :: in address", at: rest };
    gap = groups.length;
    rest = rest.slice(1);
  }
  if (rest !== "") return { message: "trailing garbage after address", at: rest };
  const missing = 8 - groups.length;
  if (missing > 0 && gap < 0) return { message: "address string too short" };
  if (missing === 0 && gap >= 0) return { message: "the :: must expand to at least one field of zeros" };
  groups.splice(Math.max(gap, 0), 0, ...new Array<number>(missing).fill(0));
  return { family: 6, bits: groups.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n), zone };
}

function readEmbeddedV4(rest: string, groups: number, gap: number): bigint | Problem {
  if (gap < 0 && groups !== 6) {
    return { message: "embedded IPv4 address must replace the final 2 fields of the address", at: rest };
  }
  if (groups > 6) {
    return {
      message: "too many hex fields to fit an embedded IPv4 at the end of the address",
      at: rest,
    };
  }
  return readV4(rest);
}

export const width = (family: 4 | 6): number => (family === 4 ? 32 : 128);

/** The canonical text: lower case, the longest run of two or more zero groups left out. */
export function addressText({ family, bits }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join(".");
  const all = Array.from({ length: 8 }, (_, i) => Number((bits >> BigInt(112 - 16 * i)) & 0xffffn));
  let [start, length] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && all[end] === 0) end++;
    if (end - i > length) [start, length] = [i, end - i];
  }
  const hex = all.map((group) => group.toString(16));
  if (start < 0) return hex.join(":");
  return `${hex.slice(0, start).join(":")}::${hex.slice(start + length).join(":")}`;
}

/** The address with all but its first `prefix` bits cleared. */
export function masked({ family, bits }: Address, prefix: number): Address {
  const rest = BigInt(width(family) - prefix);
  return { family, bits: (bits >> rest) << rest };
}

export function isWithin(address: Address, network: Address, prefix: number): boolean {
  return address.family === network.family && masked(address, prefix).bits === masked(network, prefix).bits;
}
