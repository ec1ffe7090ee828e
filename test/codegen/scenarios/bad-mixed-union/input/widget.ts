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
  a?: string | number;
  b?: string[] | string;
  c?: { x: string } | { y: string };
  d?: "auto" | number;
}
