import type { Clock } from "../../client/clock.ts";
import { Heap } from "../../heap.ts";
import { dueBefore } from "./due.ts";

/** Everything that will happen, on one timer however many machines there are. */
export class Agenda<T> {
  readonly #clock: Clock;
  readonly #happen: (what: T, at: number) => void;
  readonly #due = new Heap<{ at: number; order: number; what: T }>(dueBefore);
  #order = 0;
  #timer: { at: number; cancel: () => void } | undefined;
  #running = false;

  /** `happen` is called with each entry and the time it was due, never before that time. */
  constructor(clock: Clock, happen: (what: T, at: number) => void) {
    this.#clock = clock;
    this.#happen = happen;
  }

  /** Due times in the past happen at the next `run`. */
  add(at: number, what: T): void {
    this.#due.push({ at, order: this.#order++, what });
    if (!this.#running) this.#arm();
  }

  /** Lets everything due by now happen, in order of due time. */
  run(): void {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#due.peek(); next && next.at <= this.#clock.now(); next = this.#due.peek()) {
        this.#due.pop();
        this.#happen(next.what, next.at);
      }
    } finally {
      this.#running = false;
      this.#arm();
    }
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#running = true;
  }

  #arm(): void {
    const next = this.#due.peek();
    if (!next || (this.#timer && this.#timer.at <= next.at)) return;
    this.#timer?.cancel();
    const cancel = this.#clock.setTimeout(() => {
      this.#timer = undefined;
      this.run();
    }, next.at - this.#clock.now());
    this.#timer = { at: next.at, cancel };
  }
}
