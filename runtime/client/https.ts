/** The transport for Node: HTTPS with a bounded pool of kept-alive connections, time limits and careful retries. */
import * as http from "node:http";
import * as https from "node:https";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { ClusterAccess, Credentials } from "./access.ts";
import { type Backoff, backoffDelay } from "./backoff.ts";
import { type Clock, sleep, systemClock } from "./clock.ts";
import { ApiError, type Status, TransportError, type TransportFault } from "./errors.ts";
import { type ApiRequest, type ByteStream, queryString, type Transport } from "./transport.ts";

export interface HttpsOptions {
  userAgent?: string;
  /** Connections for requests; watches have their own. */
  maxConnections?: number;
  /** Milliseconds after which a connection that nobody uses is closed: before the server does, as ours do after 5 s. */
  idleConnectionMs?: number;
  /** Milliseconds a request may take unless it says otherwise. */
  timeoutMs?: number;
  /** How often a request is repeated at most, and how long to wait where the server does not say. */
  retries?: number;
  backoff?: Backoff;
  /** Called for each `Warning` header. */
  onWarning?: (text: string) => void;
  clock?: Clock;
  random?: () => number;
}

const RETRY: Backoff = { baseMs: 100, factor: 2, maxMs: 5_000, jitter: 0.5 };
/** A server may ask for more patience than a caller has; its own time limit or signal still ends the wait. */
const LONGEST_RETRY_AFTER_MS = 60_000;
const unzip = promisify(gunzip);

/** Opens no connection yet. The transport holds sockets until `close`. Throws `TransportError` for what is no address. */
export function createHttpsTransport(access: ClusterAccess, options: HttpsOptions = {}): Transport {
  const {
    timeoutMs = 30_000,
    retries = 4,
    backoff = RETRY,
    clock = systemClock,
    random = Math.random,
  } = options;
  const base = baseUrl(access.server);
  const prefix = base.pathname.replace(/\/+$/, "");
  const scheme = base.protocol === "http:" ? http : https;
  const tls = tlsOptions(access);
  const { maxConnections = 16, idleConnectionMs = 4_000 } = options;
  // A request on a connection that the server is just closing would fail, and only some may be repeated.
  const idle = { keepAlive: true, timeout: idleConnectionMs };
  const pool = new scheme.Agent({ ...idle, maxSockets: maxConnections, ...tls });
  const streams = new scheme.Agent({ keepAlive: false, ...tls });

  /** Resolves when the answer begins; `limit` covers the body too, as long as the caller has not cleared it. */
  async function open(
    request: ApiRequest,
    agent: http.Agent,
    limit: Deadline,
  ): Promise<http.IncomingMessage> {
    const { cert, key, authorization } = await credentialsOf(access);
    const body = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body));
    const headers: http.OutgoingHttpHeaders = {
      accept: request.accept ?? "application/json",
      "accept-encoding": agent === pool ? "gzip" : "identity",
      "user-agent": options.userAgent ?? "vmop",
    };
    if (authorization !== undefined) headers.authorization = authorization;
    if (body !== undefined) {
      headers["content-type"] = request.contentType ?? "application/json";
      headers["content-length"] = body.length;
    }
    const target: https.RequestOptions = {
      protocol: base.protocol,
      hostname: base.hostname.replace(/^\[|\]$/g, ""),
      port: base.port || undefined,
      path: prefix + request.path + queryString(request.query),
      method: request.method,
      headers,
      agent,
      signal: limit.signal,
    };
    if (cert !== undefined) target.cert = cert;
    if (key !== undefined) target.key = key;
    return new Promise((resolve, reject) => {
      const outgoing = scheme.request(target, resolve);
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }

  function warn(request: ApiRequest, answer: http.IncomingMessage): void {
    for (const text of warningsOf(answer.rawHeaders)) {
      options.onWarning?.(text);
      request.onWarning?.(text);
    }
  }

  async function once(request: ApiRequest): Promise<unknown> {
    const limit = deadline(request.timeoutMs ?? timeoutMs, request.signal);
    try {
      const answer = await open(request, pool, limit);
      const text = await bodyOf(answer);
      warn(request, answer);
      const status = answer.statusCode ?? 0;
      if (status < 200 || status > 299) throw refusal(status, text, answer.headers["retry-after"]);
      return parse(request, text);
    } catch (error) {
      throw asFailure(error, request, base.origin, limit);
    } finally {
      limit.clear();
    }
  }

  async function openStream(request: ApiRequest): Promise<ByteStream> {
    const limit = deadline(request.timeoutMs ?? timeoutMs, request.signal);
    try {
      const answer = await open(request, streams, limit);
      warn(request, answer);
      const status = answer.statusCode ?? 0;
      if (status < 200 || status > 299) {
        throw refusal(status, await bodyOf(answer), answer.headers["retry-after"]);
      }
      limit.stopTimer();
      return byteStream(answer, (error) => asFailure(error, request, base.origin, limit), limit);
    } catch (error) {
      limit.clear();
      throw asFailure(error, request, base.origin, limit);
    }
  }

  async function retrying<R>(request: ApiRequest, attempt: (request: ApiRequest) => Promise<R>): Promise<R> {
    for (let tries = 0; ; tries++) {
      try {
        return await attempt(request);
      } catch (error) {
        if (tries >= retries || !mayRepeat(request, error)) throw error;
        const asked = error instanceof ApiError ? (error.status.details?.retryAfterSeconds ?? 0) * 1_000 : 0;
        const wait =
          asked > 0 ? Math.min(asked, LONGEST_RETRY_AFTER_MS) : backoffDelay(backoff, tries, random);
        await sleep(clock, wait, request.signal);
      }
    }
  }

  return {
    namespace: access.namespace,
    request: (request) => retrying(request, once),
    stream: (request) => retrying(request, openStream),
    close() {
      pool.destroy();
      streams.destroy();
    },
  };
}

/** A 429 was not processed, so any verb may repeat it; after the rest only those that may safely happen twice. */
function mayRepeat(request: ApiRequest, error: unknown): boolean {
  if (request.signal?.aborted) return false;
  if (error instanceof ApiError && error.code === 429) return true;
  const idempotent = request.method === "GET" || request.method === "PUT" || request.method === "DELETE";
  if (error instanceof ApiError) return idempotent && error.code === 503;
  return idempotent && error instanceof TransportError && error.code === "reset";
}

function baseUrl(server: string): URL {
  try {
    const url = new URL(server);
    if (url.protocol === "https:" || url.protocol === "http:") return url;
  } catch {
    // Said below.
  }
  throw new TransportError("protocol", `the API server's address "${server}" is not an HTTPS URL`);
}

async function credentialsOf(access: ClusterAccess): Promise<Credentials> {
  try {
    return access.refresh === undefined ? access.credentials : await access.refresh();
  } catch (error) {
    throw new TransportError("credentials", (error as Error).message, error);
  }
}

function tlsOptions(access: ClusterAccess): https.AgentOptions {
  const options: https.AgentOptions = { rejectUnauthorized: !access.insecureSkipTlsVerify };
  if (access.ca !== undefined) options.ca = access.ca;
  if (access.tlsServerName !== undefined) options.servername = access.tlsServerName;
  return options;
}

interface Deadline {
  readonly signal: AbortSignal;
  /** True once the time limit, not the caller, ended the request. */
  expired(): boolean;
  stopTimer(): void;
  clear(): void;
}

/** One signal for the caller's and the time limit; listeners are removed, since a caller's signal may live long. */
function deadline(ms: number, signal?: AbortSignal): Deadline {
  const controller = new AbortController();
  let expired = false;
  const onAbort = () => controller.abort();
  const timer = setTimeout(() => {
    expired = true;
    controller.abort();
  }, ms);
  if (signal?.aborted) controller.abort();
  signal?.addEventListener("abort", onAbort, { once: true });
  const stopTimer = () => clearTimeout(timer);
  return {
    signal: controller.signal,
    expired: () => expired,
    stopTimer,
    clear() {
      stopTimer();
      signal?.removeEventListener("abort", onAbort);
    },
  };
}

async function bodyOf(answer: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return (answer.headers["content-encoding"] === "gzip" ? await unzip(bytes) : bytes).toString("utf8");
}

function byteStream(
  answer: http.IncomingMessage,
  failure: (error: unknown) => Error,
  limit: Deadline,
): ByteStream {
  let closed = false;
  return {
    close() {
      closed = true;
      limit.clear();
      answer.destroy();
    },
    async *[Symbol.asyncIterator]() {
      try {
        for await (const chunk of answer) yield chunk as Uint8Array;
      } catch (error) {
        if (!closed) throw failure(error);
      } finally {
        limit.clear();
        answer.destroy();
      }
    },
  };
}

function parse(request: ApiRequest, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TransportError(
      "protocol",
      `${request.method} ${request.path}: the answer is not JSON: ${excerpt(text)}`,
    );
  }
}

function refusal(code: number, text: string, retryAfter: string | undefined): ApiError {
  const status = statusOf(code, text);
  const seconds = Number(retryAfter);
  if (seconds > 0 && status.details?.retryAfterSeconds === undefined) {
    status.details = { ...status.details, retryAfterSeconds: seconds };
  }
  return new ApiError(status);
}

/** The server's Status, or one in its words where a proxy or a plain handler answered. */
function statusOf(code: number, text: string): Status {
  try {
    const body = JSON.parse(text) as Status;
    if (body?.kind === "Status") return { ...body, code: body.code ?? code };
  } catch {
    // Not JSON: said below.
  }
  const reason = REASONS[code] ?? "Unknown";
  return {
    kind: "Status",
    apiVersion: "v1",
    code,
    reason,
    message: excerpt(text) || `the server answered ${code}`,
  };
}

const REASONS: { readonly [code: number]: string } = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  406: "NotAcceptable",
  409: "Conflict",
  410: "Gone",
  413: "RequestEntityTooLarge",
  415: "UnsupportedMediaType",
  422: "Invalid",
  429: "TooManyRequests",
  500: "InternalError",
  503: "ServiceUnavailable",
  504: "Timeout",
};

const excerpt = (text: string) => text.trim().slice(0, 300);

const FAULTS: { readonly [code: string]: TransportFault } = {
  ECONNREFUSED: "refused",
  ENOTFOUND: "refused",
  EAI_AGAIN: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ECONNABORTED: "reset",
  ETIMEDOUT: "reset",
};

function asFailure(error: unknown, request: ApiRequest, server: string, limit: Deadline): Error {
  if (error instanceof ApiError || error instanceof TransportError) return error;
  const what = `${request.method} ${server}${request.path}`;
  if (request.signal?.aborted) return new TransportError("aborted", `${what}: given up by the caller`, error);
  if (limit.expired()) return new TransportError("timeout", `${what}: no answer in time`, error);
  const { code = "", message } = error as NodeJS.ErrnoException;
  const fault = FAULTS[code] ?? (/CERT|TLS|SSL|EPROTO|^UNABLE_TO/.test(code) ? "tls" : "protocol");
  return new TransportError(fault, `${what}: ${message || code}`, error);
}

/** The texts of `Warning: 299 - "text"` headers, which Node would join into one line. */
export function warningsOf(rawHeaders: readonly string[]): string[] {
  return rawHeaders.flatMap((value, index) => {
    if (index % 2 === 0 || rawHeaders[index - 1]?.toLowerCase() !== "warning") return [];
    return [...value.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
      (match[1] ?? "").replace(/\\(.)/g, "$1"),
    );
  });
}
