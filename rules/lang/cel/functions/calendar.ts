/** Fields of timestamps and durations. */

import { dayOfYear, inZone } from "../time.ts";
import { CelTypes as T } from "../types.ts";
import { type Duration, type Timestamp, int as toInt } from "../values.ts";
import { library, method, type Row } from "./row.ts";

const FIELDS: readonly (readonly [string, (date: Date) => number])[] = [
  ["getFullYear", (date) => date.getUTCFullYear()],
  ["getMonth", (date) => date.getUTCMonth()],
  ["getDayOfYear", dayOfYear],
  ["getDayOfMonth", (date) => date.getUTCDate() - 1],
  ["getDate", (date) => date.getUTCDate()],
  ["getDayOfWeek", (date) => date.getUTCDay()],
  ["getHours", (date) => date.getUTCHours()],
  ["getMinutes", (date) => date.getUTCMinutes()],
  ["getSeconds", (date) => date.getUTCSeconds()],
  ["getMilliseconds", (date) => date.getUTCMilliseconds()],
];

const ofTimestamp: Row[] = FIELDS.flatMap(([name, field]) => [
  method(name, [T.timestamp], T.int, (time: Timestamp) => field(inZone(time, "UTC"))),
  method(name, [T.timestamp, T.string], T.int, (time: Timestamp, zone: string) => field(inZone(time, zone))),
]);

const whole = (unit: bigint) => (duration: Duration) => toInt(duration.nanos / unit);

export const calendar = library("1.0", [
  ...ofTimestamp,
  method("getHours", [T.duration], T.int, whole(3_600_000_000_000n)),
  method("getMinutes", [T.duration], T.int, whole(60_000_000_000n)),
  method("getSeconds", [T.duration], T.int, whole(1_000_000_000n)),
  method("getMilliseconds", [T.duration], T.int, whole(1_000_000n)),
]);
