import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  machine?: `${Family}-${1 | 2}.${"small" | "large"}`;
  loud?: Uppercase<Family>;
  title?: Capitalize<Family>;
  flag?: true | false;
  either?: Extract<Family | "other", Family>;
  flags?: Record<Family, boolean>;
  perFamily?: { readonly [family in Family]?: Limits[family] };
}

type Family = "cpu" | "memory";

interface Limits {
  cpu: number;
  memory: string;
}
