/** A watch as an HTTP answer: one JSON event a line, bookmarks between, until its time is over. */
import type { ServerResponse } from "node:http";
import { StatusError } from "../contract.ts";
import { notAcceptable } from "../errors.ts";
import type { Registry } from "../registry/registry.ts";
import type { Resource } from "../registry/resource.ts";
import { type WatchEvent, type WatchQuery, watchObjects } from "../registry/watch.ts";
import { answerTypes } from "./negotiate.ts";
import { type RenderOptions, transformed } from "./render.ts";
import { setWarnings } from "./respond.ts";

export interface WatchStream {
  readonly query: WatchQuery;
  readonly allowBookmarks: boolean;
  /** Seconds; 0 for the server's choice. */
  readonly timeout: number;
}

const bookmarkEvery = 60_000;
const shortestTimeout = 30 * 60;
/** Timers hold no longer times: a bigger number would end the watch at once. */
const longestTimeout = 2 ** 31 / 1000 - 1;
/** A client that falls this many bytes of changes behind has to start again. */
const longestBacklog = 32 * 1024 * 1024;

/**
 * Answers a watch. Returns when the answer has begun; it ends at its timeout, when the client goes, when the resource
 * is no longer served as it was, or when `shutdown` says so. Throws StatusError for a wrong query before anything is
 * sent; a forgotten revision is told as an ERROR event.
 */
export function streamWatch(
  registry: Registry,
  resource: Resource,
  namespace: string,
  { query, allowBookmarks, timeout }: WatchStream,
  render: RenderOptions,
  connection: {
    response: ServerResponse;
    shutdown: AbortSignal;
    warnings: readonly string[];
    now: () => number;
    /** Told of a change that could not be shown. */
    report: (error: unknown) => void;
  },
): void {
  const { response, shutdown } = connection;
  if (render.form.format !== "json") throw notAcceptable(answerTypes.slice(0, 1));
  const plain = render.form.transform.as === "object";
  let isFirst = true;
  // What is to be told before the headers are out; afterwards nothing is kept here.
  let early: (string | Buffer)[] | undefined = [];
  let allowance = longestBacklog;

  const write = (...parts: (string | Buffer)[]) => {
    if (early !== undefined) {
      early.push(...parts);
      return;
    }
    if (response.writableEnded || response.destroyed) return;
    for (const part of parts) response.write(part);
    if (response.writableLength > allowance) response.destroy();
  };
  const tell = ({ type, object }: WatchEvent) => {
    if (plain) {
      write(`{"type":"${type}","object":`, object.json, "}\n");
    } else {
      const shown = transformed(resource, object.object, { ...render, now: connection.now() }, isFirst);
      isFirst = false;
      write(`${JSON.stringify({ type, object: shown })}\n`);
    }
  };
  const bookmark = (revision: number, annotations?: { [key: string]: string }) => {
    const metadata = {
      resourceVersion: String(revision),
      ...(annotations === undefined ? {} : { annotations }),
    };
    const object = { kind: resource.info.kind, apiVersion: resource.apiVersion, metadata };
    const shown = plain
      ? object
      : transformed(resource, object, { ...render, now: connection.now() }, isFirst);
    isFirst = false;
    write(`${JSON.stringify({ type: "BOOKMARK", object: shown })}\n`);
  };

  let stop: () => void = () => {};
  let failure: StatusError | undefined;
  try {
    stop = watchObjects(registry, resource, namespace, query, {
      event: tell,
      initialDone: (revision) => {
        if (query.sendInitialEvents && allowBookmarks)
          bookmark(revision, { "k8s.io/initial-events-end": "true" });
      },
      failed: (error) => {
        connection.report(error);
        response.destroy();
      },
    });
  } catch (error) {
    if (!(error instanceof StatusError) || error.status.code !== 410) throw error;
    failure = error;
  }

  response.setHeader("Content-Type", "application/json");
  response.setHeader("Cache-Control", "no-cache, private");
  setWarnings(response, connection.warnings);
  response.writeHead(200);
  response.flushHeaders();
  response.socket?.setNoDelay(true);
  const first = early;
  early = undefined;
  for (const part of first) {
    // The state at the beginning may be as big as it is.
    allowance += Buffer.byteLength(part);
    response.write(part);
  }
  if (failure !== undefined) {
    response.end(`${JSON.stringify({ type: "ERROR", object: failure.status })}\n`);
    return;
  }

  const seconds =
    timeout > 0
      ? Math.min(timeout, longestTimeout)
      : shortestTimeout + Math.floor(Math.random() * shortestTimeout);
  const tellRevision = () => {
    if (allowBookmarks) bookmark(registry.store.revision);
  };
  const bookmarks = setInterval(tellRevision, bookmarkEvery);
  const deadline = setTimeout(() => {
    tellRevision();
    end();
  }, seconds * 1000);
  // First nothing more comes, then the answer ends: a change in between must not be written behind its end.
  function release() {
    stop();
    clearTimeout(deadline);
    clearInterval(bookmarks);
    resource.retired.removeEventListener("abort", end);
    shutdown.removeEventListener("abort", end);
  }
  function end() {
    release();
    response.end();
  }
  resource.retired.addEventListener("abort", end);
  shutdown.addEventListener("abort", end);
  response.once("close", release);
  // All of this may already have happened, before anybody listened.
  if (response.closed) release();
  else if (resource.retired.aborted || shutdown.aborted) end();
}
