/** Kubernetes' IP addresses. */

import { type Address, addressText, isMapped, isWithin, parseAddress, readAddress } from "../address.ts";
import { invalid } from "../errors.ts";
import { goQuote } from "../go-quote.ts";
import { CelTypes as T } from "../types.ts";
import { Opaque } from "../values.ts";
import { fn, library, method, traverse, traverseTwice } from "./row.ts";

export const IP_TYPE = "net.IP";

export class Ip extends Opaque {
  readonly typeName = IP_TYPE;
  readonly address: Address;
  constructor(address: Address) {
    super();
    this.address = address;
  }
  override get size(): number {
    return this.address.family === 4 ? 4 : 16;
  }
  equals(other: Opaque): boolean {
    return other instanceof Ip && other.toString() === this.toString();
  }
  override toString(): string {
    return addressText(this.address);
  }
}

export function ipOf(text: string): Ip {
  const address = readAddress(text);
  if (typeof address === "string") {
    throw invalid(`IP Address ${goQuote(text)} parse error during conversion from string: ${address}`);
  }
  if (address.zone !== "") throw invalid(`IP address ${goQuote(text)} with zone value is not allowed`);
  if (isMapped(address)) throw invalid(`IPv4-mapped IPv6 address ${goQuote(text)} is not allowed`);
  return new Ip(address);
}

const within =
  (...networks: readonly (readonly [string, number])[]) =>
  (ip: Ip): boolean =>
    networks.some(([network, prefix]) => isWithin(ip.address, parseAddress(network)!, prefix));

const isUnspecified = within(["0.0.0.0", 32], ["::", 128]);
const isLoopback = within(["127.0.0.0", 8], ["::1", 128]);
const isLinkLocalMulticast = within(["224.0.0.0", 24], ["ff02::", 16]);
const isLinkLocalUnicast = within(["169.254.0.0", 16], ["fe80::", 10]);
const isMulticast = within(["224.0.0.0", 4], ["ff00::", 8]);
const isBroadcast = within(["255.255.255.255", 32]);

const isGlobalUnicast = (ip: Ip): boolean =>
  ![isUnspecified, isLoopback, isMulticast, isLinkLocalUnicast, isBroadcast].some((test) => test(ip));

const IP = T.opaque(IP_TYPE);
const { bool, string, int } = T;

// biome-ignore format: a table
export const ip = library("1.30", [
  fn("ip",                         [string], IP,     ipOf, traverse),
  fn("isIP",                       [string], bool,   (text: string) => parseAddress(text) !== undefined, traverse),
  fn("ip.isCanonical",             [string], bool,   (text: string) => ipOf(text).toString() === text, traverseTwice),
  fn("string",                     [IP],     string, String),
  method("family",                 [IP],     int,    (a: Ip) => a.address.family),
  method("isUnspecified",          [IP],     bool,   isUnspecified),
  method("isLoopback",             [IP],     bool,   isLoopback),
  method("isLinkLocalMulticast",   [IP],     bool,   isLinkLocalMulticast),
  method("isLinkLocalUnicast",     [IP],     bool,   isLinkLocalUnicast),
  method("isGlobalUnicast",        [IP],     bool,   isGlobalUnicast),
]);
