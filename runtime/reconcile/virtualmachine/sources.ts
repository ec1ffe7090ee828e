/** The objects that machines are reconciled from: one informer a kind, indexed by what is asked of them. */
import type { ResourceInputs, ResourceTypes } from "../../../generated/resources.ts";
import type { BuiltinTypes, Secret, StorageClass } from "../../client/builtin.ts";
import type { Client } from "../../client/client.ts";
import { createInformer, type Informer } from "../../client/informer.ts";
import type { ObjectKey, Stored } from "../../client/object.ts";
import { type Source, source, toIndexed, toSelf } from "../../kube/controller.ts";
import { bootstrapSecrets } from "./prerequisites.ts";

const KINDS = {
  vm: "vmoperator.vmware.com/v1alpha5/VirtualMachine",
  class: "vmoperator.vmware.com/v1alpha5/VirtualMachineClass",
  image: "vmoperator.vmware.com/v1alpha5/VirtualMachineImage",
  clusterImage: "vmoperator.vmware.com/v1alpha5/ClusterVirtualMachineImage",
} as const;

export type VmObject = ResourceTypes[(typeof KINDS)["vm"]];
/** What a caller writes of one. */
export type VmInput = ResourceInputs[(typeof KINDS)["vm"]];
export type ClassObject = ResourceTypes[(typeof KINDS)["class"]];
export type ImageObject = ResourceTypes[(typeof KINDS)["image"]];
export type ClusterImageObject = ResourceTypes[(typeof KINDS)["clusterImage"]];

/** Everything the operator's client has to know. */
export type OperatorClient = Client<ResourceTypes & Omit<BuiltinTypes, keyof ResourceTypes>, ResourceInputs>;

export interface VmSources {
  vms: Informer<VmObject, "uid" | "machine" | "class" | "image" | "storageClass" | "secret">;
  classes: Informer<ClassObject>;
  images: Informer<ImageObject, "displayName">;
  clusterImages: Informer<ClusterImageObject, "displayName">;
  storageClasses: Informer<StorageClass>;
  secrets: Informer<Secret>;
}

const inNamespace = (object: { metadata: { namespace?: string } }, name: string): string =>
  `${object.metadata.namespace}/${name}`;
const named = (name: string | undefined): string[] => (name ? [name] : []);

/** The informers, not started. */
export function createVmSources(client: OperatorClient, onError: (error: unknown) => void): VmSources {
  const displayName = (image: ImageObject | ClusterImageObject) => named(image.status?.name);
  return {
    vms: createInformer(client.resource(KINDS.vm), {
      onError,
      indexes: {
        uid: (vm) => named(vm.metadata.uid),
        machine: (vm) => named(vm.status?.uniqueID),
        class: (vm) => named(vm.spec?.className).map((name) => inNamespace(vm, name)),
        image: (vm) => [...named(vm.spec?.imageName), ...named(vm.spec?.image?.name)],
        storageClass: (vm) => named(vm.spec?.storageClass),
        secret: (vm) => bootstrapSecrets(vm).map(({ name }) => inNamespace(vm, name)),
      },
    }),
    classes: createInformer(client.resource(KINDS.class), { onError }),
    images: createInformer(client.resource(KINDS.image), { onError, indexes: { displayName } }),
    clusterImages: createInformer(client.resource(KINDS.clusterImage), { onError, indexes: { displayName } }),
    storageClasses: createInformer(client.resource("StorageClass"), { onError }),
    // Only the names of keys matter here; what they hold is nobody's business.
    secrets: createInformer(client.resource("Secret"), {
      onError,
      transform: (secret) => ({
        ...secret,
        data: Object.fromEntries(Object.keys(secret.data ?? {}).map((key) => [key, ""])),
      }),
    }),
  };
}

/** Which machines to look at when one of the objects changes. */
export function vmTriggers(sources: VmSources): Source[] {
  const { vms } = sources;
  const imageNames = (image: ImageObject | ClusterImageObject) => [
    image.metadata.name!,
    ...named(image.status?.name),
  ];
  return [
    source(vms, toSelf),
    source(
      sources.classes,
      toIndexed(vms, "class", (object) => [inNamespace(object, object.metadata.name)]),
    ),
    source(sources.images, toIndexed(vms, "image", imageNames)),
    source(sources.clusterImages, toIndexed(vms, "image", imageNames)),
    source(
      sources.storageClasses,
      toIndexed(vms, "storageClass", (object: Stored<StorageClass>) => [object.metadata.name]),
    ),
    source(
      sources.secrets,
      toIndexed(vms, "secret", (object: Stored<Secret>) => [inNamespace(object, object.metadata.name)]),
    ),
  ];
}

/** The machine that an object's UID or a hypervisor's identifier belongs to. */
export function vmKeys(sources: VmSources, by: "uid" | "machine", value: string): ObjectKey[] {
  return sources.vms.store
    .byIndex(by, value)
    .map(({ metadata }) => ({ namespace: metadata.namespace!, name: metadata.name }));
}
