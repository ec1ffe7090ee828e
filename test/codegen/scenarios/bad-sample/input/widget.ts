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
  /** Greek letters, which nobody makes up. @pattern ^\p{Greek}{3}$ */
  name: string;
  /** The same with an example. @pattern ^\p{Greek}{3}$ @example "αβγ" */
  motto?: string;
  /** @maxProperties 4 @values maxLength=63 @keys pattern=^[xyz]{7}$ */
  labels?: { [key: string]: string };
}
