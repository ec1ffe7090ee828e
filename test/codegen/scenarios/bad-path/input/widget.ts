import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 * @column Size type=string path=.spec.sise
 * @column Other type=string path=status
 * @scale spec=.spec.replicas status=.status.replicas
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  size?: string;
}
