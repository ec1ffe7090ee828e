/** Time that passes only when told to. */
import type { Clock } from "../../../runtime/client/clock.ts";

export interface ManualClock extends Clock {
  /** Lets `ms` pass: timers fire in the order they are due, and what they set off may run in between. */
  advance(ms: number): Promise<void>;
  /** Timers that are set. */
  readonly timers: number;
}

export function manualClock(start = Date.UTC(2026, 0, 2, 15, 4, 5)): ManualClock {
  let now = start;
  let sequence = 0;
  const timers = new Map<number, { due: number; callback: () => void }>();
  return {
    now: () => now,
    setTimeout(callback, ms) {
      const id = sequence++;
      timers.set(id, { due: now + Math.max(0, ms), callback });
      return () => {
        timers.delete(id);
      };
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = [...timers].filter(([, timer]) => timer.due <= end).sort(inOrder)[0];
        if (next === undefined) break;
        timers.delete(next[0]);
        now = next[1].due;
        next[1].callback();
        await settle();
      }
      now = end;
    },
    get timers() {
      return timers.size;
    },
  };
}

const inOrder = ([a, one]: [number, { due: number }], [b, other]: [number, { due: number }]) =>
  one.due - other.due || a - b;

/** Lets everything run that waits for nothing outside the process. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
