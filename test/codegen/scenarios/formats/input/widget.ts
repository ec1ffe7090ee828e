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
  /** @format k8s-short-name */
  shortName?: string;
  /** @format k8s-long-name */
  longName?: string;
  /** @format k8s-long-name-caseless */
  anyName?: string;
  /** @format k8s-label-key */
  labelKey?: string;
  /** @format k8s-prefixed-label-key */
  prefixedKey?: string;
  /** @format k8s-label-value */
  labelValue?: string;
  /** @format k8s-path-segment-name */
  segment?: string;
  /** @format k8s-uuid */
  uuid?: string;
  /** @format k8s-resource-pool-name */
  pool?: string;
  /** @format k8s-resource-fully-qualified-name */
  resource?: string;
  /** Shorter than the format allows. @maxLength 20 @format k8s-short-name */
  tiny?: string;
  /** @items format=k8s-short-name */
  hosts?: string[];
  /** @values format=ipv4 */
  addresses?: { [key: string]: string };
  /** @maxProperties 8 @keys format=k8s-label-key @values format=k8s-label-value */
  labels?: { [key: string]: string };
  /** @format date */
  day?: string;
  /** @format duration */
  wait?: string;
  /** @format uri */
  link?: string;
  /** @format byte */
  bytes?: string;
  /** @format cidr */
  range?: string;
  /** @format double */
  ratio?: number;
}
