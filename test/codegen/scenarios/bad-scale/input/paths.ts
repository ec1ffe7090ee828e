import type { Int32, Int64, ObjectMeta } from "../../../../../api/meta.ts";

/** @resource plural=ones @scale spec=.spec.wide status=.status.text selector=.status.replicas */
export interface One {
  metadata: ObjectMeta;
  spec: { wide?: Int64; replicas?: Int32 };
  status?: { text?: string; replicas?: Int32 };
}

/** @resource plural=twos @scale spec=.status.replicas status=.spec.list[0].replicas */
export interface Two {
  metadata: ObjectMeta;
  spec: { list?: { replicas?: Int32 }[] };
  status?: { replicas?: Int32 };
}
