import type { ObjectMeta } from "../../../../../api/meta.ts";

/** A recipe. @resource plural=recipes */
export interface Recipe {
  metadata: ObjectMeta;
  spec: RecipeSpec;
}

/**
 * How a dish is made.
 * @externalDocs https://example.com/recipes description="How recipes are written"
 */
export interface RecipeSpec {
  /** @externalDocs https://example.com/units */
  amount?: string;
  /** The type's link stays unless the field has one of its own. */
  herb?: Herb;
  /** @externalDocs https://example.com/spices description="Spices are no herbs" */
  spice?: Herb;
}

/** A plant. @title Herb @externalDocs https://example.com/herbs */
export type Herb = string;
