import type { Int32, ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  source: Source;
  /** Whose fields the schema does not know. @opaque */
  otherSource?: Source;
  limits?: Limits;
  /** @maxItems 8 */
  mirrors?: Mirror[];
  /** Two that the type leaves open. @atMostOneOf host port */
  address?: Address;
}

/**
 * Where a widget comes from.
 * @exactlyOneOf url file configMap
 */
export interface Source {
  url?: string;
  /** Writing it means something, so its defaults do not make it appear. */
  file?: {
    path?: string;
    /** @default "text" */
    format?: string;
  };
  configMap?: string;
}

/**
 * Two groups that do not know each other.
 * @atLeastOneOf cpu memory
 * @atMostOneOf small large
 * @atMostOneOf namespace x-odd.name
 */
export interface Limits {
  cpu?: Int32;
  memory?: Int32;
  small?: boolean;
  large?: boolean;
  namespace?: string;
  "x-odd.name"?: string;
}

/**
 * The same in the schema alone, which costs nothing however many there are.
 * @exactlyOneOf url file encoding=schema
 * @exactlyOneOf user token encoding=schema
 * @atLeastOneOf zone region encoding=schema
 * @atMostOneOf fast cheap safe encoding=schema
 */
export interface Mirror {
  url?: string;
  file?: string;
  user?: string;
  token?: string;
  zone?: string;
  region?: string;
  fast?: boolean;
  cheap?: boolean;
  safe?: boolean;
}

/** @atLeastOneOf host path */
export interface Address {
  host?: string;
  port?: Int32;
  path?: string;
}
