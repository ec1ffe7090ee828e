import type { Int32, Int64, IntOrString, ObjectMeta, Quantity, Time, UUID } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  /** Shown to people. @minLength 1 @maxLength 63 @pattern ^[a-z]([-a-z0-9]*[a-z0-9])?$ @title Name */
  name: string;
  /** @minimum 0 @exclusiveMinimum @maximum 99.5 @multipleOf 0.5 */
  weight?: number;
  /** @minimum -1 @maximum 10 */
  count?: Int32;
  size?: Int64;
  ready?: boolean;
  /** @integer */
  whole?: number;
  madeAt?: Time;
  id?: UUID;
  /** @format ipv4 @example "192.0.2.1" */
  address?: string;
  port?: IntOrString;
  memory?: Quantity;
  /** A share or an amount. @intOrString @pattern ^\d+%$ @maxLength 10 */
  share?: number | string;
  /** @exclusiveMaximum @maximum 1 @exclusiveMinimum @minimum 0 */
  ratio?: number;
  /** Set to null to clear. */
  note?: string | null;
  /** @nullable */
  other?: string;
  /** @deprecated use `name` */
  label?: string;
  /** Any RFC 3986 URI. @externalDocs https://www.rfc-editor.org/rfc/rfc3986 description="URI syntax" */
  link?: string;
  "x-odd.name"?: string;
}
