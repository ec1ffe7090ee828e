import type { ObjectMeta } from "vmop/meta";

/** A torch. @resource plural=torches */
export interface Torch {
  metadata: ObjectMeta;
  spec: { level?: number };
}
