import type { ObjectMeta } from "../../../../../../api/meta.ts";

/**
 * A gizmo.
 * @resource plural=gizmoes
 * @label tier=silver
 */
export interface Gizmo {
  metadata: ObjectMeta;
  spec?: { size?: number };
}
