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
  /** @size min=1 max=63 */
  name?: string;
  /** @size max=16 */
  parts?: string[];
  /** @size min=1 */
  labels?: { [key: string]: string };
  /** @size max=1 */
  choice?: { a?: string; b?: string };
  /** @maxBytes 1024 */
  text?: string;
  /** Shorter than its bytes allow. @maxBytes 1024 @maxLength 10 */
  code?: string;
  /** @maxItems 4 @items maxBytes=16 */
  words?: string[];
}
