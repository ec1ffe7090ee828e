/** `vmop explain`: what would happen to manifests, and which rows say so. */
import { generatorsOf } from "../admission/generators.ts";
import { readArguments } from "../arguments.ts";
import type { DynamicObject } from "../client/object.ts";
import type { Output } from "../local/apply.ts";
import { readDocuments } from "../local/documents.ts";
import { type Explanation, explain } from "./explain.ts";
import { explanationText } from "./explanation-text.ts";
import type { ExplainedKind, Kinds } from "./kinds.ts";
import { type ExplainedRequest, requestsOf } from "./requests.ts";
import { findRow } from "./rows.ts";
import type { Sources } from "./sources.ts";

export const EXPLAIN_USAGE = `Usage: vmop explain [OLD] NEW [--as USER] [--group GROUP]... [--with FILE]... [--json]
       vmop explain FILE --delete [--as USER] ...

Says what admission would do with the objects of NEW, which replace those of the same name in OLD: what is filled in,
what is refused, and by which rows. What is only in NEW is created, what is only in OLD deleted; without OLD, all of NEW
is created. Nothing is sent to a server. Exits with 0 when all is allowed, 1 when something is refused, 2 when the input
cannot be read.

  OLD, NEW         manifests; - is standard input
  --as USER        who asks (developer)
  --group GROUP    a group of the user, beside system:authenticated; can be repeated
  --with FILE      objects that rules look up: classes, images, claims, AdmissionParameters; can be repeated
  --delete         the objects of FILE are deleted
  --json           as data`;

const text = { type: "string" } as const;
const texts = { type: "string", multiple: true } as const;
const flag = { type: "boolean" } as const;
const OPTIONS = {
  as: text,
  group: texts,
  with: texts,
  delete: flag,
  json: flag,
  help: { ...flag, short: "h" },
} as const;

/** @returns 0 all is allowed, 1 something is refused, 2 the input cannot be read */
export async function explainCommand(
  args: readonly string[],
  sources: Sources,
  { print, complain }: Output,
): Promise<number> {
  const refuse = (complaints: readonly string[]): number => {
    for (const complaint of complaints) complain(complaint);
    return 2;
  };
  const read = readArguments(args, OPTIONS);
  if ("complaint" in read) return refuse([`vmop explain: ${read.complaint}\n\n${EXPLAIN_USAGE}`]);
  const { values, positionals } = read;
  if (values.help) {
    print(EXPLAIN_USAGE);
    return 0;
  }
  const most = values.delete ? 1 : 2;
  if (positionals.length === 0 || positionals.length > most)
    return refuse([
      `vmop explain: takes ${values.delete ? "one file" : "one file or two"}\n\n${EXPLAIN_USAGE}`,
    ]);
  const input = readInput(positionals, values);
  if ("complaints" in input) return refuse(input.complaints);
  const asked = withKinds(input.requests, sources.kinds());
  if ("complaints" in asked) return refuse(asked.complaints);
  const caller = {
    username: values.as ?? "developer",
    groups: [...(values.group ?? []), "system:authenticated"],
  };
  const explanations: Explanation[] = [];
  const generators = generatorsOf(sources.build);
  for (const { kind, request } of asked.requests)
    explanations.push(await explain(kind, request, { caller, around: input.around, generators }));
  print(values.json ? JSON.stringify(explanations, undefined, 2) : asText(explanations, sources));
  return explanations.every(({ allowed }) => allowed) ? 0 : 1;
}

function readInput(
  positionals: readonly string[],
  values: { with?: string[] | undefined; delete?: boolean | undefined },
): { requests: ExplainedRequest[]; around: DynamicObject[] } | { complaints: string[] } {
  const files = positionals.map((file) => readDocuments([file]));
  const around = readDocuments(values.with ?? []);
  const complaints = [...files, around].flatMap((one) => one.complaints);
  if (complaints.length > 0) return { complaints };
  const last = files.at(-1)!.documents;
  const [before, after] = values.delete ? [last, []] : [files.length > 1 ? files[0]!.documents : [], last];
  return { requests: requestsOf(before, after), around: around.documents.map(({ object }) => object) };
}

interface KnownRequest {
  kind: ExplainedKind;
  request: ExplainedRequest;
}

function withKinds(
  requests: readonly ExplainedRequest[],
  kinds: Kinds,
): { requests: KnownRequest[] } | { complaints: string[] } {
  const complaints: string[] = [];
  const found: KnownRequest[] = [];
  for (const request of requests) {
    const { apiVersion, kind: name } = (request.object ?? request.old)!;
    const kind = kinds.of(apiVersion!, name!);
    if ("complaint" in kind) complaints.push(`${request.at}: ${kind.complaint}`);
    else found.push({ kind, request });
  }
  return complaints.length > 0 ? { complaints } : { requests: found };
}

function asText(explanations: readonly Explanation[], sources: Sources): string {
  const rowOf = (id: string) => {
    const found = findRow(sources.rows(), id);
    return "id" in found ? found : undefined;
  };
  return explanations.map((explanation) => explanationText(explanation, rowOf)).join("\n\n");
}
