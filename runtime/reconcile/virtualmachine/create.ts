/** What to ask of the hypervisor for a machine that does not exist yet. */
import type { VirtualMachineClass } from "../../../api/vmoperator/v1alpha5/virtualmachineclass.ts";
import type { LibraryItem } from "../../driver/inventory.ts";
import type { CreateSpec, PlaceRequest } from "../../driver/spec.ts";
import type { Hardware } from "../../driver/vm.ts";
import { hardwareOf } from "./hardware.ts";
import { policyOf, slowestCore } from "./prerequisites.ts";
import type { Snapshot } from "./snapshot.ts";

export const ZONE_LABEL = "topology.kubernetes.io/zone";

/** The newest version every vSphere 7 and later knows; images and `minHardwareVersion` raise it. */
const OLDEST_HARDWARE = 13;

function hardware(snapshot: Snapshot): Hardware {
  const vmClass = (snapshot.class as { found: VirtualMachineClass }).found;
  const { guestID, minHardwareVersion = OLDEST_HARDWARE } = snapshot.vm.spec ?? {};
  const item = snapshot.item!;
  return {
    ...hardwareOf(vmClass, slowestCore(snapshot.inventory))!,
    hwVersion: Math.max(minHardwareVersion, item.hwVersion ?? OLDEST_HARDWARE),
    guestId: guestID ?? item.guestId ?? "otherGuest64",
    firmware: item.firmware ?? "bios",
  };
}

/** The place to look for: the zone of the label, or any. */
export function placeRequest(snapshot: Snapshot): PlaceRequest {
  const { cpus, memoryMB, cpuAllocation, memoryAllocation } = hardware(snapshot);
  const policyId = policyOf(snapshot.storageClass);
  return {
    cpus,
    memoryMB,
    ...(cpuAllocation?.reservation ? { cpuReservationMHz: cpuAllocation.reservation } : {}),
    ...(memoryAllocation?.reservation ? { memoryReservationMB: memoryAllocation.reservation } : {}),
    diskBytes: diskBytes(snapshot.item!),
    ...(policyId ? { policyId } : {}),
    candidates: zones(snapshot),
  };
}

const diskBytes = (item: LibraryItem): number =>
  item.disks.reduce((sum, disk) => sum + disk.capacityBytes, 0);

function zones({ vm, inventory }: Snapshot): PlaceRequest["candidates"] {
  const wanted = vm.metadata.labels?.[ZONE_LABEL];
  const byZone = new Map<string, string[]>();
  for (const { zone, rootPool } of inventory.clusters) {
    if (zone === undefined || (wanted !== undefined && zone !== wanted)) continue;
    byZone.set(zone, [...(byZone.get(zone) ?? []), rootPool]);
  }
  return [...byZone].map(([zone, pools]) => ({ zone, pools }));
}

/** The machine to make at the place that was found. */
export function createSpec(snapshot: Snapshot, place: CreateSpec["place"]): CreateSpec {
  const { vm, item, inventory } = snapshot;
  const { biosUUID, instanceUUID } = vm.spec ?? {};
  const policyId = policyOf(snapshot.storageClass);
  return {
    name: vm.metadata.name!,
    folder: vm.metadata.namespace!,
    ...(instanceUUID ? { instanceUuid: instanceUUID } : {}),
    ...(biosUUID ? { biosUuid: biosUUID } : {}),
    hw: hardware(snapshot),
    extraConfig: { "vmservice.namespace": vm.metadata.namespace!, "vmservice.uid": vm.metadata.uid! },
    disks: item!.disks.map((disk) => ({
      image: { item: item!.id, disk: disk.name },
      ...(policyId ? { policyId } : {}),
    })),
    nics: inventory.networks.slice(0, 1).map((network) => ({ network: network.id })),
    cdroms: [],
    place,
  };
}
