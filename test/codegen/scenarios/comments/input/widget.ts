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
  /**
   * Wrapped lines
   * are joined.
   *
   * A blank line stays, and so does
   * - a list
   * - of two
   *
   * `@default` in backticks and mail@example.com are prose.
   * @default "x"
   */
  a?: string;
  /**
   * For users.
   * ---
   * For maintainers.
   */
  b?: string;
  // A plain comment is nobody's.
  c?: string;
  /* Nor is this. */
  d?: string;
}

/** Its doc stands in for the field's. */
export type Unused = string;
