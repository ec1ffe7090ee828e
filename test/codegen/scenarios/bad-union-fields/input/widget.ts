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
  /** Two forms do not agree. */
  a?: { type: "x"; size: string } | { type: "y"; size: number };
  b?:
    | { type: "x" }
    | {
        type: "y";
        /** @default "z" */
        filled?: string;
      };
  c?:
    | { type: "x" }
    | {
        type: "y";
        /** @preserveUnknownFields */
        open?: unknown;
      };
  /** Nothing tells them apart. */
  d?: { one?: string } | { two?: string };
  /** The tag may be missing. */
  e?: { type?: "x"; one: string; two: string } | { type?: "y"; three: string; four: string };
  /** Two forms with one value. */
  f?: { type: "x"; one: string; two: string } | { type: "x" | "y"; three: string; four: string };
  g?: { type: "x"; "bad name": string } | { type: "y" };
  h?: Partial<{ type: "x"; one: string } | { type: "y"; two: string }>;
  i?: Marked | { type: "z" };
}

/** @exactlyOneOf one two */
export interface Marked {
  type: "m";
  one?: string;
  two?: string;
}
