import type { Int32, ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget that there may be several of.
 * @resource plural=widgets
 * @statusSubresource
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: {
    /** How many are wanted. @scaleReplicas @minimum 0 */
    replicas?: Int32;
  };
  status?: {
    scaling?: {
      /** How many there are. @scaleReplicas */
      replicas?: Int32;
      /** Finds them. @scaleSelector */
      selector?: string;
    };
  };
}
