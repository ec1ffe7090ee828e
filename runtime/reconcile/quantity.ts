/** Amounts of memory: Kubernetes' quantities and whole mebibytes. */

const FACTORS: { readonly [suffix: string]: number } = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
  m: 1e-3,
  u: 1e-6,
  n: 1e-9,
};

/** The amount in units of one, or undefined for what is no quantity. */
export function parseQuantity(quantity: string | number | undefined): number | undefined {
  if (typeof quantity === "number") return quantity;
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]))?$/.exec(
    quantity ?? "",
  );
  if (!match) return undefined;
  return Number(match[1]) * (match[2] === undefined ? FACTORS[match[3] ?? ""]! : 10 ** Number(match[2]));
}

/** Mebibytes, rounded down. */
export function mebibytes(quantity: string | number | undefined): number | undefined {
  const bytes = parseQuantity(quantity);
  return bytes === undefined ? undefined : Math.floor(bytes / 2 ** 20);
}
