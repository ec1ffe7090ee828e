import type { Int32, ObjectMeta } from "../../../../../api/meta.ts";

/** A lamp. @resource plural=lamps @statusSubresource */
export interface Lamp {
  metadata: ObjectMeta;
  spec: {
    light?: Light;
    /** @minimum 1 */
    level?: Int32;
    owner?: string;
  };
  status?: { light?: Light };
}

export type Light = "On" | "Off";
