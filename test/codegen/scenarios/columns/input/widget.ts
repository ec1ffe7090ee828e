import type { Condition, Int32, ObjectMeta, Time } from "../../../../../api/meta.ts";

/**
 * A gadget of the whole cluster.
 * @resource plural=gadgets singular=gadget shortNames=gd,gad categories=all,shop scope=Cluster
 * @statusSubresource
 * @scale spec=.spec.replicas status=.status.replicas selector=.status.selector
 * @column name="Ready" type=string path=.status.conditions[?(@.type=="Ready")].status description="Whether it works"
 * @column Age type=date path=.metadata.creationTimestamp
 * @deprecated use Widget
 */
export interface Gadget {
  metadata: ObjectMeta;
  spec?: GadgetSpec;
  status?: GadgetStatus;
}

export interface GadgetSpec {
  /** @column Class @selectable @maxLength 63 */
  className?: string;
  /** @column "Wanted count" priority=1 */
  replicas?: Int32;
}

export interface GadgetStatus {
  /** @column Replicas @selectable */
  replicas?: Int32;
  selector?: string;
  /** @column Since */
  since?: Time;
  /** @listType map @listMapKey type */
  conditions?: Condition[];
}
