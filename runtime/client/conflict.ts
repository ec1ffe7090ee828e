/** Optimistic writing. */
import { isConflict } from "./errors.ts";

/** Repeats `attempt`, which must read afresh each time, while the server answers a conflict; at most `tries` times. */
export async function retryOnConflict<R>(attempt: () => Promise<R>, tries = 5): Promise<R> {
  for (let left = tries; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left <= 1 || !isConflict(error)) throw error;
    }
  }
}
