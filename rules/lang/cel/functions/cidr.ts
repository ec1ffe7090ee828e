/** Kubernetes' networks in CIDR notation. */

import {
  type Address,
  addressText,
  isMapped,
  isWithin,
  masked,
  parseAddress,
  readAddress,
  width,
} from "../address.ts";
import { invalid, noSuchOverload } from "../errors.ts";
import { goQuote } from "../go-quote.ts";
import { CelTypes as T } from "../types.ts";
import { Opaque } from "../values.ts";
import { IP_TYPE, Ip } from "./ip.ts";
import { fn, library, method, traverse, walk } from "./row.ts";

const TYPE = "net.CIDR";

class Cidr extends Opaque {
  readonly typeName = TYPE;
  readonly address: Address;
  readonly prefix: number;
  constructor(address: Address, prefix: number) {
    super();
    this.address = address;
    this.prefix = prefix;
  }
  override get size(): number {
    return Math.ceil(this.prefix / 8);
  }
  equals(other: Opaque): boolean {
    return other instanceof Cidr && other.toString() === this.toString();
  }
  override toString(): string {
    return `${addressText(this.address)}/${this.prefix}`;
  }
}

/** The network, or what is wrong with the text. */
function parse(text: string): Cidr | string {
  const wrong = (why: string): string =>
    `network address parse error during conversion from string: netip.ParsePrefix(${goQuote(text)}): ${why}`;
  const slash = text.lastIndexOf("/");
  if (slash < 0) return wrong("no '/'");
  const address = readAddress(text.slice(0, slash));
  if (typeof address === "string") return wrong(address);
  if (address.zone !== "") return wrong("IPv6 zones cannot be present in a prefix");
  const prefix = text.slice(slash + 1);
  if (!/^(?:0|[1-9]\d*)$/.test(prefix)) return wrong(`bad bits after slash: ${goQuote(prefix)}`);
  if (Number(prefix) > width(address.family)) return wrong("prefix length out of range");
  if (isMapped(address)) return `IPv4-mapped IPv6 address ${goQuote(text)} is not allowed`;
  return new Cidr(address, Number(prefix));
}

function cidrOf(text: string): Cidr {
  const cidr = parse(text);
  if (typeof cidr !== "string") return cidr;
  throw invalid(`network address parse error during conversion from string: ${cidr}`);
}

/** Of a text that is no address the API server only says that it does not fit. */
function containsIpText(cidr: Cidr, text: string): boolean {
  const address = parseAddress(text);
  if (address === undefined) throw noSuchOverload();
  return containsIp(cidr, new Ip(address));
}

const containsIp = (cidr: Cidr, ip: Ip): boolean => isWithin(ip.address, cidr.address, cidr.prefix);
const containsCidr = (cidr: Cidr, other: Cidr): boolean =>
  other.prefix >= cidr.prefix && isWithin(other.address, cidr.address, cidr.prefix);

/** The bytes under the prefix beside as many others, and masked for it. */
const compared = (cidr: Cidr): number => walk(cidr.size * 2);
const masking = (cidr: Cidr): number => compared(cidr) + walk(cidr.size) + 1;

const CIDR = T.opaque(TYPE);
const IP = T.opaque(IP_TYPE);
const { bool, string, int } = T;

// biome-ignore format: a table
export const cidr = library("1.30", [
  fn("cidr",             [string],       CIDR,   cidrOf, traverse),
  fn("isCIDR",           [string],       bool,   (text: string) => typeof parse(text) !== "string", traverse),
  fn("string",           [CIDR],         string, String),
  method("containsIP",   [CIDR, string], bool,   containsIpText, (c: Cidr, text) => compared(c) + traverse(text, undefined)),
  method("containsIP",   [CIDR, IP],     bool,   containsIp, (c: Cidr) => compared(c)),
  method("containsCIDR", [CIDR, string], bool,   (c: Cidr, text: string) => containsCidr(c, cidrOf(text)), (c: Cidr, text) => masking(c) + traverse(text, undefined)),
  method("containsCIDR", [CIDR, CIDR],   bool,   containsCidr, (c: Cidr) => masking(c)),
  method("ip",           [CIDR],         IP,     (c: Cidr) => new Ip(c.address)),
  method("prefixLength", [CIDR],         int,    (c: Cidr) => c.prefix),
  method("masked",       [CIDR],         CIDR,   (c: Cidr) => new Cidr(masked(c.address, c.prefix), c.prefix)),
]);
