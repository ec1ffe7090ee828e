// @ts-nocheck: the mistakes are the point
import type { ObjectMeta } from "../../../../../api/meta.ts";
import type { Gone } from "./nowhere.ts";
import type { Thing } from "a-package-that-is-not-there";
import type * as all from "./more.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  a?: Date;
  b?: Map<string, string>;
  c?: Set<string>;
  d?: Uint8Array;
  e?: String;
  f?: Shop.Part;
  g?: (typeof loose)[number];
  h?: typeof nothing;
  i?: (string | undefined)[];
  j?: [string, number];
  k?: `x-${string}`;
  l?: ReturnType<() => string>;
  m?: all.Missing;
  n?: Level;
  o?: Own;
  p?: all.Hidden;
  q?: Quantity;
  r?: (typeof marked)[number];
}

namespace Shop {
  export interface Part {
    name: string;
  }
}

const loose = ["a", "b"];

enum Level {
  Low = "a".length,
}

type Own = Partial<Own>;

const marked = [
  /** Tall. @maxLength 3 */
  "abc",
  "d",
] as const;
