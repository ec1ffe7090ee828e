// @ts-nocheck: the mistake is the point
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
  a?: Partt;
  b?: Date;
}

export interface Part {
  name: string;
}
