import type { ObjectMeta } from "../../../../../api/meta.ts";

/** @resource plural=aliases */
export type Alias = { metadata: ObjectMeta };

/** @resource plural=hidden */
interface Hidden {
  metadata: ObjectMeta;
}

/** @resource plural=nones */
export interface None {
  spec?: string;
}

/**
 * @resource plural=kinds
 * @statusSubresource
 */
export interface Kind {
  kind: "Kind";
  metadata: ObjectMeta;
  /** @selectable */
  list?: string[];
  spec?: {
    /** @selectable */
    size?: number;
    parts?: {
      /** @selectable */
      name: string;
    }[];
  };
}

export type KeepHidden = Hidden;
