/** One watch connection, as events. */
import { type Clock, systemClock } from "./clock.ts";
import { ApiError, type Status, TransportError } from "./errors.ts";
import type { Stored } from "./object.ts";
import type { ApiRequest, ByteStream, Transport } from "./transport.ts";

/** What a watch reports. A bookmark says that everything up to its version has been reported. */
export type WatchEvent<T> =
  | { type: "ADDED" | "MODIFIED" | "DELETED"; object: Stored<T> }
  | {
      type: "BOOKMARK";
      object: { metadata: { resourceVersion: string; annotations?: { [key: string]: string } } };
    };

/** Whether this bookmark ends the initial state of a watch that was asked for it. */
export function endsInitialEvents(event: WatchEvent<unknown>): boolean {
  return (
    event.type === "BOOKMARK" && event.object.metadata.annotations?.["k8s.io/initial-events-end"] === "true"
  );
}

/** No event is near this size; what is longer is not a watch. */
const LONGEST_LINE = 64 * 2 ** 20;

/**
 * Yields the events of one connection and ends when the server ends it. Throws `ApiError` for an ERROR event
 * (`isGone` when the version is too old), and `TransportError` when the connection breaks in the middle of an event,
 * carries what is no event, or is silent for `idleMs`.
 */
export async function* watchEvents<T>(
  transport: Transport,
  request: ApiRequest,
  idleMs: number,
  clock: Clock = systemClock,
): AsyncGenerator<WatchEvent<T>, void, undefined> {
  const stream = await transport.stream(request);
  const silence = idleTimer(stream, idleMs, clock);
  try {
    for await (const line of lines(stream, silence.restart)) yield parseEvent<T>(line);
  } finally {
    silence.stop();
    stream.close();
  }
  if (request.signal?.aborted) throw new TransportError("aborted", `${request.path}: given up by the caller`);
  if (silence.fired())
    throw new TransportError("idle", `${request.path}: the watch was silent for ${idleMs} ms`);
}

/** Splits at newlines on bytes: a newline byte is never part of another UTF-8 character. */
async function* lines(stream: ByteStream, onBytes: () => void): AsyncGenerator<string, void, undefined> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of stream) {
    onBytes();
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end));
      const line = Buffer.concat(parts).toString("utf8");
      parts = [];
      held = 0;
      start = end + 1;
      if (line.trim() !== "") yield line;
    }
    if (start < chunk.length) {
      parts.push(chunk.subarray(start));
      held += chunk.length - start;
      if (held > LONGEST_LINE) throw new TransportError("protocol", "a watch event is longer than 64 MiB");
    }
  }
  if (held > 0) throw new TransportError("reset", "the watch ended in the middle of an event");
}

function parseEvent<T>(line: string): WatchEvent<T> {
  let event: { type?: string; object?: { metadata?: unknown } };
  try {
    event = JSON.parse(line);
  } catch {
    throw new TransportError("protocol", `not a watch event: ${line.slice(0, 200)}`);
  }
  switch (event?.type) {
    case "ERROR":
      throw new ApiError(event.object as Status);
    case "ADDED":
    case "MODIFIED":
    case "DELETED":
    case "BOOKMARK":
      if (event.object?.metadata) return event as WatchEvent<T>;
  }
  throw new TransportError("protocol", `not a watch event: ${line.slice(0, 200)}`);
}

function idleTimer(stream: ByteStream, ms: number, clock: Clock) {
  let fired = false;
  const arm = () =>
    clock.setTimeout(() => {
      fired = true;
      stream.close();
    }, ms);
  let cancel = arm();
  return {
    restart: () => {
      cancel();
      cancel = arm();
    },
    stop: () => cancel(),
    fired: () => fired,
  };
}
