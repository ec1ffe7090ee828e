import type {
  Condition,
  Duration,
  Int32,
  Int64,
  IntOrString,
  LabelSelector,
  LocalObjectRef,
  ObjectMeta,
  OpenObject,
  Quantity,
  Time,
} from "../../../../../api/meta.ts";
import type { Nozzle, Season, Source } from "./parts.ts";

/**
 * A plan by which beds are watered.
 *
 * The controller makes a Run for each time of the plan:
 *
 * - one at a time, unless the plan says otherwise;
 * - never while it rains.
 * ---
 * Runs are named after the plan and the minute.
 * @resource plural=waterings shortNames=wat categories=garden,all
 * @statusSubresource
 * @label app.kubernetes.io/part-of=garden
 * @annotation garden.example.com/stage=beta
 * @column Age type=date path=.metadata.creationTimestamp
 */
export interface Watering {
  metadata: ObjectMeta;
  spec: WateringSpec;
  status?: WateringStatus;
}

/**
 * What is wanted.
 * @exactlyOneOf source sourceRef
 * @atMostOneOf amount duration
 */
export interface WateringSpec {
  /** When water flows, in the five fields of cron. @minLength 9 @maxLength 100 @column Schedule */
  schedule: string;
  /** The time zone of the schedule. @default "UTC" @maxLength 64 */
  timeZone?: string;
  /** Seconds by which a run may be late before it is left out. @minimum 0 */
  startingDeadlineSeconds?: Int64;
  /** What happens when the run before still goes on. @default "Skip" @selectable */
  overlap?: Overlap;
  /** No run begins while this is true. @default false @column Paused @selectable */
  paused?: boolean;
  /** How many beds are watered at once. @scaleReplicas @minimum 0 @maximum 64 @default 1 */
  parallel?: Int32;
  /** How many runs that went well are kept. @minimum 0 @default 3 */
  keepGood?: Int32;
  /** How many runs that failed are kept. @minimum 0 @default 1 */
  keepFailed?: Int32;
  /** Water for a bed and run. */
  amount?: Quantity;
  /** Time for a bed and run. */
  duration?: Duration;
  /** Part of the beds that may be left out, as a number or in percent. @default "10%" */
  tolerance?: IntOrString;
  /** Where the water comes from. */
  source?: Source;
  /** An object that says where the water comes from. */
  sourceRef?: LocalObjectRef;
  /** The beds. */
  beds?: LabelSelector;
  /** The object that a run is made from. */
  template: RunTemplate;
  /** By name of the nozzle. @listType map @listMapKey name @maxItems 32 */
  nozzles?: Nozzle[];
  /** Days on which no water flows. @listType set @maxItems 366 @items format=date */
  dryDays?: string[];
  /** Pipes that are rinsed first, in this order. @listType atomic @maxItems 8 @items maxLength=10 */
  rinse?: string[];
  /** Wind above which no water flows, in metres a second. @minimum 0 @exclusiveMinimum @maximum 30 @multipleOf 0.5 */
  maxWind?: number;
  /** By season. @maxProperties 4 */
  seasons?: { [name: string]: Season };
  /** Calibration of the pump, as its maker delivers it. @format byte @maxLength 4096 */
  calibration?: string;
  /** Settings of the controller that made the plan. */
  extra?: OpenObject;
}

/** What happens when two runs meet. */
export type Overlap =
  /** Both run. */
  | "Allow"
  /** The new one is left out. */
  | "Skip"
  /** The old one is stopped. */
  | "Replace";

/** What every run looks like. */
export interface RunTemplate {
  /** Metadata of each run. */
  metadata?: Pick<ObjectMeta, "labels" | "annotations">;
  /** A whole object, kept as it is. @embeddedResource @preserveUnknownFields */
  object: { kind?: string };
}

/** What is. */
export interface WateringStatus {
  /** Runs that go on. @listType atomic @maxItems 64 */
  active?: LocalObjectRef[];
  /** When a run last began. @column "Last run" */
  lastRun?: Time;
  /** How many beds are being watered. @scaleReplicas @minimum 0 */
  parallel?: Int32;
  /** Finds the runs. @scaleSelector */
  selector?: string;
  /** @listType map @listMapKey type */
  conditions?: Condition[];
}
