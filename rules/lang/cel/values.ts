/**
 * Values at run time. bool, string, null and bytes (Uint8Array) are JavaScript's own; an int is a number while it is
 * safe and a bigint beyond (never both); a list is an array or a ListView. Everything else is a class of this file.
 */

import { CelError, invalid } from "./errors.ts";

export class Double {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

export class Uint {
  readonly value: bigint;
  constructor(value: bigint) {
    this.value = value;
  }
}

export class TypeValue {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** An optional value: empty when `value` is undefined. */
export class Optional {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

export const NONE = new Optional(undefined);

/** Optional variables of an activation, e.g. `oldSelf` of a rule with `optionalOldSelf`; `of` takes plain JSON. */
export const celOptional = {
  of: (value: unknown): Optional => new Optional(value),
  none: (): Optional => NONE,
} as const;

/** A value of a library's own type. */
export abstract class Opaque {
  abstract readonly typeName: string;
  /** In the cost model. */
  get size(): number {
    return 1;
  }
  abstract equals(other: Opaque): boolean;
}

const SECOND = 1_000_000_000n;
const MIN_TIMESTAMP = -62_135_596_800n * SECOND;
const MAX_TIMESTAMP = 253_402_300_800n * SECOND - 1n;
const MAX_DURATION = 2n ** 63n;

/** Nanoseconds; printed and written to JSON as seconds, e.g. `1.5s`. */
export class Duration {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    if (nanos >= MAX_DURATION || nanos < -MAX_DURATION) throw new CelError("overflow", "duration overflow");
    this.nanos = nanos;
  }
  toString(): string {
    const magnitude = this.nanos < 0n ? -this.nanos : this.nanos;
    return `${this.nanos < 0n ? "-" : ""}${magnitude / SECOND}${fraction(magnitude % SECOND)}s`;
  }
  toJSON(): string {
    return this.toString();
  }
}

/** Nanoseconds since 1970 UTC, in the years 1 to 9999; printed and written to JSON as RFC 3339. */
export class Timestamp {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    if (nanos < MIN_TIMESTAMP || nanos > MAX_TIMESTAMP) throw new CelError("overflow", "timestamp overflow");
    this.nanos = nanos;
  }
  /** Milliseconds since 1970, rounded down. */
  get millis(): number {
    return Number(floorDiv(this.nanos, 1_000_000n));
  }
  toString(): string {
    const nanos = this.nanos - floorDiv(this.nanos, SECOND) * SECOND;
    const seconds = new Date(Number(floorDiv(this.nanos, SECOND)) * 1000).toISOString().slice(0, 19);
    return `${seconds}${fraction(nanos)}Z`;
  }
  toJSON(): string {
    return this.toString();
  }
}

export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

function fraction(nanos: bigint): string {
  return nanos === 0n ? "" : `.${nanos.toString().padStart(9, "0").replace(/0+$/, "")}`;
}

/** An int in its one form: a number while safe, a bigint beyond. */
export function int(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

const INT_MIN = -(2n ** 63n);
const INT_MAX = 2n ** 63n - 1n;
const UINT_MAX = 2n ** 64n - 1n;

export function checkedInt(value: bigint): number | bigint {
  if (value < INT_MIN || value > INT_MAX) throw new CelError("overflow", "integer overflow");
  return int(value);
}

export function checkedUint(value: bigint): Uint {
  if (value < 0n || value > UINT_MAX) throw new CelError("overflow", "unsigned integer overflow");
  return new Uint(value);
}

export const isInt = (value: unknown): value is number | bigint =>
  typeof value === "number" || typeof value === "bigint";

/** Anything with keys: a built map, a JSON map, a JSON object. */
export abstract class MapValue {
  abstract readonly size: number;
  /** The value under a key, undefined where there is none. */
  abstract find(key: unknown): unknown;
  abstract keys(): unknown[];
}

type MapKey = string | boolean | number | bigint | symbol;
const NOT_A_KEY = Symbol("not a key");

/** Numerically equal int, uint and double keys are one key. */
export function mapKey(key: unknown): MapKey {
  if (typeof key === "string" || typeof key === "boolean" || isInt(key)) return key;
  if (key instanceof Uint) return int(key.value);
  if (key instanceof Double) return Number.isInteger(key.value) ? int(BigInt(key.value)) : NOT_A_KEY;
  return NOT_A_KEY;
}

/** A map made by an expression. */
export class CelMap extends MapValue {
  readonly #entries = new Map<MapKey, { key: unknown; value: unknown }>();

  get size(): number {
    return this.#entries.size;
  }
  find(key: unknown): unknown {
    return this.#entries.get(mapKey(key))?.value;
  }
  keys(): unknown[] {
    return [...this.#entries.values()].map((entry) => entry.key);
  }
  /** This map with one entry more; an error when the key is already there. */
  insert(key: unknown, value: unknown): void {
    const normal = mapKey(key);
    if (normal === NOT_A_KEY || key instanceof Double) throw invalid("unsupported key type");
    if (this.#entries.has(normal))
      throw new CelError("duplicateKey", `insert failed: key ${String(key)} already exists`);
    this.#entries.set(normal, { key, value });
  }
}

/** Length in code points. */
export function stringSize(text: string): number {
  let size = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdbff) continue;
    const low = text.charCodeAt(i + 1);
    if (low >= 0xdc00 && low <= 0xdfff) {
      size--;
      i++;
    }
  }
  return size;
}
