/** A machine whose object is being deleted: held by checks, else powered off, destroyed and let go. */
import { DELETE_CHECK } from "../../../rules/lang/annotations.ts";
import { holds } from "../conditions.ts";
import { type Decision, FINALIZER, retried, withConditions } from "./decision.ts";
import type { Snapshot } from "./snapshot.ts";

export function decideDeletion(snapshot: Snapshot): Decision {
  const { vm, machine } = snapshot;
  const { finalizers = [], resourceVersion, uid } = vm.metadata;
  if (!finalizers.includes(FINALIZER)) return {};
  const checks = Object.keys(vm.metadata.annotations ?? {}).filter((key) => key.startsWith(DELETE_CHECK));
  if (checks.length > 0) {
    const message = `waits until these annotations are gone: ${checks.join(", ")}`;
    return {
      status: withConditions(snapshot, [holds("VirtualMachineDeletionHeld", "DeleteCheck", message)], []),
    };
  }
  if (!machine) {
    if (snapshot.creations.at(-1)?.state === "running") return {};
    return {
      action: {
        do: "patch",
        patch: { metadata: { resourceVersion, finalizers: finalizers.filter((name) => name !== FINALIZER) } },
      },
    };
  }
  const running = machine.tasks.some((task) => task.state === "running");
  const attempt = `${uid}/${machine.id}/delete/${machine.powerVersion}`;
  if (running) return {};
  if (machine.power !== "PoweredOff")
    return retried(machine.tasks, snapshot.now, {
      do: "effect",
      effect: "powerOff",
      vm: machine.id,
      key: `${attempt}/off`,
    });
  return retried(machine.tasks, snapshot.now, { do: "destroy", vm: machine.id, key: `${attempt}/destroy` });
}
