import type { Int32, ObjectMeta as Meta, Quantity } from "vmop/meta";
import type * as shapes from "./shapes.ts";
import type Size from "./shapes.ts";
import { type Corner, Level, more } from "./shapes.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: Meta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  size: Size;
  shape?: shapes.Shape;
  corners?: shapes.Round<Int32>;
  corner?: Corner;
  level?: Level;
  least?: Level.Low;
  memory?: Quantity;
  word?: (typeof more)[number];
  plain?: shapes.meta.OpenObject;
}
