import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 * @scale spec=.spec.a
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  /** @minimum low */
  a?: number;
  /** @maxLength -1 */
  b?: string;
  /** @default fast */
  c?: string;
  /** @listType bag */
  d?: string[];
  /** @integer please */
  e?: number;
  /** @format */
  f?: string;
  /** @pattern */
  g?: string;
  /** @items maxLenght=3 */
  h?: string[];
  /** @items maxLength=x */
  i?: string[];
  /** @column priority=1 */
  j?: string;
  /** @column Name "unfinished */
  k?: string;
  /** @column Name wide=true */
  l?: string;
  /** @listMapKey a b */
  m?: string[];
  /** @keys format=date */
  n?: { [key: string]: string };
}
