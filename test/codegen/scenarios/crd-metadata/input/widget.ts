import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 * @administered
 * @label app.kubernetes.io/part-of=shop
 * @label tier=
 * @annotation shop.example.com/owner="the shop team"
 * @annotation shop.example.com/since=2024
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  size?: number;
}
