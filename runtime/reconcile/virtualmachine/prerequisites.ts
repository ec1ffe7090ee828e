/** What a machine needs before it can be made: each need with its condition, all judged before any fails. */
import type { VirtualMachineClass } from "../../../api/vmoperator/v1alpha5/virtualmachineclass.ts";
import { fails, holds, type NewCondition } from "../conditions.ts";
import { hardwareOf } from "./hardware.ts";
import type { Lookup, Snapshot } from "./snapshot.ts";

/** One condition a need; the machine can be made when all are True. */
export function prerequisites(snapshot: Snapshot): NewCondition[] {
  return [classReady(snapshot), imageReady(snapshot), storageReady(snapshot), bootstrapReady(snapshot)];
}

function classReady({ vm, class: lookup, inventory }: Snapshot): NewCondition {
  const type = "VirtualMachineClassReady";
  if (!lookup) return fails(type, "NotSet", "spec.className names no class");
  const complaint = absent(lookup, `VirtualMachineClass ${vm.metadata.namespace}/${vm.spec?.className}`);
  if (complaint) return fails(type, "NotFound", complaint);
  const found = (lookup as { found: VirtualMachineClass }).found;
  return hardwareOf(found, slowestCore(inventory))
    ? holds(type)
    : fails(
        type,
        "Invalid",
        `VirtualMachineClass ${found.metadata.name} says neither in spec.hardware nor in spec.configSpec how many CPUs and how much memory`,
      );
}

/** What a core gives on any host. */
export const slowestCore = (inventory: Snapshot["inventory"]): number =>
  Math.min(...inventory.hosts.map((host) => host.cpuMHz));

function imageReady(snapshot: Snapshot): NewCondition {
  const type = "VirtualMachineImageReady";
  const { vm, image: lookup } = snapshot;
  if (!lookup) return fails(type, "NotSet", "spec.imageName names no image");
  const name = vm.spec?.image?.name ?? vm.spec?.imageName;
  if ("missing" in lookup)
    return fails(type, "NotFound", `no image ${name} exists in the namespace or the cluster`);
  if ("ambiguous" in lookup)
    return fails(type, "Ambiguous", `several images are called ${name}; use the name of one`);
  const status = lookup.found.status;
  const ready = status?.conditions?.find((condition) => condition.type === "Ready");
  if (ready && ready.status !== "True")
    return fails(type, "NotReady", ready.message || `image ${name} is not ready: ${ready.reason}`);
  if (status?.type === "ISO")
    return fails(type, "NotSupported", `image ${name} is an ISO; a machine is made from an OVF image`);
  if (!snapshot.item) return fails(type, "NotReady", `image ${name} has no content in the library yet`);
  return holds(type);
}

function storageReady({ vm, storageClass, inventory }: Snapshot): NewCondition {
  const type = "VirtualMachineStorageReady";
  if (!storageClass) return fails(type, "StorageClassRequired", "spec.storageClass names no storage class");
  const complaint = absent(storageClass, `StorageClass ${vm.spec?.storageClass}`);
  if (complaint) return fails(type, "NotFound", complaint);
  const policy = policyOf(storageClass);
  if (policy !== undefined && !inventory.policies.some((candidate) => candidate.id === policy)) {
    return fails(
      type,
      "NotFound",
      `StorageClass ${vm.spec?.storageClass} names the storage policy ${policy}, which the hypervisor does not know`,
    );
  }
  return holds(type);
}

/** The storage policy behind a storage class, where it names one. */
export const policyOf = (storageClass: Snapshot["storageClass"]): string | undefined =>
  storageClass && "found" in storageClass ? storageClass.found.parameters.storagePolicyID : undefined;

function bootstrapReady({ vm, secrets }: Snapshot): NewCondition {
  const type = "VirtualMachineBootstrapReady";
  for (const { name, key } of bootstrapSecrets(vm)) {
    const secret = secrets[name];
    if (!secret || !("found" in secret))
      return fails(type, "NotFound", `Secret ${vm.metadata.namespace}/${name} does not exist`);
    if (!secret.found.includes(key))
      return fails(type, "RequiredKeyNotFound", `Secret ${vm.metadata.namespace}/${name} has no key ${key}`);
  }
  return holds(type);
}

/** Every Secret key that the bootstrap reads. */
export function bootstrapSecrets(vm: Snapshot["vm"]): { name: string; key: string }[] {
  const cloudInit = vm.spec?.bootstrap?.cloudInit;
  const users = cloudInit?.cloudConfig?.users ?? [];
  const files = cloudInit?.cloudConfig?.write_files ?? [];
  return [
    cloudInit?.rawCloudConfig,
    ...users.flatMap((user) => [user.passwd, user.hashed_passwd]),
    ...files.map((file) => file.content),
  ].filter(isSelector);
}

const isSelector = (value: unknown): value is { name: string; key: string } =>
  typeof value === "object" && value !== null && "name" in value && "key" in value;

const absent = (lookup: Lookup<unknown>, what: string): string | undefined =>
  "found" in lookup ? undefined : `${what} does not exist`;
