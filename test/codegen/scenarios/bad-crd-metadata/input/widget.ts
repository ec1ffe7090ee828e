import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 * @label tier
 * @label -tier=gold
 * @label tier="the gold one"
 * @label tier=gold
 * @label tier=silver
 * @annotation Shop.example.com/owner=shop
 * @annotation owner = shop
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  size?: number;
}
