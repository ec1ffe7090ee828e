/** Doubles as Go's `message` package prints them for English readers: `1,234.50` and `1.234500×10⁰³`. */

/** The digits of a fraction that a double can have at most. */
const MAX_DIGITS = 1_074;

export function fixed(value: number, precision: number): string {
  if (!Number.isFinite(value)) return special(value);
  const digits = Math.min(precision, MAX_DIGITS);
  const all = String(scaled(value, digits)).padStart(digits + 1, "0");
  const whole = all.slice(0, all.length - digits).replace(/\B(?=(?:\d{3})+$)/g, ",");
  return signed(value, whole, all.slice(all.length - digits).padEnd(precision, "0"));
}

export function scientific(value: number, precision: number): string {
  if (!Number.isFinite(value)) return special(value);
  const digits = Math.min(precision, MAX_DIGITS);
  const power = Number(value.toExponential(20).split("e")[1]);
  const all = String(scaled(value, digits - power)).padEnd(digits + 1, "0");
  // 9.99 may have become 10.0.
  const exponent = power + all.length - digits - 1;
  const mantissa = signed(value, all[0]!, all.slice(1, digits + 1).padEnd(precision, "0"));
  return `${mantissa}×10${superscript(exponent)}`;
}

const signed = (value: number, whole: string, fraction: string): string =>
  `${value < 0 ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;

function special(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "∞" : "-∞";
}

function superscript(exponent: number): string {
  const digits = String(Math.abs(exponent)).padStart(2, "0");
  return (exponent < 0 ? "⁻" : "") + digits.replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!);
}

/** |value| × 10^power as a whole number, ties to the even one. */
function scaled(value: number, power: number): bigint {
  const { mantissa, exponent } = parts(value);
  let [numerator, denominator] = [mantissa, 1n];
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const isUp = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

/** |value| = mantissa × 2^exponent. */
function parts(value: number): { mantissa: bigint; exponent: number } {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const all = bits.getBigUint64(0);
  const biased = Number((all >> 52n) & 0x7ffn);
  const fraction = all & 0xf_ffff_ffff_ffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}
