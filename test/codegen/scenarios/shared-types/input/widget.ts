import type {
  Condition,
  Duration,
  EmbeddedObject,
  Int32,
  Int64,
  IntOrString,
  LabelSelector,
  LocalObjectRef,
  MicroTime,
  ObjectMeta,
  OpenObject,
  OpenValue,
  OwnerReference,
  Quantity,
  Time,
  UUID,
} from "vmop/meta";

/**
 * A widget.
 * @resource plural=widgets
 * @statusSubresource
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
  status?: WidgetStatus;
}

export interface WidgetSpec {
  count?: Int32;
  total?: Int64;
  memory?: Quantity;
  port?: IntOrString;
  timeout?: Duration;
  id?: UUID;
  selector?: LabelSelector;
  owner?: OwnerReference;
  source?: LocalObjectRef;
  template?: EmbeddedObject;
  settings?: OpenObject;
  anything?: OpenValue;
}

export interface WidgetStatus {
  started?: Time;
  seen?: MicroTime;
  /** @listType map @listMapKey type */
  conditions?: Condition[];
}
