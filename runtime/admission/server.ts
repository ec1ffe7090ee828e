/** The admission webhook: an HTTPS server that an API server posts AdmissionReviews to. */

import type { IncomingMessage } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { CompiledRules } from "../../rules/lang/compiled.ts";
import type { Generators } from "../../rules/lang/defaulting.ts";
import { type AdmissionReview, review } from "./review.ts";

export interface WebhookServer {
  readonly port: number;
  /** Takes nothing new; resolves when the last answer was sent. */
  close(): Promise<void>;
}

export interface WebhookServerOptions {
  readonly rules: readonly CompiledRules[];
  readonly generators: Generators;
  /** PEM. */
  readonly key: string;
  readonly certificate: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** Where reviews are posted. */
export const ADMISSION_PATH = "/admit";

/** What an API server may send, as its own limit on objects. */
const LARGEST_BODY = 3 * 1024 * 1024;

export async function startWebhookServer(options: WebhookServerOptions): Promise<WebhookServer> {
  const server = createServer({ key: options.key, cert: options.certificate }, async (request, response) => {
    const answer = await respond(request, options);
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function respond(
  request: IncomingMessage,
  options: WebhookServerOptions,
): Promise<{ status: number; body: object }> {
  const path = request.url?.split("?")[0];
  if (request.method === "GET" && path === "/healthz") return { status: 200, body: { status: "ok" } };
  if (request.method !== "POST" || path !== ADMISSION_PATH)
    return { status: 404, body: { message: `POST ${ADMISSION_PATH}` } };
  const body = await readJson(request);
  if (!isReview(body))
    return { status: 400, body: { message: "the body is not an AdmissionReview with a request" } };
  return { status: 200, body: review(options.rules, body, options.generators) };
}

const isReview = (body: unknown): body is AdmissionReview => {
  const request = (body as AdmissionReview | undefined)?.request;
  return (
    typeof request?.uid === "string" &&
    typeof request.kind?.kind === "string" &&
    typeof request.userInfo === "object"
  );
};

/** The body as JSON; undefined when it is none or too large. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > LARGEST_BODY) return undefined;
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
