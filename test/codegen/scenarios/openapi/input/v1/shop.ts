import type { ObjectMeta } from "../../../../../../api/meta.ts";

/**
 * Where widgets are sold; one object for the whole cluster.
 * @resource plural=shops singular=shop scope=Cluster
 */
export interface Shop {
  metadata: ObjectMeta;
  /** The address, in one line. @maxLength 80 */
  address?: string;
}
