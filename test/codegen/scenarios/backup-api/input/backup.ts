import type { Condition, Duration, Int32, ObjectMeta, Quantity, Time } from "vmop/meta";

/**
 * A regular copy of one volume.
 * @resource plural=backups shortNames=bk categories=all
 * @statusSubresource
 * @column Last type=date path=.status.lastRun
 */
export interface Backup {
  metadata: ObjectMeta;
  spec: BackupSpec;
  status?: BackupStatus;
}

/** What is copied, when, and how long copies are kept. */
export interface BackupSpec {
  /** Name of the volume claim. @column Volume @selectable @maxLength 253 */
  volume: string;
  /** Cron expression, in UTC. @pattern ^\S+( \S+){4}$ */
  schedule: string;
  /** How many copies stay. @default 7 @minimum 1 @maximum 1000 */
  keep?: Int32;
  /** What happens to a running program. @default "Freeze" */
  quiesce?: "None" | "Freeze" | "Stop";
  timeout?: Duration;
  /** @maxProperties 16 @values maxLength=63 */
  tags?: { [key: string]: string };
}

export interface BackupStatus {
  lastRun?: Time;
  size?: Quantity;
  /** @listType map @listMapKey type @maxItems 16 */
  conditions?: Condition[];
}
