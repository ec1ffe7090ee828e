import type { Condition, Int32, ObjectMeta, UUID } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  /** @listType set @maxItems 8 @items maxLength=63 pattern=^[a-z]+$ */
  tags?: string[];
  /**
   * @listType map
   * @listMapKey name
   * @listMapKey port
   * @minItems 1
   */
  parts?: Part[];
  /** @listType atomic */
  grid?: readonly (readonly Int32[])[];
  conditions?: Array<Condition>;
  ids?: UUID[];
  choices?: ("a" | "b")[];
}

/** A part of a widget. */
export interface Part {
  name: string;
  port: Int32;
}
