import type { Email, Port as PortNumber } from "./more/index.ts";
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
  /** The field's own limit wins. @maxLength 5 */
  short: Name;
  long: Name;
  mail?: Email;
  names?: Name[];
  port?: PortNumber;
}

/** A DNS label. @minLength 1 @maxLength 63 */
export type Name = string;
