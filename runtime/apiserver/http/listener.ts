/** The HTTPS socket: opening it, and closing it without cutting answers short. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
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

/** Listens on `host:port` (0: any free port). Throws PortInUse. */
export async function listen(
  host: string,
  port: number,
  { key, certificate }: Certificates,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Listener> {
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
    handle,
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new PortInUse(host, port) : error);
    });
    server.listen(port, host, resolve);
  });
  // A client that breaks the connection or speaks no TLS is no error of the server.
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  server.on("clientError", (_error, socket) => socket.destroy());
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
