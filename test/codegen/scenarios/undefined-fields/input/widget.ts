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
  always: string;
  maybe: string | undefined;
  named: Maybe<string>;
  both?: string | undefined | null;
  never: string | null;
}

type Maybe<T> = T | undefined;
