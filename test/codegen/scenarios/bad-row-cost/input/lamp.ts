import type { ObjectMeta } from "vmop/meta";

/** A lamp. @resource plural=lamps */
export interface Lamp {
  metadata: ObjectMeta;
  spec: {
    /** Where it stands. */
    rooms?: string[];
  };
}
