import type { Int32, IntOrString, ObjectMeta, OpenObject, Quantity, Time } from "../../../../../../api/meta.ts";

/**
 * A widget with one field of every form.
 *
 * A second paragraph says more.
 * @resource plural=widgets singular=widget shortNames=wd categories=all,shop
 * @statusSubresource
 * @scale spec=.spec.replicas status=.status.replicas selector=.status.selector
 * @column Since type=date path=.status.since
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
  status?: WidgetStatus;
}

/** What is wanted. */
export interface WidgetSpec {
  /** @column Colour @selectable @default "Red" */
  colour?: "Red" | "Green";
  /** How wide it is, in metres. @minimum 0 @exclusiveMinimum @maximum 10 @exclusiveMaximum @multipleOf 0.5 */
  width?: number;
  /** @default 1 @minimum 0 */
  replicas?: Int32;
  /** @title Port @externalDocs https://example.com/ports @example 80 */
  port?: IntOrString;
  weight?: Quantity;
  /** @nullable */
  maker?: string | null;
  /** @pattern ^[a-z]+-[0-9]{3}$ @minLength 5 @maxLength 20 */
  code: string;
  /** @listType set @maxItems 3 @items maxLength=10 */
  marks?: string[];
  /** @listType map @listMapKey name @minItems 1 @maxItems 4 */
  parts?: Part[];
  /** Anything. */
  options?: OpenObject;
  /** @embeddedResource @preserveUnknownFields */
  template?: { metadata?: { name?: string } };
  /** @maxProperties 4 @minProperties 1 @values maxLength=5 */
  labels?: { [key: string]: string };
}

/** One part of a widget. */
export interface Part {
  /** @maxLength 10 */
  name: string;
  /** @default 1 */
  count?: Int32;
}

export interface WidgetStatus {
  since?: Time;
  replicas?: Int32;
  selector?: string;
}
