import type { Clock } from "../../client/clock.ts";
import type { DriverEvent, VmField } from "../events.ts";
import type { Task } from "../task.ts";
import type { Id } from "../vm.ts";

/** A reader this many ended tasks behind is told to resynchronise instead. */
const LONGEST_BACKLOG = 10_000;

/** All open event streams. Events merge per machine and go out at most every `eventMs`. */
export class Watchers {
  readonly #clock: Clock;
  readonly #eventMs: number;
  readonly #open = new Set<Watcher>();

  constructor(clock: Clock, eventMs: number) {
    this.#clock = clock;
    this.#eventMs = eventMs;
  }

  async *watch(signal: AbortSignal): AsyncGenerator<DriverEvent> {
    const watcher = new Watcher(this.#clock, this.#eventMs);
    const close = () => watcher.close();
    signal.addEventListener("abort", close, { once: true });
    if (signal.aborted) close();
    this.#open.add(watcher);
    try {
      for (let batch = await watcher.take(); batch; batch = await watcher.take()) {
        for (const event of batch) {
          if (watcher.closed) return;
          yield event;
        }
      }
    } finally {
      signal.removeEventListener("abort", close);
      this.#open.delete(watcher);
      watcher.close();
    }
  }

  vm(id: Id, field: VmField): void {
    for (const watcher of this.#open) watcher.vm(id, field);
  }

  gone(id: Id): void {
    for (const watcher of this.#open) watcher.gone(id);
  }

  task(task: Task): void {
    for (const watcher of this.#open) watcher.task(task);
  }

  inventory(): void {
    for (const watcher of this.#open) watcher.inventory();
  }

  /** Loses what was not yet delivered. */
  resync(): void {
    for (const watcher of this.#open) watcher.resync();
  }

  close(): void {
    for (const watcher of this.#open) watcher.close();
  }
}

class Watcher {
  closed = false;
  readonly #clock: Clock;
  readonly #eventMs: number;
  #resync = true;
  #inventory = false;
  #machines = new Map<Id, Set<VmField> | "gone">();
  #tasks: Task[] = [];
  #last = Number.NEGATIVE_INFINITY;
  #wake: (() => void) | undefined;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, eventMs: number) {
    this.#clock = clock;
    this.#eventMs = eventMs;
  }

  vm(id: Id, field: VmField): void {
    const fields = this.#machines.get(id);
    if (fields instanceof Set) fields.add(field);
    else this.#machines.set(id, new Set([field]));
    this.#wake?.();
  }

  gone(id: Id): void {
    this.#machines.set(id, "gone");
    this.#wake?.();
  }

  task(task: Task): void {
    this.#tasks.push(task);
    if (this.#tasks.length > LONGEST_BACKLOG) this.resync();
    this.#wake?.();
  }

  inventory(): void {
    this.#inventory = true;
    this.#wake?.();
  }

  resync(): void {
    this.#machines.clear();
    this.#tasks = [];
    this.#inventory = false;
    this.#resync = true;
    this.#wake?.();
  }

  close(): void {
    this.closed = true;
    this.#cancel?.();
    this.#wake?.();
  }

  /** The next events, not before the pause since the last ones is over; undefined once closed. */
  async take(): Promise<DriverEvent[] | undefined> {
    while (!this.closed && this.#empty()) {
      await this.#until((wake) => {
        this.#wake = wake;
      });
    }
    const pause = this.#last + this.#eventMs - this.#clock.now();
    if (!this.closed && !this.#resync && pause > 0) {
      await this.#until((wake) => {
        const cancel = this.#clock.setTimeout(wake, pause);
        this.#cancel = () => {
          cancel();
          wake();
        };
      });
    }
    if (this.closed) return undefined;
    this.#last = this.#clock.now();
    return this.#drain();
  }

  async #until(arrange: (wake: () => void) => void): Promise<void> {
    await new Promise<void>((resolve) => arrange(resolve));
    this.#wake = undefined;
    this.#cancel = undefined;
  }

  #empty(): boolean {
    return !this.#resync && !this.#inventory && this.#machines.size === 0 && this.#tasks.length === 0;
  }

  #drain(): DriverEvent[] {
    const events: DriverEvent[] = [];
    if (this.#resync) events.push({ type: "resync" });
    if (this.#inventory) events.push({ type: "inventory" });
    for (const [id, fields] of this.#machines) {
      events.push(fields === "gone" ? { type: "gone", id } : { type: "vm", id, fields: [...fields] });
    }
    for (const task of this.#tasks) events.push({ type: "task", task });
    this.#resync = false;
    this.#inventory = false;
    this.#machines = new Map();
    this.#tasks = [];
    return events;
  }
}
