/** What a caller may ask for beside the object itself. Names and meanings are the API server's. */
import type { Query } from "./transport.ts";

/** Of every call. */
export interface CallOptions {
  signal?: AbortSignal;
  timeoutMs?: number;
  onWarning?: (text: string) => void;
}

/** Labels that must be equal, or a selector as kubectl takes it. */
export type Selector = string | { readonly [name: string]: string };

export interface SelectOptions extends CallOptions {
  /** One namespace; without it, all of them. */
  namespace?: string;
  labelSelector?: Selector;
  fieldSelector?: Selector;
}

export interface GetOptions extends CallOptions {
  subresource?: string;
  resourceVersion?: string;
}

export interface ListOptions extends SelectOptions {
  limit?: number;
  continue?: string;
  resourceVersion?: string;
  resourceVersionMatch?: "Exact" | "NotOlderThan";
}

export interface WatchOptions extends SelectOptions {
  /** Report what happened after this version; without it, first the current state as ADDED. */
  resourceVersion?: string;
  /** End the initial state with an annotated bookmark. */
  sendInitialEvents?: boolean;
  allowWatchBookmarks?: boolean;
  /** The server ends the watch after this long. */
  timeoutSeconds?: number;
  /** Silence, in milliseconds, after which the connection counts as dead. */
  idleMs?: number;
}

export interface WriteOptions extends CallOptions {
  /** Run the request to its end, keep nothing. */
  dryRun?: boolean;
  fieldManager?: string;
  /** What an unknown or doubled field does: refused, warned about, dropped silently. */
  fieldValidation?: "Strict" | "Warn" | "Ignore";
}

export interface UpdateOptions extends WriteOptions {
  subresource?: string;
}

export interface PatchOptions extends WriteOptions {
  subresource?: string;
  /** Of an apply: take over the fields that another manager owns. */
  force?: boolean;
}

export interface DeleteOptions extends CallOptions {
  dryRun?: boolean;
  propagationPolicy?: "Foreground" | "Background" | "Orphan";
  gracePeriodSeconds?: number;
  /** Refused as a conflict unless the object is still this one. */
  preconditions?: { uid?: string; resourceVersion?: string };
}

export function selectorText(selector: Selector | undefined): string | undefined {
  if (selector === undefined || typeof selector === "string") return selector || undefined;
  return (
    Object.entries(selector)
      .map(([name, value]) => `${name}=${value}`)
      .join(",") || undefined
  );
}

export function selectQuery(options: SelectOptions): Query {
  return {
    labelSelector: selectorText(options.labelSelector),
    fieldSelector: selectorText(options.fieldSelector),
  };
}

export function writeQuery(options: WriteOptions, fieldManager?: string): Query {
  return {
    dryRun: options.dryRun ? "All" : undefined,
    fieldManager: options.fieldManager ?? fieldManager,
    fieldValidation: options.fieldValidation,
  };
}

/** The part of the options that travels with the request itself. */
export function callOf({ signal, timeoutMs, onWarning }: CallOptions): CallOptions {
  const call: CallOptions = {};
  if (signal !== undefined) call.signal = signal;
  if (timeoutMs !== undefined) call.timeoutMs = timeoutMs;
  if (onWarning !== undefined) call.onWarning = onWarning;
  return call;
}
