import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 * @column Size type=string path=.spec.size
 * @column Lost type=string
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  /** @column Parts */
  parts?: Part[];
  /** @column Size */
  size?: string;
}

export interface Part {
  /** @column Name */
  name: string;
}
