/** The admission webhook: an HTTPS server that an API server posts AdmissionReviews to. */

import type { IncomingMessage } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { CompiledRules } from "../../rules/lang/compiled.ts";
import type { Generators } from "../../rules/lang/defaulting.ts";
import { ADMISSION_PATH } from "./configuration.ts";
import type { ObjectReader } from "./lookups.ts";
import { type AdmissionReview, review } from "./review.ts";

export interface WebhookServer {
  readonly port: number;
  /** Takes nothing new; resolves when the last answer was sent. */
  close(): Promise<void>;
}

export interface WebhookServerOptions {
  readonly rules: readonly CompiledRules[];
  readonly generators: Generators;
  /** Where rows' other objects and the parameters of admission are read. */
  readonly reader: ObjectReader;
  /** PEM. */
  readonly key: string;
  readonly certificate: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** What an API server may send, as its own limit on objects. */
const LARGEST_BODY = 3 * 1024 * 1024;

export async function startWebhookServer(options: WebhookServerOptions): Promise<WebhookServer> {
  const server = createServer({ key: options.key, cert: options.certificate }, async (request, response) => {
    const answer = await respond(request, options).catch(failed);
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

interface Answer {
  status: number;
  body: object;
}

async function respond(request: IncomingMessage, options: WebhookServerOptions): Promise<Answer> {
  const path = request.url?.split("?")[0];
  if (request.method === "GET" && path === "/healthz") return { status: 200, body: { status: "ok" } };
  if (request.method !== "POST" || path !== ADMISSION_PATH)
    return { status: 404, body: { message: `POST ${ADMISSION_PATH}` } };
  const text = await readText(request);
  if (text === undefined)
    return { status: 413, body: { message: `the body has more than ${LARGEST_BODY} bytes` } };
  const body = parseJson(text);
  if (!isReview(body))
    return { status: 400, body: { message: "the body is not an AdmissionReview with a request" } };
  return { status: 200, body: await review(options.rules, body, options.generators, options.reader) };
}

/** The connection broke, so that nobody hears this, or something is wrong with us. */
const failed = (error: unknown): Answer => ({ status: 500, body: { message: String(error) } });

function isReview(body: unknown): body is AdmissionReview {
  const { request } = (body ?? {}) as Partial<AdmissionReview>;
  const { userInfo } = request ?? {};
  return (
    typeof request?.uid === "string" &&
    typeof request.kind?.kind === "string" &&
    typeof userInfo === "object" &&
    userInfo !== null &&
    Array.isArray(userInfo.groups ?? [])
  );
}

/** The body; undefined when it is too large. It is read to its end, for a client listens only after that. */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > LARGEST_BODY) chunks = [];
    else chunks.push(chunk as Buffer);
  }
  return size > LARGEST_BODY ? undefined : Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
