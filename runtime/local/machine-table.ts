/** The machines as a table of text, for the live view and for `apply`. Pure. */
import type { Condition } from "../../api/meta.ts";
import { humanDuration } from "../apiserver/human-duration.ts";
import { findCondition } from "../reconcile/conditions.ts";
import type { VmObject } from "../reconcile/virtualmachine/sources.ts";

const COLUMNS = [
  "NAMESPACE",
  "NAME",
  "CLASS",
  "DESIRED",
  "OBSERVED",
  "ZONE",
  "ADDRESS",
  "AGE",
  "CONDITION",
] as const;

/** One row a machine, in the order of namespace and name, padded; the first line is the head. */
export function machineTable(vms: readonly VmObject[], now: number): string[] {
  const sorted = [...vms].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const rows = [COLUMNS as readonly string[], ...sorted.map((vm) => machineRow(vm, now))];
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd(),
  );
}

const sortKey = (vm: VmObject): string => `${vm.metadata.namespace}/${vm.metadata.name}`;

function machineRow(vm: VmObject, now: number): string[] {
  const { metadata, spec, status } = vm;
  return [
    metadata.namespace ?? "",
    metadata.name ?? "",
    spec?.className ?? "-",
    spec?.powerState ?? "-",
    status?.powerState ?? "-",
    status?.zone ?? "-",
    status?.network?.primaryIP4 ?? status?.network?.primaryIP6 ?? "-",
    metadata.creationTimestamp ? humanDuration(now - Date.parse(metadata.creationTimestamp)) : "-",
    metadata.deletionTimestamp ? "Deleting" : conditionText(lastCondition(status?.conditions)),
  ];
}

/** The condition that says most: one that does not hold and matters, else the one that changed last. */
function lastCondition(conditions: readonly Condition[] | undefined): Condition | undefined {
  const latestFirst = (a: Condition, b: Condition) =>
    b.lastTransitionTime.localeCompare(a.lastTransitionTime) || stage(b) - stage(a);
  return blocking(conditions)[0] ?? [...(conditions ?? [])].sort(latestFirst)[0];
}

/** Times are whole seconds, within which a machine passes several stages. */
const stage = ({ type }: Condition): number => (NEEDED as readonly string[]).indexOf(type);

/** Conditions that keep a machine from its desired state, the most telling first. */
export function blocking(conditions: readonly Condition[] | undefined): Condition[] {
  return NEEDED.flatMap((type) => {
    const condition = findCondition(conditions, type);
    return condition?.status === "False" ? [condition] : [];
  });
}

const NEEDED = [
  "VirtualMachineClassReady",
  "VirtualMachineImageReady",
  "VirtualMachineStorageReady",
  "VirtualMachineBootstrapReady",
  "VirtualMachineConditionPlacementReady",
  "VirtualMachineCreated",
  "VirtualMachinePowerStateSynced",
] as const;

const conditionText = (condition: Condition | undefined): string => {
  if (!condition) return "-";
  return condition.status === "True"
    ? condition.type
    : `${condition.type}=${condition.status} ${condition.reason}`;
};
