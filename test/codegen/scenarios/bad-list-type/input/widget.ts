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
  /** @listType map @listMapKey nam */
  a?: Part[];
  /** @listType map */
  b?: Part[];
  /** @listMapKey name */
  c?: Part[];
  /** @listType set @listMapKey name */
  d?: Part[];
  /** @listType map @listMapKey name */
  e?: string[];
  /** @listType map @listMapKey owner */
  f?: Part[];
  /** @listType map @listMapKey note */
  g?: Part[];
  /** @listType map @listMapKey alias */
  h?: Part[];
  /** @listType map @listMapKey name @listMapKey name */
  i?: Part[];
}

export interface Part {
  name: string;
  owner: { name: string };
  note: string | null;
  alias?: string;
}
