/** Get and list: selectors, pages, and the revisions a reader may ask for. */
import { goQuote } from "../../../rules/lang/schema/go-text.ts";
import type { KubeObject } from "../contract.ts";
import {
  badRequest,
  expired,
  failure,
  notFound,
  tooLargeResourceVersion,
  tooOldResourceVersion,
} from "../errors.ts";
import type { KeyedEntry, Snapshot } from "../storage/backend.ts";
import { Compacted } from "../storage/store.ts";
import { type FieldSelector, parseFieldSelector } from "./field-selector.ts";
import { type Labels, parseLabelSelector } from "./label-selector.ts";
import { type Presented, present } from "./present.ts";
import type { Registry } from "./registry.ts";
import { keyOf, type Resource, rangeOf } from "./resource.ts";

/** The query parameters of a list, as sent. */
export interface ListQuery {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly limit?: number;
  readonly continue?: string;
  readonly resourceVersion?: string;
  readonly resourceVersionMatch?: string;
}

export interface Selection {
  readonly matches: (object: KubeObject) => boolean;
  readonly fields: FieldSelector | undefined;
}

export interface Page {
  readonly revision: number;
  readonly items: Presented[];
  readonly continue: string | undefined;
  readonly remainingItemCount: number | undefined;
}

/** One object as acknowledged; throws NotFound. */
export function getObject(
  registry: Registry,
  resource: Resource,
  namespace: string,
  name: string,
  resourceVersion = "",
): Presented {
  checkReached(registry, parseRevision(resourceVersion));
  const entry = registry.store.get(keyOf(resource, namespace, name));
  if (entry === undefined) throw notFound(resource.groupResource, name);
  return present(resource, entry);
}

/** Parses both selectors; undefined where everything matches. Throws BadRequest. */
export function parseSelection(resource: Resource, query: ListQuery): Selection | undefined {
  const labels = parseLabelSelector(query.labelSelector ?? "");
  if (labels.error !== undefined) throw badRequest(labels.error);
  const fields = parseFieldSelector(query.fieldSelector ?? "", resource.info);
  if (fields.error !== undefined) throw badRequest(fields.error);
  const byLabels = labels.matches;
  const byFields = fields.selector;
  if (byLabels === undefined && byFields === undefined) return undefined;
  return {
    fields: byFields,
    matches: (object) =>
      (byLabels === undefined || byLabels(object.metadata.labels as Labels | undefined)) &&
      (byFields === undefined || byFields.matches(object)),
  };
}

/** A page of a list, all of it as of one revision. Throws StatusError. */
export function listObjects(
  registry: Registry,
  resource: Resource,
  namespace: string,
  query: ListQuery,
): Page {
  const selection = parseSelection(resource, query);
  checkMatch(query);
  const limit = query.limit !== undefined && query.limit > 0 ? query.limit : undefined;
  const token = (query.continue ?? "") === "" ? undefined : parseToken(query.continue!);
  const asked = parseRevision(query.resourceVersion ?? "");
  if (token !== undefined && asked !== undefined && asked !== 0) {
    throw badRequest("specifying resource version is not allowed when using continue");
  }
  checkReached(registry, asked);
  const revision =
    token?.revision ??
    (query.resourceVersionMatch === "Exact" || exactByLimit(query, limit) ? asked : undefined);

  const prefix = rangeOf(resource, namespace);
  const after = token === undefined ? undefined : `${resource.prefix}${token.after}`;
  const snapshot = takeSnapshot(registry, resource, namespace, selection, {
    prefix,
    revision,
    ...(after === undefined ? {} : { after }),
    // One more than the page tells whether there are others; a selector may have to look at all.
    ...(limit === undefined || selection !== undefined ? {} : { limit: limit + 1 }),
    isContinue: token !== undefined,
  });

  const items: Presented[] = [];
  let lastKey = "";
  let more = false;
  for (const { key, entry } of snapshot.entries) {
    const item = present(resource, entry);
    if (selection !== undefined && !selection.matches(item.object)) continue;
    if (items.length === limit) {
      more = true;
      break;
    }
    items.push(item);
    lastKey = key;
  }
  return {
    revision: snapshot.revision,
    items,
    continue: more ? makeToken(snapshot.revision, lastKey.slice(resource.prefix.length)) : undefined,
    remainingItemCount:
      more && selection === undefined ? registry.store.countAfter(prefix, lastKey) : undefined,
  };
}

/** A limited list at a revision above 0 is exact even without saying so. */
function exactByLimit(query: ListQuery, limit: number | undefined): boolean {
  return (
    limit !== undefined && query.resourceVersionMatch === undefined && (query.resourceVersion ?? "0") !== "0"
  );
}

interface Range {
  readonly prefix: string;
  readonly revision: number | undefined;
  readonly after?: string;
  readonly limit?: number;
  readonly isContinue: boolean;
}

function takeSnapshot(
  registry: Registry,
  resource: Resource,
  namespace: string,
  selection: Selection | undefined,
  range: Range,
): Snapshot {
  const { store } = registry;
  try {
    if (range.revision !== undefined && range.revision !== 0) {
      return store.listAt(range.revision, range.prefix, range);
    }
  } catch (error) {
    if (!(error instanceof Compacted)) throw error;
    if (!range.isContinue) throw tooOldResourceVersion(range.revision!, error.oldest);
    throw expired(
      "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.",
    );
  }
  const { name } = selection?.fields ?? {};
  const inNamespace = namespace === "" ? (selection?.fields?.namespace ?? "") : namespace;
  const single = name !== undefined && name !== "" && (!resource.info.namespaced || inNamespace !== "");
  if (single && range.after === undefined) {
    const key = keyOf(resource, resource.info.namespaced ? inNamespace : "", name);
    const { revision, entries } = store.list(key, { limit: 1 });
    return { revision, entries: entries.filter((found: KeyedEntry) => found.key === key) };
  }
  return store.list(range.prefix, range);
}

function checkMatch({ resourceVersionMatch, resourceVersion = "", continue: token = "" }: ListQuery): void {
  if (resourceVersionMatch === undefined || resourceVersionMatch === "") return;
  const refuse = (detail: string) =>
    failure(422, "Invalid", `ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: ${detail}`, {
      group: "meta.k8s.io",
      kind: "ListOptions",
      causes: [{ reason: "FieldValueForbidden", message: detail, field: "resourceVersionMatch" }],
    });
  if (resourceVersion === "") {
    throw refuse("Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided");
  }
  if (token !== "") throw refuse("Forbidden: resourceVersionMatch is forbidden when continue is provided");
  if (resourceVersionMatch !== "Exact" && resourceVersionMatch !== "NotOlderThan") {
    throw refuse(
      `Unsupported value: ${JSON.stringify(resourceVersionMatch)}: supported values: "Exact", "NotOlderThan", ""`,
    );
  }
  if (resourceVersionMatch === "Exact" && resourceVersion === "0") {
    throw refuse('Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  }
}

export function isRevision(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

/** The revision of a query; undefined where none is named. */
export function parseRevision(text: string): number | undefined {
  if (text === "") return undefined;
  if (!isRevision(text)) throw badRequest(`invalid resource version: ${notARevision(text)}`);
  return Number(text);
}

/** What is wrong with the text of a revision. */
export function notARevision(text: string): string {
  const quoted = JSON.stringify(text);
  return `resourceVersion: Invalid value: ${quoted}: strconv.ParseUint: parsing ${quoted}: invalid syntax`;
}

function checkReached(registry: Registry, asked: number | undefined): void {
  const current = registry.store.revision;
  if (asked !== undefined && asked > current) throw tooLargeResourceVersion(asked, current);
}

const openBrace = 0x7b;
const tokenVersion = "meta.k8s.io/v1";

/** Where the next page starts: the revision of the list and the last key shown. */
function makeToken(revision: number, lastKey: string): string {
  return Buffer.from(JSON.stringify({ v: tokenVersion, rv: revision, start: `${lastKey}\0` })).toString(
    "base64url",
  );
}

function parseToken(text: string): { revision: number; after: string } {
  const refuse = (why: string) => badRequest(`invalid continue token: continue key is not valid: ${why}`);
  const illegal = /[^\w-]/.exec(text);
  if (illegal !== null) throw refuse(`illegal base64 data at input byte ${illegal.index}`);
  const bytes = Buffer.from(text, "base64url");
  let token: { v?: unknown; rv?: unknown; start?: unknown };
  try {
    token = JSON.parse(bytes.toString());
  } catch {
    if (bytes[0] === openBrace) throw refuse("unexpected end of JSON input");
    const first = goQuote(String.fromCharCode(bytes[0] ?? 0)).slice(1, -1);
    throw refuse(`invalid character '${first}' looking for beginning of value`);
  }
  if (token?.v !== tokenVersion)
    throw refuse(`server does not recognize this encoded version ${JSON.stringify(token?.v ?? "")}`);
  if (!Number.isSafeInteger(token.rv) || (token.rv as number) <= 0)
    throw refuse("incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
  if (typeof token.start !== "string" || !token.start.endsWith("\0") || token.start.includes("..")) {
    throw refuse("encoded start key empty or malformed (version meta.k8s.io/v1)");
  }
  return { revision: token.rv as number, after: token.start.slice(0, -1) };
}
