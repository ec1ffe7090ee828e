import type { Int32, ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  /** Longitude and latitude. */
  place?: [number, number];
  range?: readonly [from: Int32, to?: Int32];
  /** At least one. @maxItems 5 */
  names?: [string, ...string[]];
  few?: Triple<"a" | "b">;
  frozen?: readonly string[];
  first?: Triple<Int32>[0];
}

type Triple<T> = [T, T, T];
