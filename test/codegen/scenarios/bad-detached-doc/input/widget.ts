import type { ObjectMeta } from "../../../../../api/meta.ts";

/** A widget. @resource plural=widgets */
export interface Widget {
  metadata: ObjectMeta; /** after a member */
  spec: { /** after a brace */ size: number };
  /** the first of two */
  /** the second of two */
  status?: {
    size?: number;
    /** before a closing brace */
  };
}

/** @maxLength 3 */
/** A name. */
export type Name = string;
