/** Waiting until one object is as wanted. */
import { type Clock, systemClock } from "./clock.ts";
import { isPermanent, TransportError } from "./errors.ts";
import { createInformer } from "./informer.ts";
import { keyString, type ObjectKey, type ObjectLike, type Stored } from "./object.ts";
import type { ReadableResource } from "./resource.ts";

export interface WaitOptions {
  /** Milliseconds; without it, until `signal` fires. */
  timeoutMs?: number;
  signal?: AbortSignal;
  clock?: Clock;
}

/** See `Resource.waitFor`. A refusal that repeating cannot cure (no rights, no such resource) ends the wait. */
export async function waitForObject<T extends ObjectLike>(
  resource: ReadableResource<T>,
  key: ObjectKey,
  predicate: (object: Stored<T> | undefined) => boolean,
  options: WaitOptions = {},
): Promise<Stored<T> | undefined> {
  const { timeoutMs, signal, clock = systemClock } = options;
  const what = `${resource.ref.kind} ${keyString(key)}`;
  let finish = (_: { object: Stored<T> | undefined } | { error: unknown }) => {};
  const finished = new Promise<{ object: Stored<T> | undefined } | { error: unknown }>((resolve) => {
    finish = resolve;
  });
  const look = (object: Stored<T> | undefined) => {
    try {
      if (predicate(object)) finish({ object });
    } catch (error) {
      finish({ error });
    }
  };
  const informer = createInformer(resource, {
    ...(key.namespace === undefined ? {} : { namespace: key.namespace }),
    fieldSelector: { "metadata.name": key.name },
    clock,
    onError: (error) => {
      if (isPermanent(error)) finish({ error });
    },
  });
  informer.handle({ added: look, updated: look, deleted: () => look(undefined) });
  const onAbort = () => finish({ error: new TransportError("aborted", `${what}: the wait was given up`) });
  const cancel =
    timeoutMs === undefined
      ? () => {}
      : clock.setTimeout(
          () =>
            finish({ error: new TransportError("timeout", `${what}: not as wanted after ${timeoutMs} ms`) }),
          timeoutMs,
        );
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted) onAbort();
  else informer.start();
  void informer.synced().then(() => {
    if (informer.store.size === 0) look(undefined);
  });
  try {
    const result = await finished;
    if ("error" in result) throw result.error;
    return result.object;
  } finally {
    cancel();
    signal?.removeEventListener("abort", onAbort);
    await informer.stop();
  }
}
