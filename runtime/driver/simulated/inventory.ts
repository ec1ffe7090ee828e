/** The hypervisor a new user gets: two zones, six hosts, a small library. */
import type { Host } from "../inventory.ts";
import type { SimulatedInventory } from "./model.ts";

const GiB = 2 ** 30;
const TiB = 2 ** 40;

const zones = ["zone-a", "zone-b"] as const;
const clusterOf = (index: number) => `domain-c${10 + index}`;

// biome-ignore format: table
export const defaultInventory: SimulatedInventory = {
  clusters: zones.map((zone, index) => ({ id: clusterOf(index), name: `cluster-${zone.slice(-1)}`, zone, rootPool: `resgroup-${10 + index}` })),
  pools:    zones.map((zone, index) => ({ id: `resgroup-${10 + index}`, name: zone, cluster: clusterOf(index) })),
  hosts:    zones.flatMap((zone, index) => [1, 2, 3].map((number) => host(zone, index, number))),
  datastores: [
    { id: "datastore-1", name: "local-a", capacityBytes: 40 * TiB, freeBytes: 40 * TiB, clusters: [clusterOf(0)] },
    { id: "datastore-2", name: "local-b", capacityBytes: 40 * TiB, freeBytes: 40 * TiB, clusters: [clusterOf(1)] },
    { id: "datastore-3", name: "shared",  capacityBytes: 80 * TiB, freeBytes: 80 * TiB, clusters: [clusterOf(0), clusterOf(1)] },
  ],
  networks: [
    { id: "network-1", name: "VM Network" },
    { id: "network-2", name: "Private" },
  ],
  policies: [
    { id: "policy-standard", name: "Standard", datastores: ["datastore-1", "datastore-2", "datastore-3"] },
    { id: "policy-shared",   name: "Shared",   datastores: ["datastore-3"] },
  ],
  maxHwVersion: 22,
  images: [
    {
      id: "item-photon-5", name: "photon-5.0", type: "OVF", version: "1", sizeBytes: 0.25 * GiB,
      guestId: "vmwarePhoton64Guest", firmware: "efi", hwVersion: 15, tools: true,
      disks: [{ name: "disk-0", capacityBytes: 16 * GiB, sizeBytes: 0.75 * GiB }],
    },
    {
      id: "item-ubuntu-24.04", name: "ubuntu-24.04-server-cloudimg-amd64", type: "OVF", version: "1", sizeBytes: 0.6 * GiB,
      guestId: "ubuntu64Guest", firmware: "efi", hwVersion: 19, tools: true,
      disks: [{ name: "disk-0", capacityBytes: 10 * GiB, sizeBytes: 1.5 * GiB }],
    },
    {
      id: "item-appliance-no-tools", name: "appliance-no-tools", type: "OVF", version: "1", sizeBytes: 0.1 * GiB,
      guestId: "otherLinux64Guest", firmware: "bios", hwVersion: 13, tools: false,
      disks: [{ name: "disk-0", capacityBytes: 2 * GiB, sizeBytes: 0.2 * GiB }],
    },
    {
      id: "item-ubuntu-24.04-iso", name: "ubuntu-24.04-live-server-amd64.iso", type: "ISO", version: "1", sizeBytes: 2.6 * GiB,
      tools: false, disks: [],
    },
  ],
};

function host(zone: string, index: number, number: number): Host {
  return {
    id: `host-${10 * (index + 1) + number}`,
    name: `esx-${zone.slice(-1)}${number}.example.com`,
    cluster: clusterOf(index),
    maintenance: false,
    cpuCores: 128,
    cpuMHz: 2_500,
    memoryMB: 4 * 1024 * 1024,
  };
}
