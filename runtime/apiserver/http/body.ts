/** Reads request bodies, never more than the limit. */
import type { IncomingMessage } from "node:http";
import { badRequest, requestTooLarge } from "../errors.ts";

export const bodyLimit = 3 * 1024 * 1024;

/** The whole body; throws RequestEntityTooLarge as soon as it is known to be too big. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > bodyLimit) throw requestTooLarge(bodyLimit);
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity")
    throw badRequest(`content encoding ${encoding} is not supported`);
  const chunks: Buffer[] = [];
  let size = 0;
  // Giving up must leave the connection open: the answer goes back on it.
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bodyLimit) throw requestTooLarge(bodyLimit);
      chunks.push(chunk);
    }
  } catch (error) {
    if (request.complete || !request.destroyed) throw error;
    throw badRequest("the connection broke before the whole body had arrived");
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
}
