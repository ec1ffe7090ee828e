import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 * @minLength 3
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  /** @resource plural=fields */
  a?: string;
  /** @statusSubresource */
  b?: string;
}

/** @column Name */
export type Name = string;
