/** Lengths of time as Go writes them: `5m`, `1h30m`, `250ms`. */

const UNITS: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds; NaN for what is no duration. */
export function milliseconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const whole = parts.length > 0 && parts.map((part) => part[0]).join("") === duration;
  return whole
    ? parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit!]!, 0)
    : Number.NaN;
}
