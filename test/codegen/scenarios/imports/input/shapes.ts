import type { Int32 } from "vmop/meta";

export type * as meta from "vmop/meta";

/** The outside of something. */
export default interface Size {
  width: Int32;
  height: Int32;
}

interface Shape {
  sides: Int32;
}

type RoundCorner<T> = { radius: T };

export { type RoundCorner as Round, type Shape };
export type Corner = RoundCorner<Int32>;

export enum Level {
  Low = "low",
  High = "high",
}

export const more = ["yes", "no"] as const;
