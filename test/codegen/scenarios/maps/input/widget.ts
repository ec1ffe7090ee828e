import type { ObjectMeta, Quantity } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  /** @minProperties 1 @maxProperties 16 @keys maxLength=63 pattern=^[a-z]+$ @values minLength=1 maxLength=253 */
  labels?: { [key: string]: string };
  /** @mapType atomic */
  sizes?: Record<string, Quantity>;
  shelves?: Record<string, Shelf>;
  /** Literal keys are fields. */
  days?: Record<"sat" | "sun", boolean>;
}

export interface Shelf {
  height: number;
  books?: string[];
}
