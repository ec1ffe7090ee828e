/** Gathers the snapshot of one machine: objects from the informers, the machine from the hypervisor. */
import type { Stored } from "../../client/object.ts";
import type { HypervisorDriver } from "../../driver/driver.ts";
import type { Task } from "../../driver/task.ts";
import type { VmState } from "../../driver/vm.ts";
import type { InventoryCache } from "../inventory-cache.ts";
import { placeRequest } from "./create.ts";
import { bootstrapSecrets, prerequisites } from "./prerequisites.ts";
import type { Lookup, Snapshot, StorageClassInfo } from "./snapshot.ts";
import type { ClusterImageObject, ImageObject, VmObject, VmSources } from "./sources.ts";

export interface Observer {
  sources: VmSources;
  driver: HypervisorDriver;
  inventory: InventoryCache;
  now: () => number;
  upgradeTo: Snapshot["upgradeTo"];
}

export async function observe(observer: Observer, vm: Stored<VmObject>): Promise<Snapshot> {
  const { sources, driver, inventory, now, upgradeTo } = observer;
  const image = findImage(sources, vm);
  const itemId = image && "found" in image ? image.found.status?.providerItemID : undefined;
  const creations = vm.status?.uniqueID ? [] : await driver.findTasks({ actId: vm.metadata.uid });
  const machine = await findMachine(driver, vm, creations);
  const [item, offers] = await Promise.all([
    itemId === undefined ? undefined : inventory.item(itemId),
    inventory.inventory(),
  ]);
  const vmClass = vm.spec?.className
    ? lookup(sources.classes.store.get({ namespace: vm.metadata.namespace!, name: vm.spec.className }))
    : undefined;
  const storageClass = findStorageClass(sources, vm);
  const snapshot: Snapshot = {
    vm,
    ...(vmClass ? { class: vmClass } : {}),
    ...(image ? { image } : {}),
    ...(storageClass ? { storageClass } : {}),
    secrets: findSecrets(sources, vm),
    ...(item ? { item } : {}),
    inventory: offers,
    ...(machine ? { machine } : {}),
    creations:
      machine || creations.length > 0 ? creations : await driver.findTasks({ actId: vm.metadata.uid }),
    now: now(),
    upgradeTo,
  };
  const couldBeMade =
    !machine &&
    vm.metadata.deletionTimestamp === undefined &&
    prerequisites(snapshot).every((need) => need.status === "True");
  return couldBeMade ? { ...snapshot, place: await driver.place(placeRequest(snapshot)) } : snapshot;
}

/** By the identifier in the status, else by identity, else as what the creation made. */
async function findMachine(
  driver: HypervisorDriver,
  vm: VmObject,
  creations: readonly Task[],
): Promise<VmState | undefined> {
  const made = vm.status?.uniqueID ?? creations.findLast((task) => task.state === "success")?.target;
  const id = await driver.findVm({
    ...(made ? { id: made } : {}),
    ...(vm.spec?.instanceUUID ? { instanceUuid: vm.spec.instanceUUID } : {}),
  });
  return id === undefined ? undefined : driver.getVm(id);
}

const lookup = <T>(found: T | undefined): Lookup<T> => (found === undefined ? { missing: true } : { found });

/**
 * The image that the machine names: by reference, else by object name in the namespace and then in the cluster, else
 * by display name in both. Source: upstream's image name resolution.
 */
function findImage(sources: VmSources, vm: VmObject): Lookup<ImageObject | ClusterImageObject> | undefined {
  const { image, imageName } = vm.spec ?? {};
  const namespace = vm.metadata.namespace!;
  const ofNamespace = (name: string) => sources.images.store.get({ namespace, name });
  const ofCluster = (name: string) => sources.clusterImages.store.get({ name });
  if (image)
    return lookup(image.kind === "VirtualMachineImage" ? ofNamespace(image.name) : ofCluster(image.name));
  if (!imageName) return undefined;
  const byName = ofNamespace(imageName) ?? ofCluster(imageName);
  if (byName) return { found: byName };
  const byDisplayName = [
    ...sources.images.store
      .byIndex("displayName", imageName)
      .filter((candidate) => candidate.metadata.namespace === namespace),
    ...sources.clusterImages.store.byIndex("displayName", imageName),
  ];
  return byDisplayName.length > 1 ? { ambiguous: true } : lookup(byDisplayName[0]);
}

function findStorageClass(sources: VmSources, vm: VmObject): Lookup<StorageClassInfo> | undefined {
  const name = vm.spec?.storageClass;
  if (!name) return undefined;
  const found = sources.storageClasses.store.get({ name });
  return found ? { found: { name, parameters: found.parameters ?? {} } } : { missing: true };
}

function findSecrets(sources: VmSources, vm: VmObject): Snapshot["secrets"] {
  const names = new Set(bootstrapSecrets(vm).map(({ name }) => name));
  return Object.fromEntries(
    [...names].map((name) => {
      const secret = sources.secrets.store.get({ namespace: vm.metadata.namespace!, name });
      return [name, lookup(secret && Object.keys(secret.data ?? {}))];
    }),
  );
}
