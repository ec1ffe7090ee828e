/** How a machine shows that it is ready; the result is the condition `Ready`. */
import type { Int32, IntOrString } from "../../meta.ts";

/** A repeated test of the guest; exactly one of `guestHeartbeat`, `guestInfo` and `tcpSocket`. */
export interface VirtualMachineReadinessProbe {
  /** Ready while the heartbeat of the guest tools is good enough. @presence */
  guestHeartbeat?: GuestHeartbeatAction;
  /** Ready while the guest has set all of these `guestinfo` variables. */
  guestInfo?: GuestInfoAction[];
  /** Ready while a TCP connection can be made. */
  tcpSocket?: TCPSocketAction;
  /** Seconds between two tests; 10 when left out. @minimum 1 */
  periodSeconds?: Int32;
  /** Seconds until a test has failed; 10 when left out. @minimum 1 @maximum 60 */
  timeoutSeconds?: Int32;
}

/** The heartbeat of the guest tools. */
export interface GuestHeartbeatAction {
  /** The least that counts as ready; `green` when left out. @default "green" */
  thresholdStatus?: GuestHeartbeatStatus;
}

/** What the heartbeat says. */
export type GuestHeartbeatStatus =
  /** Late. */
  | "yellow"
  /** In time. */
  | "green";

/** A `guestinfo` variable. */
export interface GuestInfoAction {
  /** Its name, without the prefix `guestinfo.`. */
  key: string;
  /** Regular expression that its value matches; any value when left out. */
  value?: string;
}

/** A TCP connection to the guest. */
export interface TCPSocketAction {
  /** Host name or address; the machine's first address when left out. */
  host?: string;
  /** Number or name of the port. @example 22 */
  port: IntOrString;
}
