/** How fast and how reliably a simulated hypervisor works. */
import type { ErrorCode } from "../errors.ts";
import type { TaskKind } from "../task.ts";

/** Milliseconds, both ends included. */
export type Range = readonly [min: number, max: number];

export interface Behaviour {
  latencyMs: Range;
  /** Ends the task with this error at probability `p`. */
  fault?: { p: number; code: ErrorCode; transient?: boolean };
}

export interface Profile {
  operations: { readonly [K in TaskKind]: Behaviour };
  guest: GuestTimes;
  /** No machine has two events within this time. */
  eventMs: number;
}

export interface GuestTimes {
  /** From start to running tools; half of it after a resume. */
  toolsMs: Range;
  /** From running tools to an address. */
  addressMs: Range;
  /** From request to off, suspended, or started anew. */
  shutdownMs: Range;
  standbyMs: Range;
  rebootMs: Range;
}

/** A small, idle cluster. */
// biome-ignore format: table
export const realisticProfile: Profile = {
  operations: {
    create:          { latencyMs: [1_000, 3_000] },
    reconfigure:     { latencyMs: [  200,   600] },
    destroy:         { latencyMs: [  300,   900] },
    powerOn:         { latencyMs: [  500, 1_500] },
    powerOff:        { latencyMs: [  200,   600] },
    suspend:         { latencyMs: [1_000, 3_000] },
    reset:           { latencyMs: [  300,   800] },
    shutdownGuest:   { latencyMs: [   20,   100] },
    standbyGuest:    { latencyMs: [   20,   100] },
    rebootGuest:     { latencyMs: [   20,   100] },
    upgradeHardware: { latencyMs: [  200,   600] },
  },
  guest: {
    toolsMs:    [3_000, 8_000],
    addressMs:  [1_000, 3_000],
    shutdownMs: [2_000, 6_000],
    standbyMs:  [1_000, 3_000],
    rebootMs:   [2_000, 5_000],
  },
  eventMs: 100,
};

const NONE: Behaviour = { latencyMs: [0, 0] };

/** Takes no time at all: a change is done when its call returns. For benchmarks of what stands above. */
export const instantProfile: Profile = {
  operations: {
    create: NONE,
    reconfigure: NONE,
    destroy: NONE,
    powerOn: NONE,
    powerOff: NONE,
    suspend: NONE,
    reset: NONE,
    shutdownGuest: NONE,
    standbyGuest: NONE,
    rebootGuest: NONE,
    upgradeHardware: NONE,
  },
  guest: { toolsMs: [0, 0], addressMs: [0, 0], shutdownMs: [0, 0], standbyMs: [0, 0], rebootMs: [0, 0] },
  eventMs: 0,
};
