import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget: no rule costs too much, but all of them together do.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  a?: Labels;
  b?: Labels;
  c?: Labels;
  d?: Labels;
  e?: Labels;
  f?: Labels;
  g?: Labels;
  h?: Labels;
  i?: Labels;
  j?: Labels;
  k?: Labels;
  l?: Labels;
  m?: Labels;
  n?: Labels;
  o?: Labels;
  p?: Labels;
  q?: Labels;
  r?: Labels;
  s?: Labels;
  t?: Labels;
  u?: Labels;
  v?: Labels;
  w?: Labels;
  x?: Labels;
}

/** @keys minLength=2 maxLength=63 pattern=^[a-z]+$ */
export type Labels = { [key: string]: string };
