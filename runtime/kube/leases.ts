/** Leader election over a Lease: of several processes, at most one believes that it leads. */

import type { Lease } from "../client/builtin.ts";
import { type Clock, formatMicroTime, sleep, systemClock } from "../client/clock.ts";
import type { ObjectKey, Stored } from "../client/object.ts";
import type { Resource } from "../client/resource.ts";

export interface ElectionOptions {
  leases: Pick<Resource<Lease>, "find" | "create" | "update">;
  key: ObjectKey;
  /** Unique to this process. */
  identity: string;
  /** Others wait this long, in milliseconds, after the last renewal they saw. */
  durationMs?: number;
  /** A leader that cannot renew for this long stops leading; less than `durationMs`, so that it stops first. */
  renewDeadlineMs?: number;
  /** Between two tries. */
  retryMs?: number;
  clock?: Clock;
  random?: () => number;
  /** Called once this process leads. `signal` fires when it no longer does. */
  onElected(signal: AbortSignal): void;
  /** Called when it no longer leads, released or lost. */
  onLost(): void;
  /** A try failed; it goes on. */
  onError?: (error: unknown) => void;
}

/** What this process has seen of the lease, by its own clock: another's clock is never trusted. */
export interface Sighting {
  resourceVersion: string;
  at: number;
}

export type LeaseStep =
  | { do: "create" }
  /** Write ourselves in: the lease is free, or its holder has been silent for too long. */
  | { do: "take"; lease: Stored<Lease> }
  | { do: "renew"; lease: Stored<Lease> }
  | { do: "wait" };

/** What to do about the lease as it is. */
export function decideLease(
  lease: Stored<Lease> | undefined,
  seen: Sighting | undefined,
  identity: string,
  now: number,
  durationMs: number,
): LeaseStep {
  if (lease === undefined) return { do: "create" };
  const { holderIdentity = "", leaseDurationSeconds } = lease.spec ?? {};
  if (holderIdentity === identity) return { do: "renew", lease };
  if (holderIdentity === "") return { do: "take", lease };
  const silentFor = seen?.resourceVersion === lease.metadata.resourceVersion ? now - seen.at : 0;
  const patience = leaseDurationSeconds === undefined ? durationMs : leaseDurationSeconds * 1_000;
  return silentFor > patience ? { do: "take", lease } : { do: "wait" };
}

/**
 * Takes part until `signal` fires, then releases the lease if held, and resolves. Leading, losing and being elected
 * again may follow each other.
 */
export async function runElection(options: ElectionOptions, signal: AbortSignal): Promise<void> {
  const { leases, key, identity, clock = systemClock, random = Math.random, onError = () => {} } = options;
  const { durationMs = 15_000, renewDeadlineMs = 10_000, retryMs = 2_000 } = options;
  let seen: Sighting | undefined;
  let term: Term | undefined;

  const endTerm = () => {
    if (term === undefined) return;
    const { cancelDeadline, over } = term;
    term = undefined;
    cancelDeadline();
    over.abort();
    options.onLost();
  };
  /** The deadline counts from before the request, for that is the time that others will have seen it by. */
  const confirm = (lease: Stored<Lease>, asked: number) => {
    seen = { resourceVersion: lease.metadata.resourceVersion, at: asked };
    const left = renewDeadlineMs - (clock.now() - asked);
    if (left <= 0) return endTerm();
    const cancelDeadline = clock.setTimeout(endTerm, left);
    if (term !== undefined) {
      term.cancelDeadline();
      term.cancelDeadline = cancelDeadline;
      return;
    }
    term = { over: new AbortController(), cancelDeadline };
    options.onElected(term.over.signal);
  };

  const attempt = async () => {
    const call = { timeoutMs: renewDeadlineMs, signal };
    const lease = await leases.find(key, call);
    const now = clock.now();
    if (lease !== undefined && seen?.resourceVersion !== lease.metadata.resourceVersion) {
      seen = { resourceVersion: lease.metadata.resourceVersion, at: now };
    }
    const step = decideLease(lease, seen, identity, now, durationMs);
    switch (step.do) {
      case "create":
        return confirm(
          await leases.create({ metadata: { ...key }, spec: heldSince(now, now, 0) }, call),
          now,
        );
      case "take": {
        const transitions = (step.lease.spec?.leaseTransitions ?? 0) + 1;
        return confirm(
          await leases.update({ ...step.lease, spec: heldSince(now, now, transitions) }, call),
          now,
        );
      }
      case "renew": {
        const spec = { ...step.lease.spec, ...renewal(now) };
        return confirm(await leases.update({ ...step.lease, spec }, call), now);
      }
      case "wait":
        return endTerm();
    }
  };
  const renewal = (now: number) => ({
    holderIdentity: identity,
    leaseDurationSeconds: Math.ceil(durationMs / 1_000),
    renewTime: formatMicroTime(now),
  });
  const heldSince = (now: number, since: number, leaseTransitions: number): NonNullable<Lease["spec"]> => ({
    ...renewal(now),
    acquireTime: formatMicroTime(since),
    leaseTransitions,
  });

  while (!signal.aborted) {
    try {
      await attempt();
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
    // Followers come at different times, a leader at its own pace.
    await sleep(clock, term === undefined ? retryMs * (1 + 0.2 * random()) : retryMs, signal);
  }

  if (term === undefined) return;
  endTerm();
  try {
    const lease = await leases.find(key);
    if (lease?.spec?.holderIdentity !== identity) return;
    const now = clock.now();
    const spec = { ...lease.spec, ...renewal(now), holderIdentity: "", leaseDurationSeconds: 1 };
    await leases.update({ ...lease, spec });
  } catch (error) {
    onError(error);
  }
}

interface Term {
  readonly over: AbortController;
  cancelDeadline: () => void;
}
