/** Kubernetes' networks in CIDR notation. */

import { type Address, addressText, isWithin, masked, parseAddress, width } from "../address.ts";
import { invalid } from "../errors.ts";
import { CelTypes as T } from "../types.ts";
import { Opaque } from "../values.ts";
import { IP_TYPE, Ip, ipOf } from "./ip.ts";
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

function parse(text: string): Cidr | undefined {
  const slash = text.lastIndexOf("/");
  const address = slash < 0 ? undefined : parseAddress(text.slice(0, slash));
  const prefix = text.slice(slash + 1);
  if (!address || !/^(?:0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > width(address.family))
    return undefined;
  return new Cidr(address, Number(prefix));
}

function cidrOf(text: string): Cidr {
  const cidr = parse(text);
  if (!cidr)
    throw invalid(`network address parse error during conversion from string: ${JSON.stringify(text)}`);
  return cidr;
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
  fn("isCIDR",           [string],       bool,   (text: string) => parse(text) !== undefined, traverse),
  fn("string",           [CIDR],         string, String),
  method("containsIP",   [CIDR, string], bool,   (c: Cidr, text: string) => containsIp(c, ipOf(text)), (c: Cidr, text) => compared(c) + traverse(text, undefined)),
  method("containsIP",   [CIDR, IP],     bool,   containsIp, (c: Cidr) => compared(c)),
  method("containsCIDR", [CIDR, string], bool,   (c: Cidr, text: string) => containsCidr(c, cidrOf(text)), (c: Cidr, text) => masking(c) + traverse(text, undefined)),
  method("containsCIDR", [CIDR, CIDR],   bool,   containsCidr, (c: Cidr) => masking(c)),
  method("ip",           [CIDR],         IP,     (c: Cidr) => new Ip(c.address)),
  method("prefixLength", [CIDR],         int,    (c: Cidr) => c.prefix),
  method("masked",       [CIDR],         CIDR,   (c: Cidr) => new Cidr(masked(c.address, c.prefix), c.prefix)),
]);
