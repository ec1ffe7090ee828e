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
  small?: Wide<Text>;
  big?: Wide<Wide<Wide<Text>>>;
}

/**
 * A text whose description is long: it says the same thing again and again, so that the thousand fields below, each of
 * which repeats it because CRDs know no references, make a CRD that is too large for the annotation in which kubectl
 * keeps the configuration it applied last.
 */
export type Text = string;

export interface Wide<T> {
  a: T;
  b: T;
  c: T;
  d: T;
  e: T;
  f: T;
  g: T;
  h: T;
  i: T;
  j: T;
}
