/** The VirtualMachine controller: observe → decide → act → report, one key at a time. */
import type { CompiledRules } from "../../../rules/lang/compiled.ts";
import { isNotFound } from "../../client/errors.ts";
import { keyOf, keyString, type ObjectKey } from "../../client/object.ts";
import type { Resource } from "../../client/resource.ts";
import type { EventRecorder } from "../../kube/events.ts";
import type { Freshness } from "../freshness.ts";
import { mergeDiff } from "../merge-diff.ts";
import { act } from "./act.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { eventsBetween } from "./events.ts";
import { type Observer, observe } from "./observe.ts";
import type { Snapshot } from "./snapshot.ts";
import type { VmObject } from "./sources.ts";

export interface VmReconciler extends Observer {
  rules: CompiledRules;
  vms: Resource<VmObject>;
  events: EventRecorder;
  freshness: Freshness;
}

/** Makes the machine agree with its object as far as one step goes, and says in the status what was seen. */
export async function reconcileVm(
  reconciler: VmReconciler,
  key: ObjectKey,
): Promise<{ requeueAfterMs?: number } | undefined> {
  const vm = reconciler.sources.vms.store.get(key);
  if (!vm || !reconciler.freshness.isFresh(vm)) return undefined;
  const snapshot = await observe(reconciler, vm);
  const decision = decide(snapshot, reconciler.rules);
  // The status is told first: an action's end is seen only after it has begun, and a status must not be older.
  await report(reconciler, vm, decision);
  if (decision.action) {
    const task = await act(decision.action, vm, reconciler);
    if (task && knownTasks(snapshot).includes(task.id)) {
      throw new Error(`${decision.action.do} of ${keyString(key)} made no progress`);
    }
    // An action that ended within its call has no event to wait for.
    if (task && task.state !== "running") return { requeueAfterMs: 0 };
  }
  return decision.lookAgainAt === undefined
    ? undefined
    : { requeueAfterMs: Math.max(0, decision.lookAgainAt - snapshot.now) };
}

/** Tasks that were there before the action: to be given one of them again means that nothing new was asked. */
const knownTasks = ({ machine, creations }: Snapshot): string[] =>
  [...(machine?.tasks ?? []), ...creations].map((task) => task.id);

async function report(
  { vms, events, freshness }: VmReconciler,
  vm: VmObject,
  { status }: Decision,
): Promise<void> {
  if (!status) return;
  const patch = mergeDiff(vm.status ?? {}, status) as object | undefined;
  if (patch === undefined) return;
  try {
    freshness.wrote(await vms.patchStatus(keyOf(vm), { merge: { status: patch } as never }));
  } catch (error) {
    if (isNotFound(error)) return;
    throw error;
  }
  for (const told of eventsBetween(vm.status, status)) events.event(vm, told.type, told.reason, told.message);
}
