/** What the client needs of a connection. `https.ts` is the one for Node; another runtime brings its own. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Values that may stand in a query; `undefined` is left out. */
export type Query = { readonly [name: string]: string | number | boolean | undefined };

/** One request to the API server. */
export interface ApiRequest {
  method: Method;
  /** Absolute path, already escaped. */
  path: string;
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
  /** Of the body; `application/json` unless told otherwise. */
  contentType?: string;
  accept?: string;
  signal?: AbortSignal;
  /** Milliseconds until the whole answer must be there (for a stream: its beginning); each retry has as many. */
  timeoutMs?: number;
  /** Called for each `Warning` header of the answer, beside the transport's own callback. */
  onWarning?: (text: string) => void;
}

/** Bytes as they arrive. Ends when the server ends it, throws `TransportError` when the connection breaks. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  /** Closes the connection; the iteration ends. */
  close(): void;
}

/** Sends requests. Every method throws `ApiError` or `TransportError`, nothing else. */
export interface Transport {
  /** The namespace of a request that names none. */
  readonly namespace: string;
  /** The decoded JSON of a successful answer. */
  request(request: ApiRequest): Promise<unknown>;
  /** The answer as it arrives, once the server has accepted the request. */
  stream(request: ApiRequest): Promise<ByteStream>;
  /** Closes all connections; requests under way fail. */
  close(): void;
}

/** `?a=1&b=2`, or nothing. */
export function queryString(query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
