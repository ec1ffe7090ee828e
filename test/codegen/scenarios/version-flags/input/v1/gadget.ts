import type { ObjectMeta } from "../../../../../../api/meta.ts";

/**
 * A gadget.
 * @resource plural=gadgets
 */
export interface Gadget {
  metadata: ObjectMeta;
  spec?: { size?: number };
}
