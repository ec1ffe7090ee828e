import type { Int32, ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 * @statusSubresource
 */
export interface Widget {
  metadata: ObjectMeta;
  spec?: WidgetSpec;
  status?: WidgetStatus;
}

export interface WidgetSpec {
  /** Nobody need write it, nor `limits` in it, for the defaults to apply. */
  policy?: Policy;
  /** Said on purpose, so nothing is noted. @default {} */
  limits?: Limits;
  /** Encrypted when it is there. @presence */
  encryption?: Encryption;
  /** Its name must be written, so that it is there means something. */
  source?: Source;
  /** Empty is not enough. @minProperties 2 */
  pair?: Pair;
  /** @maxItems 8 */
  parts?: Part[];
  zones?: { [name: string]: Part };
}

export interface Encryption {
  /** @default "AES" */
  cipher?: string;
}

export interface Source {
  name: string;
  /** @default "Image" */
  kind?: string;
}

export interface Pair {
  /** @default 1 */
  left?: Int32;
  right?: Int32;
}

export interface Policy {
  limits?: Limits;
  note?: string;
}

export interface Limits {
  /** @default 10 */
  soft?: Int32;
  /** @default 20 */
  hard?: Int32;
}

export interface Part {
  /** Applies to each part. @default 1 */
  count?: Int32;
  /** There in each part. */
  limits?: Limits;
}

/** Observed, so nothing is made up. */
export interface WidgetStatus {
  applied?: Limits;
}
