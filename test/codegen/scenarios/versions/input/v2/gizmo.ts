import type { ObjectMeta } from "../../../../../../api/meta.ts";

/** A gizmo, new in v2. @resource plural=gizmos */
export interface Gizmo {
  metadata: ObjectMeta;
}
