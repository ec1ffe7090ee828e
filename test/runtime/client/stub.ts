/** A loopback server that answers as the test says, and remembers what it was asked. */
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { directAccess } from "../../../runtime/client/access.ts";
import { createHttpsTransport, type HttpsOptions } from "../../../runtime/client/https.ts";
import type { ObjectLike, ResourceRef } from "../../../runtime/client/object.ts";
import { createResource, type Resource } from "../../../runtime/client/resource.ts";
import type { Transport } from "../../../runtime/client/transport.ts";

export interface Asked {
  method: string;
  path: string;
  query: { [name: string]: string };
  headers: http.IncomingHttpHeaders;
  body: unknown;
}

export type Answer = (asked: Asked, response: http.ServerResponse) => void;

export interface Stub {
  url: string;
  asked: Asked[];
  transport: Transport;
  widgets: Resource<Widget>;
  close(): Promise<void>;
}

export interface Widget extends ObjectLike {
  spec?: { color?: string; size?: number; tags?: string[] };
  status?: { phase?: string };
}

export const WIDGETS = {
  group: "demo.example.com",
  version: "v1",
  kind: "Widget",
  plural: "widgets",
  namespaced: true,
} as const satisfies ResourceRef;

/** Retries at once, so that a test of retrying does not wait. */
const QUICK: HttpsOptions = { backoff: { baseMs: 1, factor: 1, maxMs: 1, jitter: 0 }, timeoutMs: 2_000 };

export async function stub(answer: Answer, options: HttpsOptions = {}): Promise<Stub> {
  const asked: Asked[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://stub");
      const text = Buffer.concat(chunks).toString("utf8");
      const each: Asked = {
        method: request.method ?? "",
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: request.headers,
        body: text === "" ? undefined : JSON.parse(text),
      };
      asked.push(each);
      answer(each, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = createHttpsTransport(directAccess({ server: url, token: "secret" }), {
    ...QUICK,
    ...options,
  });
  return {
    url,
    asked,
    transport,
    widgets: createResource<Widget>(transport, WIDGETS, { fieldManager: "tester" }),
    close() {
      transport.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Runs `use` against a stub and closes it whatever happens. */
export async function withStub(answer: Answer, use: (stub: Stub) => Promise<void>, options?: HttpsOptions) {
  const server = await stub(answer, options);
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

export function json(
  response: http.ServerResponse,
  body: unknown,
  code = 200,
  headers: http.OutgoingHttpHeaders = {},
) {
  response.writeHead(code, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

export function refuse(
  response: http.ServerResponse,
  code: number,
  reason: string,
  more: object = {},
  headers: http.OutgoingHttpHeaders = {},
) {
  json(response, statusOf(code, reason, more), code, headers);
}

export function statusOf(code: number, reason: string, more: object = {}) {
  const message = `refused: ${reason}`;
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message,
    reason,
    code,
    ...more,
  };
}

export function widget(name: string, version: number, more: { uid?: string; color?: string } = {}) {
  return {
    apiVersion: "demo.example.com/v1",
    kind: "Widget",
    metadata: {
      namespace: "default",
      name,
      uid: more.uid ?? `uid-${name}`,
      resourceVersion: String(version),
      creationTimestamp: "2026-01-02T15:04:05Z",
    },
    spec: { color: more.color ?? "red" },
  };
}

export function listOf(version: number, items: unknown[], token?: string) {
  const metadata = { resourceVersion: String(version), ...(token === undefined ? {} : { continue: token }) };
  return { apiVersion: "demo.example.com/v1", kind: "WidgetList", metadata, items };
}

export type EventType = "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
export const line = (type: EventType, object: unknown) => `${JSON.stringify({ type, object })}\n`;
export const bookmark = (version: number, annotations?: object) =>
  line("BOOKMARK", {
    kind: "Widget",
    apiVersion: "demo.example.com/v1",
    metadata: { resourceVersion: String(version), ...(annotations && { annotations }) },
  });

/** Begins a watch answer; the test goes on writing. */
export function watching(response: http.ServerResponse): http.ServerResponse {
  response.writeHead(200, { "content-type": "application/json" });
  response.flushHeaders();
  return response;
}

/** Polls until `holds`, for a second at most. */
export async function eventually(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 1_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within a second: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** The error that `action` fails with. */
export async function failure(
  action: Promise<unknown>,
): Promise<Error & { code?: unknown; reason?: unknown }> {
  try {
    await action;
  } catch (error) {
    return error as Error;
  }
  throw new Error("it did not fail");
}
