/** The Status answers of the API server, worded as Kubernetes words them. One function a reason. */
import type { FieldError } from "../../rules/lang/schema/types.ts";
import { type Status, type StatusDetails, StatusError } from "./contract.ts";

/** The resource an error speaks of; `resource` is the plural name. */
export interface GroupResource {
  readonly group: string;
  readonly resource: string;
}

type Cause = NonNullable<StatusDetails["causes"]>[number];

export function failure(code: number, reason: string, message: string, details?: StatusDetails): StatusError {
  const status: Status = {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message,
    reason,
    code,
  };
  if (details !== undefined) status.details = details;
  return new StatusError(status);
}

/** A failure that Kubernetes answers with 500 and no reason. */
export function unreasoned(message: string): StatusError {
  const { status } = failure(500, "", message);
  delete status.reason;
  return new StatusError(status);
}

/** `widgets.example.com`, or `pods` in the core group. */
export function qualified({ group, resource }: GroupResource): string {
  return group === "" ? resource : `${resource}.${group}`;
}

function detailsOf({ group, resource }: GroupResource, name: string, causes?: Cause[]): StatusDetails {
  return {
    ...(name === "" ? {} : { name }),
    ...(group === "" ? {} : { group }),
    kind: resource,
    ...(causes === undefined ? {} : { causes }),
  };
}

export function badRequest(message: string): StatusError {
  return failure(400, "BadRequest", message);
}

export function unauthorized(): StatusError {
  return failure(401, "Unauthorized", "Unauthorized");
}

export function forbidden(on: GroupResource, name: string, why: string, causes?: Cause[]): StatusError {
  const subject = name === "" ? qualified(on) : `${qualified(on)} ${JSON.stringify(name)}`;
  return failure(403, "Forbidden", `${subject} is forbidden: ${why}`, detailsOf(on, name, causes));
}

export function notFound(on: GroupResource, name: string): StatusError {
  return failure(404, "NotFound", `${qualified(on)} ${JSON.stringify(name)} not found`, detailsOf(on, name));
}

export function unknownPath(): StatusError {
  return failure(404, "NotFound", "the server could not find the requested resource", {});
}

export function methodNotAllowed(): StatusError {
  return failure(
    405,
    "MethodNotAllowed",
    "the server does not allow this method on the requested resource",
    {},
  );
}

export function methodNotSupported(on: GroupResource, verb: string): StatusError {
  const message = `${verb} is not supported on resources of kind ${JSON.stringify(qualified(on))}`;
  return failure(405, "MethodNotAllowed", message, detailsOf(on, ""));
}

export function notAcceptable(accepted: readonly string[]): StatusError {
  const message = `only the following media types are accepted: ${accepted.join(", ")}`;
  return failure(406, "NotAcceptable", message);
}

export function alreadyExists(on: GroupResource, name: string): StatusError {
  return failure(
    409,
    "AlreadyExists",
    `${qualified(on)} ${JSON.stringify(name)} already exists`,
    detailsOf(on, name),
  );
}

/** The name is taken by an object that waits for its finalizers. */
export function beingDeleted(on: GroupResource, name: string): StatusError {
  const message = `object is being deleted: ${qualified(on)} ${JSON.stringify(name)} already exists`;
  return failure(409, "AlreadyExists", message, detailsOf(on, name));
}

export function conflict(on: GroupResource, name: string, why: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualified(on)} ${JSON.stringify(name)}: ${why}`;
  return failure(409, "Conflict", message, detailsOf(on, name));
}

/** The object changed between the caller's read and its write. */
export function modified(on: GroupResource, name: string): StatusError {
  return conflict(
    on,
    name,
    "the object has been modified; please apply your changes to the latest version and try again",
  );
}

/** The revision asked for is compacted: list again. */
export function expired(message: string): StatusError {
  return failure(410, "Expired", message);
}

export function tooOldResourceVersion(asked: number, oldest: number): StatusError {
  return expired(`too old resource version: ${asked} (${oldest})`);
}

export function requestTooLarge(limit: number): StatusError {
  return failure(413, "RequestEntityTooLarge", `Request entity too large: limit is ${limit}`);
}

export function unsupportedMediaType(accepted: readonly string[]): StatusError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(", ")}`;
  return failure(415, "UnsupportedMediaType", message);
}

/** The object breaks its schema or rules. `text` is the errors' text as one, `causes` one per error. */
export function invalid(
  kind: { group: string; kind: string },
  name: string,
  text: string,
  causes: Cause[],
): StatusError {
  const subject = kind.group === "" ? kind.kind : `${kind.kind}.${kind.group}`;
  const message = `${subject} ${JSON.stringify(name)} is invalid${text === "" ? "" : `: ${text}`}`;
  const details: StatusDetails = {
    ...(name === "" ? {} : { name }),
    ...(kind.group === "" ? {} : { group: kind.group }),
    ...(kind.kind === "" ? {} : { kind: kind.kind }),
    causes,
  };
  return failure(422, "Invalid", message, details);
}

/** A patch that does not fit the object it is for. Kubernetes does not tell why. */
export function unprocessablePatch(): StatusError {
  return failure(422, "Invalid", "the server rejected our request due to an error in our request");
}

export function internalError(why: string): StatusError {
  return failure(500, "InternalError", `Internal error occurred: ${why}`, { causes: [{ message: why }] });
}

export function tooLargeResourceVersion(asked: number, current: number): StatusError {
  const text = "Too large resource version";
  return failure(504, "Timeout", `Timeout: ${text}: ${asked}, current: ${current}`, {
    causes: [{ reason: "ResourceVersionTooLarge", message: text }],
    retryAfterSeconds: 1,
  });
}

/** Shorthands for the complaints that the registry itself raises. */
export const fieldError = {
  invalid: (field: string, value: unknown, detail: string): FieldError => ({
    type: "FieldValueInvalid",
    field,
    value,
    detail,
  }),
  required: (field: string, detail = ""): FieldError => ({ type: "FieldValueRequired", field, detail }),
  forbidden: (field: string, detail: string): FieldError => ({ type: "FieldValueForbidden", field, detail }),
  notSupported: (field: string, value: unknown, supported: readonly string[]): FieldError => ({
    type: "FieldValueNotSupported",
    field,
    value,
    detail: `supported values: ${supported.map((text) => JSON.stringify(text)).join(", ")}`,
  }),
  duplicate: (field: string, value: unknown): FieldError => ({
    type: "FieldValueDuplicate",
    field,
    value,
    detail: "",
  }),
  tooLong: (field: string, value: unknown, limit: number): FieldError => ({
    type: "FieldValueTooLong",
    field,
    value,
    detail: `may not be more than ${limit} bytes`,
  }),
};
