/** What a request can fail with: the server's own refusal (`ApiError`), or no usable answer (`TransportError`). */

/** `meta.k8s.io/v1 Status`, as a failed request answers it. */
export interface Status {
  kind: "Status";
  apiVersion: "v1";
  metadata?: { resourceVersion?: string; continue?: string };
  status?: "Success" | "Failure";
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code?: number;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: { reason?: string; message?: string; field?: string }[];
  retryAfterSeconds?: number;
}

/** The server refused. Match `reason` or `code`; `message` is for people; `status` is the whole answer. */
export class ApiError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly status: Status;

  constructor(status: Status) {
    super(status.message || status.reason || `the server answered ${status.code ?? "with an error"}`);
    this.name = "ApiError";
    this.code = status.code ?? 500;
    this.reason = status.reason || "Unknown";
    this.status = status;
  }
}

/**
 * Why there was no answer: `refused` nobody listens there, `reset` the connection broke, `timeout` no answer in time,
 * `idle` a watch stayed silent too long, `aborted` the caller gave up, `tls` the server's certificate is not trusted,
 * `credentials` none could be had, `protocol` the answer is not what Kubernetes sends.
 */
export type TransportFault =
  | "refused"
  | "reset"
  | "timeout"
  | "idle"
  | "aborted"
  | "tls"
  | "credentials"
  | "protocol";

/** There was no usable answer; whether the server acted is unknown, except after `refused`, `tls` and `credentials`. */
export class TransportError extends Error {
  readonly code: TransportFault;

  constructor(code: TransportFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "TransportError";
    this.code = code;
  }
}

const reasonIs = (reason: string) => (error: unknown) => error instanceof ApiError && error.reason === reason;

export const isNotFound = reasonIs("NotFound");
export const isAlreadyExists = reasonIs("AlreadyExists");
export const isConflict = reasonIs("Conflict");
export const isInvalid = reasonIs("Invalid");
export const isForbidden = reasonIs("Forbidden");
export const isUnauthorized = reasonIs("Unauthorized");
export const isBadRequest = reasonIs("BadRequest");
export const isTooManyRequests = reasonIs("TooManyRequests");

/** The asked-for history is gone (410 `Expired` or `Gone`): list again. */
export function isGone(error: unknown): boolean {
  return (
    error instanceof ApiError && (error.code === 410 || error.reason === "Expired" || error.reason === "Gone")
  );
}

/** The request cannot succeed by trying again unchanged: the caller, its rights or the address is wrong. */
export function isPermanent(error: unknown): boolean {
  if (error instanceof TransportError) return error.code === "tls";
  return error instanceof ApiError && [400, 401, 403, 404, 405, 415, 422].includes(error.code);
}

export function isAborted(error: unknown): boolean {
  return error instanceof TransportError && error.code === "aborted";
}
