import type { Clock } from "../../client/clock.ts";
import { Heap } from "../../heap.ts";
import { dueBefore } from "./due.ts";

/** A clock that moves only when told, for tests and simulations. */
export class ManualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #timers = new Heap<{ at: number; order: number; callback: (() => void) | undefined }>(dueBefore);

  constructor(start = Date.UTC(2030, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number): () => void {
    const timer: { at: number; order: number; callback: (() => void) | undefined } = {
      at: this.#now + Math.max(ms, 0),
      order: this.#order++,
      callback,
    };
    this.#timers.push(timer);
    return () => {
      timer.callback = undefined;
    };
  }

  /** Moves on by `ms`, calling back at each due time in order; promises settle between two callbacks. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let next = this.#timers.peek(); next && next.at <= end; next = this.#timers.peek()) {
      this.#timers.pop();
      this.#now = Math.max(this.#now, next.at);
      if (!next.callback) continue;
      next.callback();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets everything that waits on promises alone run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
