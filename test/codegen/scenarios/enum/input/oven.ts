import type { ObjectMeta } from "../../../../../api/meta.ts";

/** An oven. @resource plural=ovens */
export interface Oven {
  metadata: ObjectMeta;
  spec: OvenSpec;
}

/** Where the heat comes from. */
export type Heat =
  /** From below alone. */
  | "Bottom"
  /** From above and below. */
  | "Both"
  /** With a fan that turns the air. */
  | "Air";

/** How bright the light is, from dark. */
export type Light = 0 | 1 | 2;

export interface OvenSpec {
  /** @default "Both" */
  heat?: Heat;
  /** The heat in the last minutes. */
  finish?: Exclude<Heat, "Bottom">;
  light?: Light;
  /** What may be baked. @listType set @maxItems 3 */
  modes?: ("Bread" | "Cake" | "Pizza")[];
  /** Heat by shelf. */
  shelves?: { [shelf: string]: Heat };
  /** Unknown is written as null. */
  door?: "Open" | "Closed" | null;
}
