/** What a new data folder begins with, so that the first manifest has all it needs. */
import type { VirtualMachineClassSpec } from "../../api/vmoperator/v1alpha5/virtualmachineclass.ts";
import type { VirtualMachineImageStatus } from "../../api/vmoperator/v1alpha5/virtualmachineimage.ts";
import type { DynamicObject } from "../client/object.ts";
import type { LibraryItem } from "../driver/inventory.ts";
import { type EnsureClient, ensure } from "./ensure.ts";
import { STARTER_NAMESPACE } from "./kubeconfig.ts";

const API = "vmoperator.vmware.com/v1alpha5";

interface StarterImage {
  kind: "VirtualMachineImage" | "ClusterVirtualMachineImage";
  name: string;
  /** The library item behind it. */
  item: string;
  os: { type: string; version: string };
  product: { product: string; vendor: string; version: string };
}

// biome-ignore format: tables
const images: readonly StarterImage[] = [
  { kind: "VirtualMachineImage",        name: "vmi-0a0044d7c690bcbea", item: "item-photon-5",           os: { type: "linux", version: "5.0" },   product: { product: "Photon OS", vendor: "VMware", version: "5.0" } },
  { kind: "ClusterVirtualMachineImage", name: "vmi-5b1c2f8e91d04a6c7", item: "item-ubuntu-24.04",       os: { type: "linux", version: "24.04" }, product: { product: "Ubuntu Server", vendor: "Canonical", version: "24.04" } },
  { kind: "ClusterVirtualMachineImage", name: "vmi-c3d49e07aa5b6f128", item: "item-appliance-no-tools", os: { type: "linux", version: "1" },     product: { product: "Appliance without guest tools", vendor: "Example", version: "1" } },
  { kind: "ClusterVirtualMachineImage", name: "vmi-7e20d1b8846fc953a", item: "item-ubuntu-24.04-iso",   os: { type: "linux", version: "24.04" }, product: { product: "Ubuntu Server installer", vendor: "Canonical", version: "24.04" } },
];

// biome-ignore format: tables
const classes: { readonly [name: string]: VirtualMachineClassSpec } = {
  "my-vm-class": {
    configSpec: {
      _typeName: "VirtualMachineConfigSpec",
      cpuAllocation: { _typeName: "ResourceAllocationInfo", limit: 400, reservation: 200 },
      memoryAllocation: { _typeName: "ResourceAllocationInfo", limit: 2048, reservation: 1024 },
    },
    hardware: { cpus: 2, memory: "4Gi" },
  },
  "best-effort-small":  { hardware: { cpus: 2, memory: "4Gi" } },
  "best-effort-medium": { hardware: { cpus: 2, memory: "8Gi" } },
  "best-effort-large":  { hardware: { cpus: 4, memory: "16Gi" } },
  "guaranteed-small":   { hardware: { cpus: 2, memory: "4Gi" }, policies: { resources: { requests: { cpu: "2", memory: "4Gi" } } } },
};

/** Storage class → the hypervisor's storage policy. */
// biome-ignore format: tables
const storageClasses: { readonly [name: string]: string } = {
  "my-storage-class":     "policy-standard",
  "shared-storage-class": "policy-shared",
};

/** Creates what is missing. Called once for a data folder: what a person deletes afterwards stays deleted. */
export async function createStarterInventory(
  client: EnsureClient,
  items: readonly LibraryItem[],
): Promise<void> {
  await ensure(client, { apiVersion: "v1", kind: "Namespace", metadata: { name: STARTER_NAMESPACE } });
  const objects = [
    ...Object.entries(storageClasses).map(([name, policy]) => storageClass(name, policy)),
    ...Object.entries(classes).map(([name, spec]) => ({
      apiVersion: API,
      kind: "VirtualMachineClass",
      metadata: { name, namespace: STARTER_NAMESPACE },
      spec,
    })),
  ];
  await Promise.all([
    ...objects.map((object) => ensure(client, object)),
    ...images.map((image) => createImage(client, image, items)),
  ]);
}

const storageClass = (name: string, policy: string): DynamicObject => ({
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name },
  provisioner: "csi.vsphere.vmware.com",
  parameters: { storagePolicyID: policy },
  reclaimPolicy: "Delete",
  volumeBindingMode: "Immediate",
  allowVolumeExpansion: true,
});

async function createImage(
  client: EnsureClient,
  image: StarterImage,
  items: readonly LibraryItem[],
): Promise<void> {
  const item = items.find((candidate) => candidate.id === image.item);
  if (!item) return;
  const metadata = {
    name: image.name,
    ...(image.kind === "VirtualMachineImage" ? { namespace: STARTER_NAMESPACE } : {}),
  };
  await ensure(client, { apiVersion: API, kind: image.kind, metadata, spec: {} });
  const resource = await client.dynamic({ apiVersion: API, kind: image.kind });
  await resource.patchStatus(metadata, { merge: { status: imageStatus(image, item) } });
}

function imageStatus({ os, product }: StarterImage, item: LibraryItem): VirtualMachineImageStatus {
  return {
    name: item.name,
    type: item.type,
    providerItemID: item.id,
    providerContentVersion: item.version,
    ...(item.firmware ? { firmware: item.firmware } : {}),
    ...(item.hwVersion ? { hardwareVersion: item.hwVersion } : {}),
    osInfo: { ...os, ...(item.guestId ? { id: item.guestId } : {}) },
    productInfo: product,
    disks: item.disks.map((disk) => ({
      name: disk.name,
      limit: gibibytes(disk.capacityBytes),
      requested: gibibytes(disk.sizeBytes),
    })),
    conditions: [
      {
        type: "Ready",
        status: "True",
        reason: "True",
        message: "",
        lastTransitionTime: `${new Date().toISOString().slice(0, 19)}Z`,
      },
    ],
  };
}

const gibibytes = (bytes: number): string =>
  bytes % 2 ** 30 === 0 ? `${bytes / 2 ** 30}Gi` : `${Math.ceil(bytes / 2 ** 20)}Mi`;
