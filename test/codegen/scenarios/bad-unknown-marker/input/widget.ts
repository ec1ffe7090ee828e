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
  /** @minLenght 3 */
  a?: string;
  /** @kubebuilder:validation:Required */
  b?: string;
  /** Ask @someone about it. */
  c?: string;
}
