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
  /** The map is, but not what it lies in. */
  racks?: { [rack: string]: Rack };
}

export interface Part {
  /** @keys pattern=^[a-z]+$ */
  labels?: { [key: string]: string };
}

export interface Rack {
  shelves?: Shelf[];
}

export interface Shelf {
  /** @keys maxLength=63 @maxProperties 100 */
  labels?: { [key: string]: string };
}
