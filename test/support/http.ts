/** A small HTTPS client for servers with their own certificate; one connection pool a client. */
import { Agent, request } from "node:https";
import type { Access } from "./kubeconfig.ts";

export interface Reply {
  status: number;
  headers: { [name: string]: string | string[] | undefined };
  text: string;
  /** The body as JSON; undefined where it is not JSON. */
  json: unknown;
}

export interface RequestOptions {
  method?: string;
  headers?: { [name: string]: string };
  /** Sent as it is when a string, as JSON otherwise. */
  body?: unknown;
  /** Return what has arrived once this says so; for watches. */
  enough?: (text: string) => boolean;
  /** Milliseconds; 10,000 when unset. A reply that ended by `enough` or by time is returned as far as it came. */
  timeout?: number;
}

export type Send = (path: string, options?: RequestOptions) => Promise<Reply>;

export interface HttpClient extends Send {
  close(): void;
}

/** A client that sends `token` with every request. */
export function httpClient({ url, ca }: Access, token?: string): HttpClient {
  const agent = new Agent({ ca, keepAlive: true });
  const send = (path: string, options: RequestOptions = {}): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const { method = "GET", body, enough, timeout = 60_000 } = options;
      const payload = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
      const headers: { [name: string]: string } = { accept: "application/json" };
      if (token) headers.authorization = `Bearer ${token}`;
      if (payload !== undefined) headers["content-type"] = "application/json";
      Object.assign(headers, options.headers);
      const call = request(new URL(path, url), { agent, method, headers }, (answer) => {
        let text = "";
        const finish = (): void => {
          clearTimeout(timer);
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: parse(text) });
          if (!answer.complete) call.destroy();
        };
        const timer = setTimeout(finish, timeout);
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => {
          text += chunk;
          if (enough?.(text)) finish();
        });
        answer.on("end", finish);
        answer.on("error", finish);
      });
      call.on("error", reject);
      call.setTimeout(timeout + 1_000, () =>
        call.destroy(new Error(`${method} ${path}: no answer in ${timeout} ms`)),
      );
      call.end(payload);
    });
  return Object.assign(send, { close: () => agent.destroy() });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
