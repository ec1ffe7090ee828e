/** `apply FILE…`: checks all documents, applies them, and waits until every machine is as it should be. */

import { systemClock } from "../client/clock.ts";
import { ApiError } from "../client/errors.ts";
import { createInformer } from "../client/informer.ts";
import { type DynamicObject, keyString } from "../client/object.ts";
import type { Resource } from "../client/resource.ts";
import type { OperatorClient, VmObject } from "../reconcile/virtualmachine/sources.ts";
import { clientSideApply } from "./client-side-apply.ts";
import type { Document } from "./documents.ts";
import { machineTable } from "./machine-table.ts";
import { progressLine } from "./progress-line.ts";
import { progress } from "./settled.ts";

export interface Output {
  print: (line: string) => void;
  complain: (line: string) => void;
}

export interface ApplyOptions {
  wait: boolean;
  timeoutMs: number;
}

const VM_KIND = "VirtualMachine";
const NOTHING_APPLIED = "nothing was applied";

/** The exit code: 0 when everything was applied and, if asked, reached; otherwise 1 after saying what and why. */
export async function applyDocuments(
  client: OperatorClient,
  documents: readonly Document[],
  options: ApplyOptions,
  output: Output,
): Promise<number> {
  const resolved = await resolveKinds(client, documents, output);
  if (!resolved || !(await check(resolved, output))) return 1;
  const machines: string[] = [];
  for (const { document, resource } of resolved) {
    try {
      const { object, verb } = await clientSideApply(resource, document.object, { dryRun: false });
      output.print(`${label(object)} ${verb}`);
      if (object.kind === VM_KIND)
        machines.push(keyString({ namespace: object.metadata.namespace!, name: object.metadata.name }));
    } catch (error) {
      output.complain(`${document.at}: ${sentence(error)}`);
      return 1;
    }
  }
  return options.wait ? waitFor(client, machines, options.timeoutMs, output) : 0;
}

interface Resolved {
  document: Document;
  resource: Resource<DynamicObject>;
}

async function resolveKinds(
  client: OperatorClient,
  documents: readonly Document[],
  output: Output,
): Promise<Resolved[] | undefined> {
  const resolved: Resolved[] = [];
  let complete = true;
  for (const document of documents) {
    const { apiVersion, kind } = document.object as { apiVersion: string; kind: string };
    try {
      resolved.push({ document, resource: await client.dynamic({ apiVersion, kind }) });
    } catch (error) {
      complete = false;
      output.complain(`${document.at}: ${sentence(error)}`);
    }
  }
  if (complete) return resolved;
  output.complain(NOTHING_APPLIED);
  return undefined;
}

/** Asks the server about every document before anything is written. */
async function check(resolved: readonly Resolved[], output: Output): Promise<boolean> {
  const made = new Set(
    resolved
      .filter(({ document }) => document.object.kind === "Namespace")
      .map(({ document }) => document.object.metadata?.name),
  );
  let accepted = true;
  for (const { document, resource } of resolved) {
    try {
      await clientSideApply(resource, document.object, { dryRun: true });
    } catch (error) {
      // An object in a namespace that another document makes can only be checked once that exists.
      if (
        error instanceof ApiError &&
        error.reason === "NotFound" &&
        made.has(document.object.metadata?.namespace)
      )
        continue;
      accepted = false;
      output.complain(`${document.at}: ${sentence(error)}`);
    }
  }
  if (!accepted) output.complain(NOTHING_APPLIED);
  return accepted;
}

/** What the server said, or why it could not be asked. */
function sentence(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  // Beside a schema error a server always adds, under no field, that it left the rules unchecked.
  const causes = (error.status.details?.causes ?? []).filter((cause) => cause.field !== "<nil>");
  const [cause] = causes;
  if (error.reason !== "Invalid" || causes.length !== 1 || !error.message.includes("[")) return error.message;
  return error.message.replace(/\[.*\]$/s, `${cause!.field}: ${cause!.message}`);
}

const label = (object: DynamicObject): string => {
  const group = object.apiVersion?.includes("/") ? `.${object.apiVersion.split("/")[0]}` : "";
  return `${object.kind?.toLowerCase()}${group}/${object.metadata?.name}`;
};

async function waitFor(
  client: OperatorClient,
  machines: readonly string[],
  timeoutMs: number,
  output: Output,
): Promise<number> {
  const informer = createInformer(client.resource("vmoperator.vmware.com/v1alpha5/VirtualMachine"));
  const told = new Map<string, string>();
  const seen = () => machines.flatMap((key) => informer.store.get(key) ?? []) as VmObject[];
  const settled = () =>
    seen().length === machines.length && seen().every((vm) => progress(vm).state === "settled");
  let timer: NodeJS.Timeout | undefined;
  const reached = new Promise<boolean>((resolve) => {
    const look = () => {
      for (const vm of seen()) tell(vm, told, output);
      if (settled()) resolve(true);
    };
    informer.handle({ added: look, updated: look, deleted: look });
    informer.start();
    informer.synced().then(look);
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  const done = await reached;
  clearTimeout(timer);
  await informer.stop();
  for (const line of machineTable(seen(), systemClock.now())) output.print(line);
  if (!done) for (const line of reasons(machines, seen(), timeoutMs)) output.complain(line);
  return done ? 0 : 1;
}

/** One line each time a machine's state or what keeps it changes. */
function tell(vm: VmObject, told: Map<string, string>, output: Output): void {
  const key = vm.metadata.uid!;
  const line = progressLine(vm);
  if (told.get(key) === line) return;
  told.set(key, line);
  output.print(line);
}

function reasons(machines: readonly string[], vms: readonly VmObject[], timeoutMs: number): string[] {
  return machines.flatMap((key) => {
    const vm = vms.find(({ metadata }) => `${metadata.namespace}/${metadata.name}` === key);
    if (!vm) return [`${key}: is gone`];
    const now = progress(vm);
    if (now.state === "settled") return [];
    const why = now.condition
      ? `${now.condition.type} is False, ${now.condition.reason}: ${now.condition.message}`
      : "no condition says why";
    return [
      `${key}: did not reach ${vm.spec?.powerState ?? "its state"} within ${timeoutMs / 1000} s: ${why}`,
    ];
  });
}
