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

/** Nanoseconds; printed and written to JSON as seconds, e.g. `1.5s`, as far as a double can tell them apart. */
export class Duration {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    if (nanos >= MAX_DURATION || nanos < -MAX_DURATION) throw new CelError("overflow", "integer overflow");
    this.nanos = nanos;
  }
  toString(): string {
    const seconds = Number(this.nanos / SECOND) + Number(this.nanos % SECOND) / 1e9;
    // Below a microsecond JavaScript would write an exponent.
    const isTiny = Math.abs(seconds) < 1e-6 && seconds !== 0;
    return `${isTiny ? seconds.toFixed(9).replace(/0+$/, "") : seconds}s`;
  }
  toJSON(): string {
    return this.toString();
  }
}

/**
 * Nanoseconds since 1970 UTC, in the years 1 to 9999; printed and written to JSON as RFC 3339, with the offset from UTC
 * that the text had which it came from.
 */
export class Timestamp {
  readonly nanos: bigint;
  readonly #offsetMinutes: number;
  constructor(nanos: bigint, offsetMinutes = 0) {
    if (nanos < MIN_TIMESTAMP || nanos > MAX_TIMESTAMP) throw new CelError("overflow", "timestamp overflow");
    this.nanos = nanos;
    this.#offsetMinutes = offsetMinutes;
  }
  plus(nanos: bigint): Timestamp {
    return new Timestamp(this.nanos + nanos, this.#offsetMinutes);
  }
  /** Milliseconds since 1970, rounded down. */
  get millis(): number {
    return Number(floorDiv(this.nanos, 1_000_000n));
  }
  toString(): string {
    const seconds = floorDiv(this.nanos, SECOND);
    const local = new Date((Number(seconds) + this.#offsetMinutes * 60) * 1000).toISOString().slice(0, -5);
    return `${local}${fraction(this.nanos - seconds * SECOND)}${offsetText(this.#offsetMinutes)}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

function offsetText(minutes: number): string {
  if (minutes === 0) return "Z";
  const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${[hour, minute].map((part) => String(part).padStart(2, "0")).join(":")}`;
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

/** What tells keys that are not the same apart, as Go does: by type and value, or by identity where it has no other way. */
function identity(key: unknown): unknown {
  if (key instanceof Uint) return `uint ${key.value}`;
  if (key instanceof Double) return `double ${key.value}`;
  if (key instanceof Timestamp || key instanceof Duration) return `time ${key}`;
  if (key instanceof TypeValue) return `type ${key.name}`;
  if (key instanceof Uint8Array) throw invalid("unsupported key type");
  return key;
}

/** A map made by an expression. Keys may be of any type; of numbers that are equal, each type has its own entry. */
export class CelMap extends MapValue {
  readonly #texts = new Map<string, unknown>();
  readonly #others = new Map<unknown, { readonly key: unknown; readonly value: unknown }>();

  get size(): number {
    return this.#texts.size + this.#others.size;
  }
  /** A number that is no key is looked for as the other types of number. */
  find(key: unknown): unknown {
    if (typeof key === "string") return this.#texts.get(key);
    if (this.#others.size === 0) return undefined;
    const found = this.#others.get(identity(key)) ?? this.#asOtherNumber(key);
    return found?.value;
  }
  #asOtherNumber(key: unknown): { readonly value: unknown } | undefined {
    if (isInt(key)) return this.#others.get(`uint ${key}`);
    if (key instanceof Uint) return this.#others.get(int(key.value));
    if (!(key instanceof Double && Number.isInteger(key.value))) return undefined;
    const whole = BigInt(key.value);
    return this.#others.get(int(whole)) ?? this.#others.get(`uint ${whole}`);
  }
  keys(): unknown[] {
    return [...this.#texts.keys(), ...[...this.#others.values()].map((entry) => entry.key)];
  }
  /** From now on the key has this value. */
  set(key: unknown, value: unknown): void {
    if (typeof key === "string") this.#texts.set(key, value);
    else this.#others.set(identity(key), { key, value });
  }
  delete(key: unknown): void {
    if (typeof key === "string") this.#texts.delete(key);
    else this.#others.delete(identity(key));
  }
  /** One entry more; an error when the key is already there. */
  insert(key: unknown, value: unknown): void {
    if (this.find(key) !== undefined)
      throw new CelError("duplicateKey", `insert failed: key ${String(key)} already exists`);
    this.set(key, value);
  }
}

const HIGH_SURROGATE = /[\ud800-\udbff]/;

/** Length in code points. */
export function stringSize(text: string): number {
  return HIGH_SURROGATE.test(text) ? countOf(text) : text.length;
}

function countOf(text: string): number {
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
