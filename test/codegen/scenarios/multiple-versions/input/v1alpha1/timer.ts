import type { Int32, ObjectMeta } from "../../../../../../api/meta.ts";

/**
 * A timer.
 * @resource plural=timers shortNames=tm
 * @statusSubresource
 */
export interface Timer {
  metadata: ObjectMeta;
  spec: TimerSpec;
  status?: TimerStatus;
}

export interface TimerSpec {
  minutes?: Int32;
}

export interface TimerStatus {
  /** @column Left */
  left?: Int32;
}
