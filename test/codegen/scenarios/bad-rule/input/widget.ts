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
  /** Neither the list nor the map is bounded. */
  parts?: Part[];
}

export interface Part {
  /** @keys pattern=^[a-z]+$ */
  labels?: { [key: string]: string };
}
