/**
 * The `http` command of transcripts:
 *
 *     http [--as user|nobody] [--accept TYPE] [--type TYPE] [--show a.b,c] [--save NAME=a.b] [--until N]
 *          METHOD PATH [<<EOF … EOF]
 *
 * It prints the status code, warnings, and the answer: a Status as reason, message and causes, a watch as one line
 * an event, anything else as YAML with sorted keys. `--save` keeps a field for later steps, which write `{NAME}`;
 * `{last.a.b}` is a field of the answer before.
 */
import { parseArgs } from "node:util";
import { parse, stringify } from "yaml";
import type { HttpClient, Reply } from "../support/http.ts";

export interface HttpClients {
  admin: HttpClient;
  user: HttpClient;
  nobody: HttpClient;
}

interface StatusAnswer {
  kind: "Status";
  reason?: string;
  message?: string;
  details?: { causes?: { reason?: string; field?: string; message?: string }[]; [key: string]: unknown };
}

interface WatchEvent {
  type: string;
  object: { kind: string; metadata?: { name?: string; annotations?: object }; [key: string]: unknown };
}

const PATCH_TYPES: { [word: string]: string } = {
  merge: "application/merge-patch+json",
  json: "application/json-patch+json",
  strategic: "application/strategic-merge-patch+json",
};

export interface HttpResult {
  output: string;
  /** The body as JSON. */
  answer: unknown;
  /** What `--save` asked for. */
  saved: { [name: string]: string };
}

/** Runs one `http` command. */
export async function httpStep(command: string, clients: HttpClients): Promise<HttpResult> {
  const [line, ...rest] = command.split("\n");
  const document = rest.slice(0, -1).join("\n");
  const args = (line!.replace(/ <<'?EOF'?$/, "").match(/'[^']*'|\S+/g) ?? []).map((word) =>
    word.replaceAll("'", ""),
  );
  const { values, positionals } = parseArgs({
    args: args.slice(1),
    allowPositionals: true,
    options: {
      as: { type: "string", default: "admin" },
      accept: { type: "string" },
      type: { type: "string" },
      show: { type: "string" },
      save: { type: "string" },
      until: { type: "string" },
    },
  });
  const [method, path] = positionals;
  const headers: { [name: string]: string } = {};
  if (values.accept) headers.accept = values.accept;
  if (values.type) headers["content-type"] = PATCH_TYPES[values.type] ?? values.type;
  const events = values.until ? Number(values.until) : undefined;
  const reply = await clients[values.as as keyof HttpClients](path!, {
    method: method!,
    headers,
    body: document ? toBody(document, headers["content-type"]) : undefined,
    ...(events !== undefined && { enough: (text: string) => lines(text).length >= events, timeout: 4_000 }),
  });
  const [name, field] = values.save?.split("=") ?? [];
  const saved = name && field ? { [name]: String(at(reply.json, field)) } : {};
  return { output: print(reply, { show: values.show?.split(","), events }), answer: reply.json, saved };
}

/** Bodies are written as YAML and sent as JSON; what is no YAML is sent as it stands. */
function toBody(document: string, type: string | undefined): string {
  if (type?.endsWith("yaml")) return document;
  try {
    return JSON.stringify(parse(document));
  } catch {
    return document;
  }
}

/** The complete lines; the last one may still be on its way. */
const lines = (text: string): string[] => text.split("\n").slice(0, -1);

interface Printing {
  show: readonly string[] | undefined;
  /** A watch: how many events to print. */
  events: number | undefined;
}

function print(reply: Reply, { show, events }: Printing): string {
  const warnings = String(reply.headers.warning ?? "").match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  const body =
    events !== undefined && reply.status === 200
      ? lines(reply.text)
          .slice(0, events)
          .map((line) => printEvent(line, show))
          .join("\n")
      : printBody(reply, show);
  return [`${reply.status}`, ...warnings.map((text) => `Warning: ${JSON.parse(text)}`), body].join("\n");
}

function printBody({ status, text, json }: Reply, show: readonly string[] | undefined): string {
  if (json === undefined) return text;
  if (show && status < 400) return show.map((path) => `${path}: ${inline(at(json, path))}`).join("\n");
  if ((json as StatusAnswer).kind === "Status") return printStatus(json as StatusAnswer);
  return stringify(inOrder(withoutManagedFields(json)), { sortMapEntries: true, lineWidth: 0 });
}

/** kube-apiserver lists the resources of custom kinds in the order of a Go map. */
function inOrder(json: unknown): unknown {
  const { kind, resources } = json as { kind?: string; resources?: { name: string }[] };
  if (kind !== "APIResourceList" || resources === undefined) return json;
  return { ...(json as object), resources: [...resources].sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

function printStatus({ reason, message, details = {} }: StatusAnswer): string {
  const { causes = [], ...rest } = details;
  const said = causes
    .map((cause) => `  ${cause.reason ?? "-"} ${cause.field ?? "-"}: ${cause.message ?? ""}`)
    .sort();
  // Several causes are also listed in the message, in the order of a Go map.
  const text =
    causes.length > 1 ? message?.replace(/is invalid: \[.*\]$/s, "is invalid: [<causes>]") : message;
  return [`${reason ?? "Success"}: ${text ?? ""}`, ...said, `  details ${inline(rest)}`].join("\n");
}

function printEvent(line: string, show: readonly string[] = []): string {
  const { type, object } = JSON.parse(line) as WatchEvent;
  if (object.kind === "Status") return `${type} ${printStatus(object as unknown as StatusAnswer)}`;
  const shown = show.map((path) => ` ${path}=${inline(at(object, path))}`).join("");
  return `${type} ${object.kind} ${object.metadata?.name ?? ""}${shown}`.trimEnd();
}

/** The field of a value at a dotted path; `-` where there is none. */
export function at(value: unknown, path: string): unknown {
  let here = value;
  for (const key of path.split(".")) here = (here as { [key: string]: unknown } | undefined)?.[key];
  return here;
}

function inline(value: unknown): string {
  return value === undefined ? "-" : typeof value === "string" ? value : JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function withoutManagedFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutManagedFields);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([key]) => key !== "managedFields");
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutManagedFields(inner)]));
}
