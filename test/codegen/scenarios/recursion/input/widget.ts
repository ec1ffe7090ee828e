import type { Int32, ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  /** Followed three levels deep. @depth 3 */
  tree?: Tree;
  /** Kept as it is. */
  list?: Link;
  /** Not in the schema at all. @opaque */
  form?: Form[];
  /** @depth 2 */
  filter?: Filter;
  layers?: Layer;
  /** A form that contains the union. @depth 2 */
  negated?: Not;
}

export interface Tree {
  name: string;
  /** @default 1 */
  weight?: Int32;
  /** @maxItems 4 */
  children?: Tree[];
}

export interface Link {
  value: string;
  /** @opaque */
  next?: Link;
}

export interface Form {
  title: string;
  parts?: { [name: string]: Form };
}

/** A condition on fields. */
export type Filter = { all: Filter[] } | { not: Filter } | { equals: { field: string; value: string } };

export interface Not {
  op: "not";
  of: Not | Is;
}

export interface Is {
  op: "is";
  value: string;
}

/** Two types that contain each other. @depth 1 */
export interface Layer {
  name: string;
  above?: Cover | null;
}

export interface Cover {
  layer: Layer;
}
