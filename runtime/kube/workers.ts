/** Runs the keys of a queue, several at a time. */
import type { WorkQueue } from "./workqueue.ts";

/**
 * Hands each key to `work`, at most `count` at once, until the queue closes. Resolves when nothing is under way any
 * more. `work` must not throw; what it does about failure (`retry`, `addAfter`) it says to the queue itself.
 */
export function runWorkers(
  queue: WorkQueue,
  count: number,
  work: (key: string) => Promise<void>,
): Promise<void> {
  return new Promise((resolve) => {
    let running = 0;
    const pump = () => {
      while (running < count) {
        const key = queue.take();
        if (key === undefined) break;
        running++;
        void work(key).finally(() => {
          running--;
          queue.done(key);
        });
      }
      if (queue.closed && running === 0) {
        unlisten();
        resolve();
      }
    };
    const unlisten = queue.onChange(pump);
    pump();
  });
}
