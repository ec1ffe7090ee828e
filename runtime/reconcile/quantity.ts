/** Amounts of memory: Kubernetes' quantities and whole mebibytes. */

const BINARY = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const DECIMAL: { readonly [suffix: string]: number } = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

/** The amount in units of one, or undefined for what is no quantity. */
export function parseQuantity(quantity: string | number | undefined): number | undefined {
  if (typeof quantity === "number") return quantity;
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|([KMGTPE]i)|([numkMGTPE]))?$/.exec(
    quantity ?? "",
  );
  if (!match) return undefined;
  const [, digits, exponent, binary, decimal] = match;
  if (binary) return Number(digits) * 1024 ** (BINARY.indexOf(binary) + 1);
  // As one literal, so that a thousandth is read as exactly as any other number.
  return Number(`${digits}e${exponent ?? (decimal ? DECIMAL[decimal] : 0)}`);
}

/** Mebibytes, rounded down. */
export function mebibytes(quantity: string | number | undefined): number | undefined {
  const bytes = parseQuantity(quantity);
  return bytes === undefined ? undefined : Math.floor(bytes / 2 ** 20);
}
