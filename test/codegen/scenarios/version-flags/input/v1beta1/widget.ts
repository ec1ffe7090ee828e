import type { ObjectMeta } from "../../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 * @storageVersion
 * @deprecated use shop.example.com/v1
 */
export interface Widget {
  metadata: ObjectMeta;
  spec?: { size?: number };
}
