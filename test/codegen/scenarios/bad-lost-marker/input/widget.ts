import type { ObjectMeta } from "../../../../../api/meta.ts";

/** Nothing follows that could be a resource. @resource plural=gadgets */
const LIMIT = 3;

/** A widget. @resource plural=widgets */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
} /** @statusSubresource */

export interface WidgetSpec {
  // @minimum 1
  a?: number;
  /* @minimum 1 */
  b?: number;
  c?: number; // @minimum 1
  /* Several lines,
   * @maximum 3
   */
  d?: number;
  mode?: /** Quick. @default "fast" */ "fast" | /** @title Slow */ "slow";
  /** Text that says @default in the middle. */
  e?: string;
  /** @enum {A} */
  f?: string;
  level?: Level;
  /** See @minimum. */
  g?: number;
}

export enum Level {
  /** Nobody minds. @deprecated use High */
  Low = "Low",
  High = "High",
}

export const limit = LIMIT;

/** The last words. @maxLength 3 */
