import type { ObjectMeta } from "../../../../../api/meta.ts";

/** Two kinds in one file, with plurals that no rule would guess. @resource plural=knives singular=knife shortNames=kn */
export interface Knife {
  metadata: ObjectMeta;
}

/** @resource plural=dishes categories=kitchen,all */
export interface Dish {
  metadata: ObjectMeta;
}

/** A name of two words is in lower case as a whole. @resource plural=cuttingboards scope=Cluster */
export interface CuttingBoard {
  metadata: ObjectMeta;
}
