/**
 * What to do next for one machine, and what to say about it: a pure function of one snapshot. At most one thing is
 * done at a time; its outcome shows in the next snapshot.
 */
import type { VirtualMachineStatus } from "../../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { ConditionType } from "../../../generated/conditions.ts";
import { DELETE_CHECK, PAUSED } from "../../../rules/lang/annotations.ts";
import type { CompiledRules } from "../../../rules/lang/compiled.ts";
import type { EffectName } from "../../../rules/lang/effects.ts";
import { requestFacts } from "../../admission/facts.ts";
import type { ChangeSet, CreateSpec } from "../../driver/spec.ts";
import type { Task } from "../../driver/task.ts";
import type { VmState } from "../../driver/vm.ts";
import { fails, holds, mergeConditions, type NewCondition } from "../conditions.ts";
import { backoff, type Move, nextMove } from "../moves.ts";
import { createSpec } from "./create.ts";
import { prerequisites } from "./prerequisites.ts";
import { RESTART_LEDGER, restartDue } from "./restart.ts";
import type { Snapshot } from "./snapshot.ts";
import { observedStatus } from "./status.ts";
import { upgradePatch } from "./upgrade.ts";

export const FINALIZER = "vmoperator.vmware.com/virtualmachine";

export type Action =
  /** A merge patch of the object itself. */
  | { do: "patch"; patch: { [key: string]: unknown } }
  | { do: "create"; spec: CreateSpec; key: string }
  | { do: "effect"; effect: EffectName; vm: string; key: string }
  | { do: "reconfigure"; vm: string; change: ChangeSet; key: string }
  | { do: "upgradeHardware"; vm: string; hwVersion: number; key: string }
  | { do: "destroy"; vm: string; key: string };

export interface Decision {
  action?: Action;
  /** The whole status, or undefined to leave it as it is. */
  status?: VirtualMachineStatus;
  /** Milliseconds since the epoch at which to look again although nothing happened. */
  lookAgainAt?: number;
}

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

// ── Deletion ────────────────────────────────────────────────────────────────────────────────────────────────────

function decideDeletion(snapshot: Snapshot): Decision {
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

/** The action, or a later look when its last attempts failed a moment ago. */
function retried(tasks: readonly Task[], now: number, action: Action & { key: string }): Decision {
  const failures = tasks.filter((task) => task.key === action.key && task.state === "error");
  const at = failures.length > 0 ? Date.parse(failures.at(-1)!.completed!) + backoff(failures.length) : now;
  return now >= at ? { action } : { lookAgainAt: at };
}

// ── Creation ────────────────────────────────────────────────────────────────────────────────────────────────────

const CREATED = "VirtualMachineCreated";
const PLACED = "VirtualMachineConditionPlacementReady";

function decideMissing(snapshot: Snapshot): Decision {
  const needs = prerequisites(snapshot);
  const unmet = needs.filter((need) => need.status !== "True");
  const say = (conditions: NewCondition[], gone: ConditionType[] = []) =>
    withConditions(
      snapshot,
      [...needs, ...conditions],
      ["VirtualMachinePowerStateSynced", "VirtualMachineTools", ...gone],
    );
  if (unmet.length > 0) {
    return {
      status: say([fails(CREATED, "Waiting", unmet.map((need) => need.message).join("; "))], [PLACED]),
    };
  }
  const last = snapshot.creations.at(-1);
  if (last?.state === "running")
    return { status: say([fails(CREATED, "Creating", "the hypervisor is creating the machine")]) };
  const made = snapshot.creations.findLast((task) => task.state === "success")?.target;
  const key = `${snapshot.vm.metadata.uid}/create/${made ?? snapshot.vm.status?.uniqueID ?? "first"}`;
  const failures = snapshot.creations.filter((task) => task.key === key && task.state === "error");
  if (failures.length > 0) {
    const at = Date.parse(failures.at(-1)!.completed!) + backoff(failures.length);
    if (snapshot.now < at) {
      return {
        status: say([
          fails(
            CREATED,
            "Error",
            failures.at(-1)!.error?.message ?? "the hypervisor could not create the machine",
          ),
        ]),
        lookAgainAt: at,
      };
    }
  }
  const place = snapshot.place;
  if (!place?.placement) {
    const reason = place?.error?.code === "NoCapacity" ? "NotReady" : "Error";
    const message = place?.error?.message ?? "no place was found";
    return {
      status: say([fails(PLACED, reason, message), fails(CREATED, "Waiting", message)]),
      lookAgainAt: snapshot.now + 30_000,
    };
  }
  return {
    action: { do: "create", spec: createSpec(snapshot, place.placement), key },
    status: say([holds(PLACED), fails(CREATED, "Creating", "the hypervisor is creating the machine")]),
  };
}

// ── A machine that exists ───────────────────────────────────────────────────────────────────────────────────────

function decideExisting(snapshot: Snapshot, machine: VmState, rules: CompiledRules): Decision {
  const upgrade = upgradePatch(rules.upgrade, snapshot);
  const running = machine.tasks.find((task) => task.state === "running");
  const hardware = hardwareUpgrade(snapshot, machine);
  const power = powerMove(snapshot, machine, rules);
  const restart = restartMove(snapshot, machine, rules);
  const conditions = [
    ...prerequisites(snapshot),
    holds(PLACED),
    holds(CREATED),
    toolsCondition(machine),
    hardware.condition,
    powerCondition(snapshot, machine, power, restart),
  ];
  const status = withConditions(snapshot, conditions, ["VirtualMachineDeletionHeld"]);
  if (upgrade) return { action: { do: "patch", patch: upgrade }, status };
  if (running) return { status };
  if (hardware.action) return { ...retried(machine.tasks, snapshot.now, hardware.action), status };
  if (restart.kind === "done")
    return { ...retried(machine.tasks, snapshot.now, ledger(snapshot, machine)), status };
  const move = power.kind === "rest" ? restart : power;
  switch (move.kind) {
    case "act":
      return { action: { do: "effect", effect: move.effect, vm: machine.id, key: move.key }, status };
    case "wait":
      return { status, ...(move.at === undefined ? {} : { lookAgainAt: move.at }) };
    case "rest":
    case "done":
    case "end":
      return { status };
  }
}

/** A reconcile answers to nobody's request: only facts about the object hold. */
const NOBODY = { username: "", groups: [] };

function powerMove(snapshot: Snapshot, machine: VmState, rules: CompiledRules): Move {
  const { uid, generation } = snapshot.vm.metadata;
  return nextMove(rules.moves.powerMoves!, {
    object: { spec: snapshot.vm.spec, status: { powerState: machine.power } },
    facts: requestFacts(rules, NOBODY, snapshot.vm),
    attempt: `${uid}/${machine.id}/${generation}/${machine.powerVersion}`,
    tasks: machine.tasks,
    now: snapshot.now,
  });
}

function restartMove(snapshot: Snapshot, machine: VmState, rules: CompiledRules): Move {
  const { vm, now } = snapshot;
  return nextMove(rules.moves.restartMoves!, {
    object: { spec: vm.spec, status: { powerState: machine.power } },
    facts: { restartDue: restartDue(vm, machine) },
    attempt: `${vm.metadata.uid}/${machine.id}/${vm.spec?.nextRestartTime}`,
    tasks: machine.tasks,
    now,
  });
}

/** The restart was delivered: remember which request it was, on the machine. */
function ledger({ vm }: Snapshot, machine: VmState): Action & { key: string } {
  const time = vm.spec!.nextRestartTime!;
  return {
    do: "reconfigure",
    vm: machine.id,
    change: { extraConfig: { [RESTART_LEDGER]: time } },
    key: `${vm.metadata.uid}/${machine.id}/ledger/${time}`,
  };
}

const HARDWARE_SYNCED = "VirtualMachineHardwareVersionSynced";

function hardwareUpgrade(
  { vm }: Snapshot,
  machine: VmState,
): { condition: NewCondition; action?: Action & { key: string } } {
  const wanted = vm.spec?.minHardwareVersion;
  const have = machine.hw.hwVersion;
  if (wanted === undefined || have >= wanted) return { condition: holds(HARDWARE_SYNCED) };
  if (machine.power !== "PoweredOff") {
    return {
      condition: fails(
        HARDWARE_SYNCED,
        "PowerOffRequired",
        `version ${have} rises to ${wanted} when the machine is powered off`,
      ),
    };
  }
  const key = `${vm.metadata.uid}/${machine.id}/hardware/${wanted}/${machine.version}`;
  const error = machine.tasks.findLast((task) => task.key === key)?.error;
  const message = error?.message ?? `version ${have} is being raised to ${wanted}`;
  return {
    condition: fails(HARDWARE_SYNCED, error ? "Error" : "PowerOffRequired", message),
    action: { do: "upgradeHardware", vm: machine.id, hwVersion: wanted, key },
  };
}

function toolsCondition({ power, guest }: VmState): NewCondition {
  const type = "VirtualMachineTools";
  if (power !== "PoweredOn") return fails(type, "NoGuestInfo", "the machine does not run");
  return guest.tools === "Running"
    ? holds(type, "VirtualMachineToolsRunning")
    : fails(type, "VirtualMachineToolsNotRunning", "the guest tools do not answer");
}

const POWER_SYNCED = "VirtualMachinePowerStateSynced";

function powerCondition({ vm }: Snapshot, machine: VmState, power: Move, restart: Move): NewCondition {
  const wanted = vm.spec?.powerState;
  const ended = power.kind === "end" ? power : restart.kind === "end" ? restart : undefined;
  if (ended)
    return fails(
      POWER_SYNCED,
      ended.reason,
      [ended.message, ended.error?.message].filter(Boolean).join(": "),
    );
  if (power.kind === "rest" && (wanted === undefined || wanted === machine.power))
    return holds(POWER_SYNCED, "Synced", machine.power);
  if (power.kind === "wait" && power.error) return fails(POWER_SYNCED, "Error", power.error.message);
  return fails(POWER_SYNCED, "NotSynced", `spec.powerState=${wanted} != status.powerState=${machine.power}`);
}

// ── Status ──────────────────────────────────────────────────────────────────────────────────────────────────────

function withConditions(
  snapshot: Snapshot,
  conditions: NewCondition[],
  gone: ConditionType[],
): VirtualMachineStatus {
  const { vm, machine, now } = snapshot;
  const old = vm.status?.conditions ?? [];
  const time = `${new Date(now).toISOString().slice(0, 19)}Z`;
  // The last identifier stays until there is a new machine: it tells one attempt to create it from the next.
  const kept = !machine && vm.status?.uniqueID ? { uniqueID: vm.status.uniqueID } : {};
  return { ...kept, ...observedStatus(machine), conditions: mergeConditions(old, conditions, gone, time) };
}
