import type { ObjectMeta, OpenObject } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  config?: OpenObject;
  /** @preserveUnknownFields */
  anything?: unknown;
  /** @preserveUnknownFields */
  oneOrMany?: string | string[];
  /** @preserveUnknownFields */
  known?: { name: string };
  /** @embeddedResource @preserveUnknownFields */
  object?: { [key: string]: unknown };
  history?: OpenObject[];
}
