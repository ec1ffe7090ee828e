/** IP addresses as Go's netip reads and writes them; no zones and no IPv4-mapped IPv6, as Kubernetes asks. */

export interface Address {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

export function parseAddress(text: string): Address | undefined {
  if (!text.includes(":")) return parseV4(text);
  const address = parseV6(text);
  // ::ffff:0:0/96 is IPv4 in disguise.
  return address && address.bits >> 32n === 0xffffn ? undefined : address;
}

function parseV4(text: string): Address | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return { family: 4, bits: parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n) };
}

function parseV6(text: string): Address | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groups) as [number[] | undefined, (number[] | undefined)?];
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...new Array<number>(missing).fill(0), ...(tail ?? [])];
  return { family: 6, bits: all.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n) };
}

function groups(text: string): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const last = parts.at(-1)!;
  const v4 = last.includes(".") ? parseV4(last) : undefined;
  if (last.includes(".") && !v4) return undefined;
  const plain = v4 ? parts.slice(0, -1) : parts;
  if (!plain.every((part) => /^[0-9a-fA-F]{1,4}$/.test(part))) return undefined;
  const numbers = plain.map((part) => Number.parseInt(part, 16));
  return v4 ? [...numbers, Number(v4.bits >> 16n), Number(v4.bits & 0xffffn)] : numbers;
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
