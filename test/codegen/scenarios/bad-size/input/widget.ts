import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget: without a single description it is still too large.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  small?: Wide<Text>;
  big?: Wide<Wide<Wide<Wide<Text>>>>;
}

/** A text. @pattern ^[a-z]+$ */
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
