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
  /** Contradicts itself: it is present anyway, and its presence means something. @presence @default {} */
  tls?: Tls;
  /** No object. @presence */
  name?: string;
}

export interface Tls {
  /** @default 443 */
  port?: Int32;
}
