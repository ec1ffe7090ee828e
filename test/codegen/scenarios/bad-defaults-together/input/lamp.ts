import type { Int32, ObjectMeta } from "../../../../../api/meta.ts";

/** A lamp. @resource plural=lamps */
export interface Lamp {
  metadata: ObjectMeta;
  spec: {
    /** Brightness in lumen. */
    level?: Int32;
    /** Colour temperature in kelvin. */
    warmth?: Int32;
    owner?: string;
  };
}
