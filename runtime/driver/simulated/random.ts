/** Seeded random numbers (mulberry32): the same seed, the same sequence; `state` continues it elsewhere. */
export class Random {
  state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both included. */
  between([min, max]: readonly [min: number, max: number]): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** A version 4 UUID. */
  uuid(): string {
    let hex = "";
    while (hex.length < 32)
      hex += Math.floor(this.next() * 2 ** 32)
        .toString(16)
        .padStart(8, "0");
    const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      variant + hex.slice(17, 20),
      hex.slice(20),
    ].join("-");
  }
}
