/** Waiting for something that another process brings about. */

export interface EventuallyOptions {
  /** Milliseconds until giving up; 10,000 when unset. */
  timeout?: number;
  /** Milliseconds between tries; 20 when unset. */
  interval?: number;
}

/** Resolves after the time. */
export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Thrown by a probe that knows that waiting longer is useless. */
export class GiveUp extends Error {}

/**
 * Calls `probe` until it returns something other than undefined or false, and returns that.
 * Throws after the time-out, with what the last try threw where it threw.
 */
export async function eventually<T>(
  what: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  { timeout = 10_000, interval = 20 }: EventuallyOptions = {},
): Promise<T> {
  const deadline = Date.now() + timeout;
  let last: unknown;
  do {
    try {
      const result = await probe();
      if (result !== undefined && result !== false) return result;
      last = undefined;
    } catch (error) {
      if (error instanceof GiveUp) throw error;
      last = error;
    }
    await sleep(interval);
  } while (Date.now() < deadline);
  const why = last instanceof Error ? `: ${last.message}` : "";
  throw new Error(`${what} did not happen within ${timeout} ms${why}`);
}
