import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  /** How it looks. */
  colour: Colour;
  speed?: 1 | 2 | 3;
  ratio?: 0.5 | 1;
  mood?: "good" | "bad" | null;
  always?: true;
  /** Written on the field. */
  state?:
    /** It runs. */
    | "On"
    /** It does not. */
    | "Off";
}

/** A colour. */
export type Colour =
  /** As blood. */
  | "red"
  /** As the sky. */
  | "blue"
  | Rare;

type Rare = "ultraviolet" | "infrared";
