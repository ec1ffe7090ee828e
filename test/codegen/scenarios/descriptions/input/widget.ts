import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget. This sentence stays, for nothing says otherwise.
 *
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  /** The first sentence stays, e.g. this one. The second does not. @descriptions brief */
  place?: Place;
  /** Nothing of this stays. @descriptions none */
  engine?: Engine;
  /** What maintainers must know
   * stands below the line.
   * TODO(kim): this line is for them, too.
   *
   * ---
   * This is for them. */
  note?: string;
  parts?: Part[];
}

export interface Place {
  /** Street and number. As on the door. */
  street?: string;
  /**
   * The town:
   * - without its postcode.
   * @deprecated use `street`. It says all.
   */
  town?: string;
  /** All of it stays. Even this. @descriptions full */
  country?: string;
}

export interface Engine {
  /** Revolutions a minute. */
  speed?: number;
}

/**
 * A part. Its fields are described briefly wherever it is used.
 * @descriptions brief
 */
export interface Part {
  /** What it is called. Unique. */
  name?: "bolt" | "nut";
}
