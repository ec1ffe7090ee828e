import type { ObjectMeta } from "../../../../../../api/meta.ts";

/**
 * Widgets that nobody bought; a kind that ends like a plural.
 * @resource plural=surpluses singular=surplus
 */
export interface Surplus {
  metadata: ObjectMeta;
  /** Name of the widget. @maxLength 63 */
  widgetName: string;
}
