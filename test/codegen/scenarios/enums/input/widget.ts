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
  /** How loud. */
  level: Level;
  size?: Size;
  loudest?: Level.High;
  quiet?: Exclude<Level, Level.High>;
  nameOfLevel?: keyof typeof Level;
  colour?: Colour;
  nameOfColour?: keyof typeof colours;
  day?: Day;
  firstDay?: (typeof days)[0];
  limit?: (typeof limits)["high" | "low"];
}

/** How loud something is. */
export enum Level {
  /** Hardly to be heard. */
  Low = "low",
  /** Through walls. */
  High = "high",
}

/** Sizes by number. */
export enum Size {
  Small,
  Medium,
  /** Does not fit through the door. */
  Huge = 10,
}

/** Colours by name. */
export const colours = {
  /** As blood. */
  warm: "red",
  cold: "blue",
} as const;

export type Colour = (typeof colours)[keyof typeof colours];

const days = [
  /** After the weekend. */
  "monday",
  "tuesday",
] as const satisfies readonly string[];

/** A day of work. */
export type Day = (typeof days)[number];

const limits = { high: 10, low: 1, none: null } as const;
