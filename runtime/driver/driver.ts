/**
 * What every hypervisor can do. What only some can do is an ability, a small interface of its own in `abilities.ts`.
 *
 * Changes answer with a task. Whatever goes wrong with the change itself is in that task (`state: "error"`); a call
 * rejects only when the hypervisor cannot be asked, with a `DriverError` (Disconnected, Unauthorized, Internal) or the
 * reason of its signal. When a change's call resolves, its task is remembered across a restart of the operator, and so
 * is its key (see `Op.key`).
 *
 * While a task of a machine runs, another change of the same machine fails with TaskInProgress.
 */
import type { Abilities } from "./abilities.ts";
import type { DriverErrorInfo } from "./errors.ts";
import type { DriverEvent } from "./events.ts";
import type { Inventory } from "./inventory.ts";
import type { ChangeSet, CreateSpec, Placement, PlaceRequest } from "./spec.ts";
import type { Op, Task, TaskQuery } from "./task.ts";
import type { Id, PowerState, VmState } from "./vm.ts";

export interface HypervisorDriver {
  readonly kind: string;
  /** What this one can do beyond the base; ask with `ability`. */
  readonly abilities: Partial<Abilities>;

  /** Connects. Afterwards every other call works, and tasks that ran before a restart run on. */
  open(): Promise<DriverIdentity>;
  /** Ends watches and waits, and lets go of all resources; tasks stay as they are. Closing twice is fine. */
  close(): Promise<void>;
  /** Resolves while the hypervisor answers; rejects with why not. */
  health(): Promise<void>;

  inventory(): Promise<Inventory>;
  /** A place that could run the machine now, or why there is none (NoCapacity, InvalidArgument). Reserves nothing. */
  place(request: PlaceRequest): Promise<PlaceAnswer>;

  /** The machine that has this id or, failing that, this instance UUID. */
  findVm(query: { id?: Id; instanceUuid?: string }): Promise<Id | undefined>;
  /** The caller's own copy of the machine's state; undefined when there is no such machine. */
  getVm(id: Id): Promise<VmState | undefined>;
  /** The machines of one folder, or all of them. */
  listVms(folder?: string): Promise<Id[]>;

  getTask(id: Id): Promise<Task | undefined>;
  /** The task when it has ended, or as it is after `ms` milliseconds. Rejects with NotFound for an unknown id. */
  waitTask(id: Id, ms: number): Promise<Task>;
  findTasks(query: TaskQuery): Promise<Task[]>;

  /**
   * After success the machine exists, powered off, with an identity of its own. A machine of the same `instanceUuid`
   * is success with `changed: false`. A failure leaves nothing behind.
   * Errors: AlreadyExists (the name in the folder), InvalidArgument (path), NoCapacity.
   */
  createVm(spec: CreateSpec, op: Op): Promise<Task>;
  /**
   * After success the machine is in that state. In it already: `changed: false`. PoweredOn resumes a suspended
   * machine; PoweredOff discards what a suspended one held.
   * Errors: NotFound, InvalidPowerState (only a running machine can be suspended), NoCapacity.
   */
  power(vm: Id, to: PowerState, op: Op): Promise<Task>;
  /**
   * After success every member of the change holds. Nothing left to change: `changed: false`.
   * Errors: NotFound, Conflict, NeedsPowerOff (hardware other than allocations), InvalidArgument (path),
   * AlreadyExists (the name in the folder).
   */
  reconfigure(vm: Id, change: ChangeSet, op: Op): Promise<Task>;
  /**
   * After success there is no such machine. No such machine before: `changed: false`.
   * Errors: InvalidPowerState (it runs).
   */
  destroy(vm: Id, op: Op): Promise<Task>;

  /** Hints on what changes, from `resync` on, until the signal fires or the driver closes. About one a VM per 100 ms. */
  watch(signal: AbortSignal): AsyncIterable<DriverEvent>;
}

export interface DriverIdentity {
  /** The same as long as it is the same inventory. */
  instanceId: string;
  product: string;
  apiVersion: string;
}

export type PlaceAnswer =
  | { placement: Placement; error?: undefined }
  | { placement?: undefined; error: DriverErrorInfo };
