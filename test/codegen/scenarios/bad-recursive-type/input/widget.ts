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
  tree?: Tree;
  list?: Chain<string>;
}

export interface Tree {
  part?: Partial<Tree>;
  children?: Branch[];
}

export interface Branch {
  tree?: Tree;
}

export interface Chain<T> {
  next?: Chain<T[]>;
}
