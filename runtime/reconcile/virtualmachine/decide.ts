/**
 * What to do next for one machine, and what to say about it: a pure function of one snapshot. At most one thing is
 * done at a time; its outcome shows in the next snapshot.
 */
import { PAUSED } from "../../../rules/lang/annotations.ts";
import type { CompiledRules } from "../../../rules/lang/compiled.ts";
import { decideMissing } from "./creation.ts";
import { type Decision, FINALIZER } from "./decision.ts";
import { decideDeletion } from "./deletion.ts";
import { decideExisting } from "./existing.ts";
import type { Snapshot } from "./snapshot.ts";
import { upgradePatch } from "./upgrade.ts";

export function decide(snapshot: Snapshot, rules: CompiledRules): Decision {
  const { vm } = snapshot;
  if (vm.metadata.annotations?.[PAUSED] !== undefined) return {};
  if (vm.metadata.deletionTimestamp !== undefined) return decideDeletion(snapshot);
  if (!vm.metadata.finalizers?.includes(FINALIZER))
    return { action: { do: "patch", patch: firstPatch(snapshot, rules) } };
  return snapshot.machine ? decideExisting(snapshot, snapshot.machine, rules) : decideMissing(snapshot);
}

/** The finalizer, and with it the upgrade marks of a machine that needs nothing filled in. */
function firstPatch(snapshot: Snapshot, rules: CompiledRules): { [key: string]: unknown } {
  const upgrade = upgradePatch(rules.upgrade, snapshot);
  const { resourceVersion, finalizers = [] } = snapshot.vm.metadata;
  const metadata = {
    ...(upgrade?.metadata as object),
    resourceVersion,
    finalizers: [...finalizers, FINALIZER],
  };
  return { ...upgrade, metadata };
}
