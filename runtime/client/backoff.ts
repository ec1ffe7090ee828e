/** How long to wait before trying again: grows by a factor up to a cap, spread so that many do not return at once. */
export interface Backoff {
  baseMs: number;
  factor: number;
  maxMs: number;
  /** Share of the delay that is random: 0 none, 0.5 means between half and all of it. */
  jitter: number;
}

/** The delay in milliseconds before try `attempt`, counted from 0. `random` answers in [0, 1). */
export function backoffDelay(backoff: Backoff, attempt: number, random: () => number): number {
  const full = Math.min(backoff.maxMs, backoff.baseMs * backoff.factor ** Math.min(attempt, 64));
  return Math.round(full * (1 - backoff.jitter * random()));
}
