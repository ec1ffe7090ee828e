/** The HTTPS socket: opening it, and closing it without cutting answers short. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { Certificates } from "./certificates.ts";

/** The port is taken. */
export class PortInUse extends Error {
  readonly code = "PortInUse";
  readonly port: number;
  constructor(host: string, port: number) {
    super(`port ${port} on ${host} is in use by another process; stop it or choose another port`);
    this.name = "PortInUse";
    this.port = port;
  }
}

export interface Listener {
  readonly port: number;
  /** Takes no more connections and waits for running requests, at most `grace` milliseconds. */
  close(grace: number): Promise<void>;
}

const badRequest =
  "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request";
/** How long a client may take to end a line that is no HTTP, in milliseconds. */
const lineGrace = 10_000;

interface ClientError extends Error {
  readonly code?: string;
  /** What arrived, and how much of it was still HTTP. */
  readonly rawPacket?: Buffer;
  readonly bytesParsed?: number;
}

/** Connections on which something was no HTTP: whatever else comes on them is none either. */
const garbled = new WeakSet<Duplex>();

/**
 * Tells a client that what it sent is no HTTP, after the answer to what it asked before. As in Go's server, a line has
 * to be complete to be judged: a body of unannounced length is noticed only with the next request.
 */
function refuse(error: ClientError, socket: Duplex, running: ServerResponse | undefined): void {
  const { code = "", rawPacket, bytesParsed = 0 } = error;
  if (!code.startsWith("HPE_") || rawPacket === undefined || !socket.writable) {
    socket.destroy();
    return;
  }
  const isFirst = !garbled.has(socket);
  garbled.add(socket);
  if (!rawPacket.includes("\n", isFirst ? bytesParsed : 0)) {
    (socket as Duplex & { setTimeout?: (ms: number) => void }).setTimeout?.(lineGrace);
    return;
  }
  const answer = () => {
    if (socket.writable) socket.end(badRequest, () => socket.destroy());
  };
  if (running === undefined || running.closed) answer();
  else running.once("close", answer);
}

/** Listens on `host:port` (0: any free port). Throws PortInUse. */
export async function listen(
  host: string,
  port: number,
  { key, certificate }: Certificates,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Listener> {
  const running = new WeakMap<Duplex, ServerResponse>();
  const server: Server = createServer(
    {
      key,
      cert: certificate,
      keepAlive: true,
      noDelay: true,
      keepAliveTimeout: 90_000,
      requestTimeout: 60_000,
      maxHeaderSize: 64 * 1024,
    },
    (request, response) => {
      running.set(request.socket, response);
      handle(request, response);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new PortInUse(host, port) : error);
    });
    server.listen(port, host, resolve);
  });
  // A client that breaks the connection or speaks no TLS is no error of the server, nor is one connection too many.
  server.on("error", () => {});
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  server.on("clientError", (error, socket) => refuse(error, socket, running.get(socket)));
  return {
    port: (server.address() as AddressInfo).port,
    close: (grace) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), grace);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
