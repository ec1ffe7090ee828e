import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  /** @default "faster" */
  mode?: "fast" | "slow";
  /** @default {"level": "high", "colour": "red"} */
  settings?: { level: number };
  /** @default 11 @maximum 10 */
  count?: number;
  /** @default {} */
  part?: { name: string };
}
