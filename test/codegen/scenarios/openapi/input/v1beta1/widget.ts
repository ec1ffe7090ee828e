import type { ObjectMeta } from "../../../../../../api/meta.ts";

/**
 * A widget of long ago.
 * @resource plural=widgets singular=widget shortNames=wd categories=all,shop
 */
export interface Widget {
  metadata: ObjectMeta;
  spec?: { size?: number };
}
