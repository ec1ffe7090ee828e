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
  /** @format k8s-shortname */
  a?: string;
  /** @format telephone */
  b?: string;
  /** @format int32 */
  c?: number;
  /** @format date-time */
  d?: Int32;
  /** @format double */
  e?: string;
  /** @pattern ^a @format k8s-short-name */
  f?: string;
  /** @format date */
  g?: string[];
}
