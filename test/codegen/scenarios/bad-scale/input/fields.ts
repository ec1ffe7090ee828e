import type { Int32, ObjectMeta } from "../../../../../api/meta.ts";

/** Nothing says how many there are. @resource plural=threes */
export interface Three {
  metadata: ObjectMeta;
  spec: {
    /** @scaleReplicas */
    replicas?: Int32;
    /** @scaleReplicas */
    more?: Int32;
    /** @scaleSelector */
    wanted?: number;
  };
}

/** @resource plural=fours */
export interface Four {
  metadata: ObjectMeta;
  spec: {
    /** @scaleReplicas */
    replicas?: number;
    parts?: Part[];
  };
  status?: {
    /** @scaleReplicas */
    replicas?: Int32;
  };
}

export interface Part {
  /** @scaleReplicas */
  replicas?: Int32;
}

/** @resource plural=fives @scale spec=.spec.replicas status=.status.replicas */
export interface Five {
  metadata: ObjectMeta;
  spec: {
    /** @scaleReplicas */
    replicas?: Int32;
  };
  status?: { replicas?: Int32 };
}
