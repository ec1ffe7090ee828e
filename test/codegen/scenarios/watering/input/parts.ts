import type { Int32 } from "../../../../../api/meta.ts";

/** A tap or a tank. */
export interface Source {
  /** A tap of the house. */
  tap?: string;
  /** A tank of rain. @dependentRequired reserve */
  tank?: string;
  /** What stays in the tank, in litres. @minimum 0 */
  reserve?: Int32;
}

/** Where water leaves a pipe. */
export interface Nozzle {
  /** @format k8s-short-name */
  name: string;
  /** In degrees. @minimum 0 @maximum 360 @default 360 */
  angle?: Int32;
  /** @default { "bars": 2 } */
  pressure?: Pressure;
}

export interface Pressure {
  /** @minimum 1 @maximum 10 */
  bars: Int32;
}

/** A part of the year. @minProperties 1 */
export interface Season {
  /** Percent of the usual water. @minimum 0 @maximum 300 */
  share?: Int32;
  /** The beds whose water is not changed. @listType set @maxItems 100 @items maxLength=63 */
  except?: string[];
}
