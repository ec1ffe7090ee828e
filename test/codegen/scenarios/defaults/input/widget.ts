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
  /** @default "fast" */
  mode?: "fast" | "slow";
  /** @default 3 */
  replicas?: Int32;
  /** @default {"level": 1, "names": ["a"]} */
  settings?: Settings;
  /**
   * @default {}
   */
  limits?: Limits;
  /** Its defaults wait for somebody to write `extra`. */
  extra?: Limits;
}

export interface Settings {
  level: Int32;
  names?: string[];
}

export interface Limits {
  /** @default 10 */
  soft?: Int32;
  /** @default 20 */
  hard?: Int32;
}
