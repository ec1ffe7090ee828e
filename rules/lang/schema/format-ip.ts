/** IP addresses and prefixes as Go's older `net` package reads them: leading zeros in IPv4 parts are tolerated. */

function isDotted(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^[0-9]+$/.test(part) && Number(part) <= 255);
}

function isColoned(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1) ?? "";
  const dotted = last.includes(".");
  if (dotted && (!isDotted(last) || !text.endsWith(last))) return false;
  const plain = dotted ? groups.slice(0, -1) : groups;
  const size = plain.length + (dotted ? 2 : 0);
  return (
    plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? size < 8 : size === 8)
  );
}

/** An IPv4 or IPv6 address without a zone. */
export const isAddress = (text: string): boolean => (text.includes(":") ? isColoned(text) : isDotted(text));

/** An address written with dots; an IPv6 address that ends in a dotted one passes too. */
export const isIPv4 = (text: string): boolean => text.includes(".") && isAddress(text);

/** An address written with colons; parts of an embedded IPv4 may not have leading zeros. */
export const isIPv6 = (text: string): boolean =>
  text.includes(":") && isColoned(text) && !/(?:^|[:.])0[0-9]+(?=\.)|\.0[0-9]+$/.test(text);

/** `address/length`. */
export function isPrefix(text: string): boolean {
  const slash = text.indexOf("/");
  if (slash < 0) return false;
  const [address, length] = [text.slice(0, slash), text.slice(slash + 1)];
  return (
    isAddress(address) && /^[0-9]+$/.test(length) && Number(length) <= (address.includes(":") ? 128 : 32)
  );
}
