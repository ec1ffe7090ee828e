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
  a?: () => void;
  b?: any;
  c?: unknown;
  d?: [string, number];
  e?: `x-${string}`;
  f?: string extends "a" ? 1 : 2;
  g?: object;
  h?: bigint;
  i?: { [key: number]: string };
  j?: "a" | 1;
  k?: never;
  l(): void;
  o?: Shape;
  m?: { [field in "a" as `x${field}`]: string };
  n?: { name: string; [key: string]: string };
}

export class Shape {
  sides = 3;
}
