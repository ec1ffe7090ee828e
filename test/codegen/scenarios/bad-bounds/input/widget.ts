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
  /** @minimum 5 @maximum 3 */
  a?: number;
  /** @minimum 5 @exclusiveMinimum @maximum 5 */
  b?: number;
  /** @minimum 1.5 @maximum 9.5 @multipleOf 0.5 */
  c?: Int32;
  /** @multipleOf 0 */
  d?: number;
  /** @exclusiveMinimum @exclusiveMaximum */
  e?: number;
  /** @minLength 5 @maxLength 3 */
  f?: string;
  /** @minItems 2 @maxItems 1 @items minimum=2 maximum=1 */
  g?: number[];
  /** @minProperties 2 @maxProperties 1 @values minLength=2 maxLength=1 */
  h?: { [key: string]: string };
  /** @size min=2 max=1 */
  i?: string;
  /** @size max=3 @maxLength 3 */
  j?: string;
  /** @size */
  k?: string;
  /** @size max=3 */
  l?: number;
  /** At most what the type says. @minimum 70000 */
  m?: Port;
  /** @default 3 */
  n: number;
  /** @items maxLength=3 maxLength=4 */
  o?: string[];
}

/** @integer @minimum 1 @maximum 65535 */
export type Port = number;
