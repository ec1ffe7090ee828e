/** The query parameters of the Kubernetes API, read and checked. */
import { badRequest, failure } from "../errors.ts";
import type { DeleteOptions } from "../registry/delete.ts";
import type { ListQuery } from "../registry/list.ts";
import type { FieldValidation } from "../registry/resource.ts";
import type { WatchQuery } from "../registry/watch.ts";
import type { IncludeObject } from "../table.ts";

export function isTrue(parameters: URLSearchParams, name: string): boolean {
  const text = parameters.get(name);
  return text !== null && text !== "false" && text !== "0";
}

function wholeNumber(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === null || text === "") return undefined;
  if (!/^-?\d{1,15}$/.test(text)) {
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  return Number(text);
}

function given<K extends string>(parameters: URLSearchParams, ...names: K[]): { [name in K]?: string } {
  const found: { [name in K]?: string } = {};
  for (const name of names) {
    const text = parameters.get(name);
    if (text !== null && text !== "") found[name] = text;
  }
  return found;
}

export function listQuery(parameters: URLSearchParams): ListQuery {
  const limit = wholeNumber(parameters, "limit");
  return {
    ...given(
      parameters,
      "labelSelector",
      "fieldSelector",
      "continue",
      "resourceVersion",
      "resourceVersionMatch",
    ),
    ...(limit === undefined ? {} : { limit }),
  };
}

export function watchQuery(parameters: URLSearchParams): {
  query: WatchQuery;
  allowBookmarks: boolean;
  timeout: number;
} {
  const query = listQuery(parameters);
  const allowBookmarks = isTrue(parameters, "allowWatchBookmarks");
  const sendInitialEvents = isTrue(parameters, "sendInitialEvents");
  const refuse = (field: string, detail: string) =>
    failure(422, "Invalid", `ListOptions.meta.k8s.io "" is invalid: ${field}: Forbidden: ${detail}`, {
      group: "meta.k8s.io",
      kind: "ListOptions",
      causes: [{ reason: "FieldValueForbidden", message: `Forbidden: ${detail}`, field }],
    });
  if (sendInitialEvents && query.resourceVersionMatch !== "NotOlderThan") {
    throw refuse(
      "resourceVersionMatch",
      "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
    );
  }
  if (
    !sendInitialEvents &&
    query.resourceVersionMatch !== undefined &&
    !parameters.has("sendInitialEvents")
  ) {
    throw refuse(
      "resourceVersionMatch",
      "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided",
    );
  }
  return {
    query: { ...query, sendInitialEvents },
    allowBookmarks,
    timeout: wholeNumber(parameters, "timeoutSeconds") ?? 0,
  };
}

/** Whether `dryRun` was asked for, by the query or by the options in a body. */
export function isDryRun(values: readonly unknown[], optionsKind: string): boolean {
  const wrong = values.filter((value) => value !== "All");
  if (wrong.length > 0) {
    const detail = `Unsupported value: ${JSON.stringify(values)}: supported values: "All"`;
    throw failure(422, "Invalid", `${optionsKind}.meta.k8s.io "" is invalid: dryRun: ${detail}`, {
      group: "meta.k8s.io",
      kind: optionsKind,
      causes: [{ reason: "FieldValueNotSupported", message: detail, field: "dryRun" }],
    });
  }
  return values.length > 0;
}

export function fieldValidation(parameters: URLSearchParams, optionsKind: string): FieldValidation {
  const text = parameters.get("fieldValidation") ?? "";
  switch (text) {
    case "":
    case "Warn":
      return "Warn";
    case "Ignore":
    case "Strict":
      return text;
    default: {
      const detail = `Unsupported value: ${JSON.stringify(text)}: supported values: "", "Ignore", "Strict", "Warn"`;
      throw failure(422, "Invalid", `${optionsKind}.meta.k8s.io "" is invalid: fieldValidation: ${detail}`, {
        group: "meta.k8s.io",
        kind: optionsKind,
        causes: [{ reason: "FieldValueNotSupported", message: detail, field: "fieldValidation" }],
      });
    }
  }
}

export function includeObject(parameters: URLSearchParams): IncludeObject | undefined {
  const text = parameters.get("includeObject");
  return text === "None" || text === "Metadata" || text === "Object" ? text : undefined;
}

/** DeleteOptions of a body (may be empty) and of the query; `dryRun` is what the body asked. */
export function deleteOptions(
  parameters: URLSearchParams,
  body: object | undefined,
): { options: DeleteOptions; dryRun: unknown[] } {
  const sent = (body ?? {}) as { preconditions?: unknown; propagationPolicy?: unknown; dryRun?: unknown };
  const policy = sent.propagationPolicy ?? parameters.get("propagationPolicy") ?? undefined;
  const preconditions = sent.preconditions as DeleteOptions["preconditions"] | null | undefined;
  return {
    options: {
      ...(typeof policy === "string" ? { propagationPolicy: policy } : {}),
      ...(typeof preconditions === "object" && preconditions !== null ? { preconditions } : {}),
    },
    dryRun: Array.isArray(sent.dryRun) ? sent.dryRun : parameters.getAll("dryRun"),
  };
}
