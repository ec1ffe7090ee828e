import type { Task } from "./task.ts";
import type { Id } from "./vm.ts";

/** The parts of `VmState` an event can name. */
export type VmField = "config" | "power" | "place" | "guest";

/** A hint to look again. Events may be merged, repeated or lost; a loss shows as `resync`. */
export type DriverEvent =
  /** Look at this machine; it may be new. */
  | { type: "vm"; id: Id; fields: VmField[] }
  /** This machine exists no more. */
  | { type: "gone"; id: Id }
  /** This task has ended, later than its call returned. */
  | { type: "task"; task: Task }
  /** The inventory or the library changed. */
  | { type: "inventory" }
  /** Anything may have happened: look at everything. Also the first event of every stream. */
  | { type: "resync" };
