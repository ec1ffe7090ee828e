/** Two API servers that are asked the same: kube-apiserver and ours. */

import { test } from "uvu";
import { startRealServer } from "../../servers/start.ts";
import { startEmbedded } from "../../servers/start-embedded.ts";
import { withRealServer } from "../../servers/with-real-server.ts";
import { type HttpClient, httpClient, type Reply, type RequestOptions } from "../../support/http.ts";

/** What a server answers, as far as both must agree. */
export interface Answer {
  readonly status: number;
  /** `reason field: message` of every cause, or the whole message where there is none; sorted, as their order is not defined. */
  readonly causes: readonly string[];
  readonly warnings: readonly string[];
}

export interface Server {
  readonly send: HttpClient;
  readonly name: "kube-apiserver" | "the embedded server";
}

interface Body {
  readonly message?: string;
  readonly details?: {
    readonly causes?: readonly {
      readonly reason: string;
      readonly field?: string;
      readonly message: string;
    }[];
  };
}

export function answerOf(reply: Reply): Answer {
  const { message = "", details } = (reply.json ?? {}) as Body;
  const causes = details?.causes?.map((one) => `${one.reason} ${one.field ?? ""}: ${one.message}`);
  const texts = reply.status < 300 ? [] : (causes ?? [message]).map(anonymous);
  return { status: reply.status, causes: [...new Set(texts)].sort(), warnings: warningsOf(reply) };
}

/** Every compilation names its types anew. */
const anonymous = (text: string): string => text.replace(/selfType\d+/g, "selfType");

function warningsOf(reply: Reply): string[] {
  const header = [reply.headers.warning ?? []].flat().flatMap((text) => text.split(/, (?=299 )/));
  return header.map((text) => JSON.parse(text.replace(/^299 \S+ /, "")) as string).sort();
}

/** Declares tests of both servers: they are started before the first and ended after the last. */
export function onBothServers(declare: (servers: () => readonly [Server, Server]) => void): void {
  withRealServer(() => {
    let servers: readonly [Server, Server];
    const stops: (() => void | Promise<void>)[] = [];
    test.before(async () => {
      const [real, embedded] = await Promise.all([startRealServer(), startEmbedded()]);
      const started = [real!, embedded].map((server) => {
        const send = httpClient(server, server.tokens.admin);
        stops.push(() => send.close(), server.stop);
        return send;
      });
      servers = [
        { send: started[0]!, name: "kube-apiserver" },
        { send: started[1]!, name: "the embedded server" },
      ];
    });
    test.after(async () => {
      for (const stop of stops) await stop();
    });
    declare(() => servers);
  });
}

/** What the function yields of each item, in their order; at most `width` are under way at once. */
export async function each<T, R>(
  items: readonly T[],
  width: number,
  ask: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of rest) results[index] = await ask(item, index);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** Sends until the resource is served. */
export async function sendWhenServed(
  { send, name }: Server,
  path: string,
  options: RequestOptions,
): Promise<Reply> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const reply = await send(path, options);
    const isServed = reply.status !== 404 || (reply.json as Body | undefined)?.details !== undefined;
    if (isServed) return reply;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} does not serve ${path}`);
}
