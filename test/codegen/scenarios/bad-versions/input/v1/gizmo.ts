import type { ObjectMeta } from "../../../../../../api/meta.ts";

/**
 * A gizmo.
 * @resource plural=gizmos
 * @label tier=gold
 */
export interface Gizmo {
  metadata: ObjectMeta;
  spec?: { size?: number };
}
