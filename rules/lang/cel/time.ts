/** Timestamps and durations: RFC 3339 and Go's duration syntax, calendar fields, time zones. */

import { invalid, notA } from "./errors.ts";
import { Duration, Timestamp } from "./values.ts";

const SECOND = 1_000_000_000n;
const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** An instant from RFC 3339 text, to the nanosecond. */
export function parseTimestamp(text: string): Timestamp {
  const match = RFC3339.exec(text);
  if (!match) throw notA("google.protobuf.Timestamp");
  const [, y, mo, d, h, mi, s, frac, sign, oh, om] = match;
  const [year, month, day, hour, minute, second] = [y, mo, d, h, mi, s].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const isReal =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!isReal || Number(oh ?? 0) > 23 || Number(om ?? 0) > 59) throw notA("google.protobuf.Timestamp");
  const offset = (sign === "-" ? -1 : 1) * (Number(oh ?? 0) * 60 + Number(om ?? 0));
  const minutes = daysFromEpoch(year, month, day) * 1_440 + hour * 60 + minute - offset;
  const nanos = BigInt((frac ?? "").slice(0, 9).padEnd(9, "0"));
  return new Timestamp(BigInt(minutes * 60 + second) * SECOND + nanos, offset);
}

function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Date.UTC moves years below 100 to the 1900s, so the year is set afterwards. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 86_400_000;
}

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: SECOND,
  m: 60n * SECOND,
  h: 3600n * SECOND,
};

/** A duration in Go's syntax, e.g. `-1h30m`, `1.5s`. */
export function parseDuration(text: string): Duration {
  const match = /^([+-]?)(0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text);
  if (!match) throw notA("google.protobuf.Duration");
  let nanos = 0n;
  for (const [, whole, frac, unit] of match[2]!.matchAll(/(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g)) {
    const scale = UNITS[unit!]!;
    const digits = (frac ?? "").slice(0, 18);
    nanos +=
      BigInt(whole || "0") * scale + (digits ? (BigInt(digits) * scale) / 10n ** BigInt(digits.length) : 0n);
  }
  const signed = match[1] === "-" ? -nanos : nanos;
  if (signed !== BigInt.asIntN(64, signed)) throw notA("google.protobuf.Duration");
  return new Duration(signed);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The instant's calendar in a zone: a Date whose UTC fields are the zone's local ones. */
export function inZone(time: Timestamp, zone: string): Date {
  const fixed = /^([+-]?)(\d{1,2}):(\d{2})$/.exec(zone);
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
    return new Date(time.millis + (fixed[1] === "-" ? -minutes : minutes) * 60_000);
  }
  return new Date(time.millis + offsetMillis(time.millis, zone));
}

function offsetMillis(millis: number, zone: string): number {
  if (zone === "" || zone === "UTC") return 0;
  const parts = new Map(
    formatter(zone)
      .formatToParts(millis)
      .map((part) => [part.type, part.value]),
  );
  const field = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name));
  const local = new Date(0);
  const year = parts.get("era") === "BC" ? 1 - field("year") : field("year");
  local.setUTCFullYear(year, field("month") - 1, field("day"));
  local.setUTCHours(field("hour"), field("minute"), field("second"));
  return local.getTime() - Math.floor(millis / 1000) * 1000;
}

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  try {
    const made = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    if (formatters.size < 1000) formatters.set(zone, made);
    return made;
  } catch {
    throw invalid(`unknown time zone ${zone}`);
  }
}

/** Days since the first of January of the date's year. */
export function dayOfYear(date: Date): number {
  return (
    daysFromEpoch(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()) -
    daysFromEpoch(date.getUTCFullYear(), 1, 1)
  );
}
