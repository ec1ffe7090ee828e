/** Why a driver could not do as asked: a code that controllers decide upon, and a sentence for people. */

/** Every code: whether asking again unchanged may help, and what it says. */
// biome-ignore format: table
export const errorCodes = {
  NotFound:          { transient: false, doc: "The object named does not exist." },
  AlreadyExists:     { transient: false, doc: "Another object has that name or identity." },
  InvalidArgument:   { transient: false, doc: "A value cannot be used; `path` says which." },
  InvalidPowerState: { transient: false, doc: "The machine's power state does not allow it." },
  NeedsPowerOff:     { transient: false, doc: "The change needs the machine powered off." },
  ToolsUnavailable:  { transient: false, doc: "It needs guest tools, and none are running." },
  TaskInProgress:    { transient: true,  doc: "Another task holds the machine." },
  Conflict:          { transient: true,  doc: "The machine changed since the version named." },
  NoCapacity:        { transient: true,  doc: "Nothing has enough free memory, CPU or space." },
  Unauthorized:      { transient: false, doc: "The hypervisor refused the credentials." },
  Disconnected:      { transient: true,  doc: "The hypervisor cannot be reached, or the driver is closed." },
  Internal:          { transient: true,  doc: "The hypervisor failed in a way it does not explain." },
} as const satisfies { readonly [code: string]: { readonly transient: boolean; readonly doc: string } };

export type ErrorCode = keyof typeof errorCodes;

export interface DriverErrorInfo {
  code: ErrorCode;
  /** One sentence for people; never to be matched. */
  message: string;
  /** Whether the same request may succeed later without anything being changed by the caller. */
  transient: boolean;
  /** The offending field of the request, e.g. `hw.memoryMB`. */
  path?: string;
  /** The hypervisor's own name for the error. */
  native?: string;
}

/** The error of that code, as transient as its code usually is. */
export function driverError(
  code: ErrorCode,
  message: string,
  more: Partial<DriverErrorInfo> = {},
): DriverErrorInfo {
  return { code, message, transient: errorCodes[code].transient, ...more };
}

/** Thrown where no task can carry the error: by reads, and when the hypervisor cannot be reached at all. */
export class DriverError extends Error {
  readonly info: DriverErrorInfo;

  constructor(info: DriverErrorInfo) {
    super(info.message);
    this.name = "DriverError";
    this.info = info;
  }
}
