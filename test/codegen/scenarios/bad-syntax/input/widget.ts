import type { ObjectMeta } from "../../../../../api/meta.ts";

/** A widget. @resource plural=widgets */
export interface Widget {
  metadata: ObjectMeta;
  spec: {
    size?: ;
    /** A ` too many. @maxLength 3 */
    name?: string;
  };
}
