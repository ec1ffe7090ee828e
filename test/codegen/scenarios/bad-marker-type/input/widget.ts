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
  /** @minimum 3 */
  a?: string;
  /** @maxLength 3 */
  b?: string[];
  /** @maxItems 3 */
  c?: string;
  /** @values maxLength=3 */
  d?: { x: string };
  /** @items minimum=3 */
  e?: string[];
  /** @pattern ^x$ */
  f?: Count;
  /** @embeddedResource */
  g?: boolean;
}

/** @integer */
export type Count = number;
