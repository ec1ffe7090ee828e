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
  /** @listType map @listMapKey nam */
  parts?: Part[];
  /** @embeddedResource */
  object?: { name: string };
  /** @listType set */
  sets?: Part[];
}

export interface Part {
  name: string;
}
