/** Ranges of sizes and costs. Go counts both in 64 bits and stops at the top; so do these, in doubles. */

export interface SizeRange {
  readonly min: number;
  readonly max: number;
}

export type Range = SizeRange;

/** As good as infinite: the largest number of 64 bits, rounded to a double. */
export const TOP = 2 ** 64;
const capped = (value: number): number => Math.min(value, TOP);

export const UNKNOWN: Range = { min: 0, max: TOP };
export const exactly = (size: number): Range => ({ min: size, max: size });
export const sum = (a: Range, b: Range): Range => ({
  min: capped(a.min + b.min),
  max: capped(a.max + b.max),
});
export const total = (ranges: readonly Range[]): Range => ranges.reduce(sum, exactly(0));
export const times = (a: Range, b: Range): Range => ({
  min: capped(a.min * b.min),
  max: capped(a.max * b.max),
});
export const union = (a: Range, b: Range): Range => ({
  min: Math.min(a.min, b.min),
  max: Math.max(a.max, b.max),
});
/** Times a factor, rounded up. */
export const scaled = (range: Range, factor: number): Range => ({
  min: capped(Math.ceil(range.min * factor)),
  max: capped(Math.ceil(range.max * factor)),
});
