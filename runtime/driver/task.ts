import type { DriverErrorInfo } from "./errors.ts";
import type { Id, Time } from "./vm.ts";

/** What a task does. The power kinds bear the names of the effects in rule tables. */
export type TaskKind =
  | "create"
  | "reconfigure"
  | "destroy"
  | "powerOn"
  | "powerOff"
  | "suspend"
  | "reset"
  | "shutdownGuest"
  | "standbyGuest"
  | "rebootGuest"
  | "upgradeHardware";

/** How a change is asked for. */
export interface Op {
  /**
   * One key, one intent. While the driver remembers a task of that key that runs or succeeded, asking again returns
   * that task and changes nothing, whatever happened to the machine since; after a failure the same key tries again.
   * So a key is deterministic (it must survive a restart of the operator) and contains what makes the next attempt
   * another one: object UID, generation, step, and `VmState.powerVersion` for power or `VmState.version` for the rest.
   */
  key: string;
  /** Groups tasks that serve one higher-level action; found again with `findTasks`. */
  actId?: string;
  /** Gives up the *call*; a task that has started goes on. */
  signal?: AbortSignal;
}

/** One change of one machine, running or done. It outlives the operator's process. */
export interface Task {
  id: Id;
  /** The `Op.key` it was asked with. */
  key: string;
  actId?: string;
  kind: TaskKind;
  /** The machine; of a `create`, from its success on. */
  target?: Id;
  state: "running" | "success" | "error";
  started: Time;
  /** When it ended; absent while it runs. */
  completed?: Time;
  /** Of a success: false when what was asked for was already so. */
  changed?: boolean;
  /** Of an error. */
  error?: DriverErrorInfo;
}

/** Which tasks; a task must match every member given. */
export interface TaskQuery {
  key?: string;
  actId?: string;
  target?: Id;
}
