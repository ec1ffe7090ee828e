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
  /** Seals the widget. @dependentRequired keyRef owner */
  sealed?: boolean;
  keyRef?: string;
  owner?: string;
  /** By hand. @dependentForbidden profile */
  size?: number;
  profile?: string;
  part?: Part;
}

export interface Part {
  /** @dependentRequired unit */
  amount?: number;
  unit?: string;
}
