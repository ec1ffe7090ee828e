/** Writes answers: a body once, compressed where it is big and the client can read that. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { stringify as stringifyYaml } from "yaml";
import { kubernetesYaml } from "../../yaml.ts";
import { type Status, StatusError } from "../contract.ts";
import { internalError } from "../errors.ts";

const compress = promisify(gzip);
const compressFrom = 128 * 1024;

/** Bodies above this size are not left waiting for a client that does not read, for longer than the grace (ms). */
const unreadLimit = 64 * 1024;
const unreadGrace = 60_000;

export interface Answer {
  readonly code: number;
  readonly contentType: string;
  readonly body: Buffer;
  readonly headers?: { readonly [name: string]: string };
}

/** Sends an answer with its warnings; resolves when it is handed to the connection. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  warnings: readonly string[],
): Promise<void> {
  if (response.destroyed || response.headersSent) return;
  let { body } = answer;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (body.length >= compressFrom && acceptsGzip(request)) {
    body = await compress(body, { level: 1 });
    response.setHeader("Content-Encoding", "gzip");
    response.setHeader("Vary", "Accept-Encoding");
  }
  setWarnings(response, warnings);
  if (response.getHeader("Content-Type") === undefined)
    response.setHeader("Content-Type", answer.contentType);
  response.setHeader("Content-Length", body.length);
  response.writeHead(answer.code);
  response.end(request.method === "HEAD" ? undefined : body);
  if (body.length > unreadLimit) response.setTimeout(unreadGrace, () => response.destroy());
}

function acceptsGzip(request: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
}

const longestWarnings = 4096;
const longestCutWarning = 256;

/** Adds one Warning header a text. Long texts are cut when all together get too long. */
export function setWarnings(response: ServerResponse, warnings: readonly string[]): void {
  const unique = [...new Set(warnings)];
  if (unique.length === 0) return;
  const total = unique.reduce((sum, text) => sum + text.length, 0);
  const shown =
    total <= longestWarnings ? unique : unique.map((text) => [...text].slice(0, longestCutWarning).join(""));
  response.setHeader(
    "Warning",
    shown.map((text) => `299 - ${quoted(text)}`),
  );
}

/** An HTTP quoted-string: header values hold neither control characters nor anything beyond Latin-1. */
function quoted(text: string): string {
  const printable = [...text.replace(/[\t\r\n]/g, " ")]
    .filter((char) => char >= " " && char !== "\x7f")
    .join("");
  const bytes = Buffer.from(printable.replace(/["\\]/g, "\\$&")).toString("latin1");
  return `"${bytes}"`;
}

export function jsonAnswer(code: number, value: unknown): Answer {
  return { code, contentType: "application/json", body: Buffer.from(JSON.stringify(value)) };
}

export function textAnswer(code: number, text: string): Answer {
  return { code, contentType: "text/plain; charset=utf-8", body: Buffer.from(text) };
}

export function yamlAnswer(code: number, value: unknown): Answer {
  return {
    code,
    contentType: "application/yaml",
    body: Buffer.from(stringifyYaml(value, { ...kubernetesYaml, aliasDuplicateObjects: false })),
  };
}

/** Whatever went wrong as a Status. Only what nobody foresaw is an internal error. */
export function statusOf(error: unknown): Status {
  if (error instanceof StatusError) return error.status;
  return internalError(error instanceof Error ? error.message : String(error)).status;
}
