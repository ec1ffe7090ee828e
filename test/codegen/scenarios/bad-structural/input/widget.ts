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
  /** @embeddedResource */
  object?: { name: string };
  /** @listType set */
  sets?: Part[];
}

export interface Part {
  name: string;
}
