/**
 * Other objects that a row may ask about as `fact.<name>`. Such a row runs in our admission, which looks the objects up;
 * one that does not exist is absent (`has(fact.classInstance)` is false) and never an error.
 */
import type { Lookup } from "./lang/facts.ts";

export const lookups = {
  classInstance: {
    doc: "The instance of its class that the machine names.",
    of: "VirtualMachine",
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineClassInstance",
    name: "object.?spec.?class.?name.orValue('')",
  },
  image: {
    doc: "The image of the namespace that the machine names.",
    of: "VirtualMachine",
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineImage",
    name: "object.?spec.?image.?kind.orValue('VirtualMachineImage') == 'VirtualMachineImage' ? object.?spec.?image.?name.orValue(object.?spec.?imageName.orValue('')) : ''",
  },
  clusterImage: {
    doc: "The image of the cluster that the machine names.",
    of: "VirtualMachine",
    kind: "vmoperator.vmware.com/v1alpha5/ClusterVirtualMachineImage",
    name: "object.?spec.?image.?kind.orValue('ClusterVirtualMachineImage') == 'ClusterVirtualMachineImage' ? object.?spec.?image.?name.orValue(object.?spec.?imageName.orValue('')) : ''",
  },
  namedImages: {
    doc: "The images of the namespace, by name, where the machine names none of them and may mean a display name.",
    of: "VirtualMachine",
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineImage",
    when: "object.?spec.?imageName.orValue('') != '' && !object.spec.imageName.startsWith('vmi-') && !has(object.spec.image) && !has(fact.image) && !has(fact.clusterImage)",
    labels: "{}",
  },
  namedClusterImages: {
    doc: "The images of the cluster, by name, where the machine names none of them and may mean a display name.",
    of: "VirtualMachine",
    kind: "vmoperator.vmware.com/v1alpha5/ClusterVirtualMachineImage",
    when: "object.?spec.?imageName.orValue('') != '' && !object.spec.imageName.startsWith('vmi-') && !has(object.spec.image) && !has(fact.image) && !has(fact.clusterImage)",
    labels: "{}",
  },
  vmClass: {
    doc: "The class that the machine names.",
    of: "VirtualMachine",
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineClass",
    untyped: true,
    name: "object.?spec.?className.orValue('')",
  },
  storageClass: {
    doc: "The storage class that the machine names.",
    of: "VirtualMachine",
    kind: "storage.k8s.io/v1/StorageClass",
    plural: "storageclasses",
    name: "object.?spec.?storageClass.orValue('')",
  },
  storagePolicy: {
    doc: "What the operator knows of the policy of the storage class that the machine names; its name is made of the policy's id.",
    of: "VirtualMachine",
    kind: "infra.vmware.com/v1alpha1/StoragePolicy",
    plural: "storagepolicies",
    namespace: "vmop-system",
    name: "[fact.?storageClass.?parameters.?storagePolicyID.orValue('')].map(id, id.matches('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') ? 'pol-' + id.substring(0, 8) + '-' + id.substring(19, 23) + id.substring(24) : '')[0]",
  },
  defaultEncryptionClasses: {
    doc: "The encryption classes that the namespace has as its default, by name, where the machine is stored encrypted and names none; there should be one.",
    of: "VirtualMachine",
    kind: "encryption.vmware.com/v1alpha1/EncryptionClass",
    when: "fact.?storagePolicy.?status.?encrypted.orValue(false) && object.?spec.?crypto.?encryptionClassName.orValue('') == ''",
    labels: "{'encryption.vmware.com/default': 'true'}",
  },
  storageQuotas: {
    doc: "The storage quotas of the machine's namespace, by name.",
    of: "VirtualMachine",
    kind: "cns.vmware.com/v1alpha2/StoragePolicyQuota",
    labels: "{}",
  },
  zone: {
    doc: "The zone of the namespace that the machine's label names.",
    of: "VirtualMachine",
    kind: "topology.tanzu.vmware.com/v1alpha1/Zone",
    name: "object.?metadata.?labels[?'topology.kubernetes.io/zone'].orValue('')",
  },
  computePolicies: {
    doc: "The compute policies that the machine names, by name.",
    of: "VirtualMachine",
    kind: "vsphere.policy.vmware.com/v1alpha1/ComputePolicy",
    names: "object.?spec.?policies.orValue([]).filter(p, p.kind == 'ComputePolicy').map(p, p.name)",
  },
  claims: {
    doc: "The claims of the machine's volumes, by name.",
    of: "VirtualMachine",
    kind: "/v1/PersistentVolumeClaim",
    plural: "persistentvolumeclaims",
    names: "object.?spec.?volumes.orValue([]).map(v, v.?persistentVolumeClaim.?claimName.orValue(''))",
  },
  claimClasses: {
    doc: "The storage classes of those claims, by name, where a volume or a controller may be shared.",
    of: "VirtualMachine",
    kind: "storage.k8s.io/v1/StorageClass",
    plural: "storageclasses",
    when: "object.?spec.?volumes.orValue([]).exists(v, v.?sharingMode.orValue('') == 'MultiWriter' || v.?applicationType.hasValue()) || object.?spec.?hardware.?scsiControllers.orValue([]).exists(c, c.?sharingMode.orValue('None') != 'None')",
    names: "fact.claims.map(name, fact.claims[name].?spec.?storageClassName.orValue(''))",
  },
  claimPolicies: {
    doc: "What the operator knows of the policies of those storage classes, by a name that is made of the policy's id.",
    of: "VirtualMachine",
    kind: "infra.vmware.com/v1alpha1/StoragePolicy",
    plural: "storagepolicies",
    namespace: "vmop-system",
    names:
      "fact.claimClasses.map(name, fact.claimClasses[name].?parameters.?storagePolicyID.orValue('')).map(id, id.matches('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') ? 'pol-' + id.substring(0, 8) + '-' + id.substring(19, 23) + id.substring(24) : '')",
  },
  driveImages: {
    doc: "The images of the namespace in the machine's CD-ROM drives, by name.",
    of: "VirtualMachine",
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineImage",
    names:
      "object.?spec.?hardware.?cdrom.orValue([]).filter(d, d.image.?kind.orValue('VirtualMachineImage') == 'VirtualMachineImage').map(d, d.image.name)",
  },
  clusterDriveImages: {
    doc: "The images of the cluster in the machine's CD-ROM drives, by name.",
    of: "VirtualMachine",
    kind: "vmoperator.vmware.com/v1alpha5/ClusterVirtualMachineImage",
    names:
      "object.?spec.?hardware.?cdrom.orValue([]).filter(d, d.image.?kind.orValue('') == 'ClusterVirtualMachineImage').map(d, d.image.name)",
  },
  networkSettings: {
    doc: "The network providers of the namespace: provider is vpc, nsx-tier1 or vsphere-distributed, and so is legacyProvider, if there is a second one.",
    of: "VirtualMachine",
    kind: "netoperator.vmware.com/v1alpha1/NetworkSettings",
    plural: "networksettings",
    name: "object.?spec.?network.?interfaces.orValue([]).exists(i, has(i.network) || has(i.macAddr)) || object.?spec.?readinessProbe.?tcpSocket.hasValue() ? 'default' : ''",
  },
  networkConfig: {
    doc: "What the administrator says about networks in the operator's own namespace; where IsRestrictedNetwork is true, machines are reached only on port 6443.",
    of: "VirtualMachine",
    kind: "/v1/ConfigMap",
    plural: "configmaps",
    namespace: "vmop-system",
    name: "object.?spec.?readinessProbe.?tcpSocket.hasValue() ? 'vsphere.provider.config.vmoperator.vmware.com' : ''",
  },
  captured: {
    doc: "The machine that a snapshot is to be taken of.",
    of: "VirtualMachineSnapshot",
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachine",
    name: "object.?spec.?vmName.orValue('')",
  },
  publishedGroups: {
    doc: "The group whose machines are to be published, and the groups in it and in those, by name.",
    of: "VirtualMachineGroupPublishRequest",
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineGroup",
    names:
      "[object.?spec.?source.orValue('') != '' ? object.spec.source : object.?metadata.?name.orValue('')]",
    follow:
      "found.?status.?members.orValue([]).filter(m, m.kind == 'VirtualMachineGroup' && m.?conditions.orValue([]).exists(c, c.type == 'GroupLinked' && c.status == 'True')).map(m, m.name)",
  },
  publishedLibrary: {
    doc: "The library that a group's machines are to be published to.",
    of: "VirtualMachineGroupPublishRequest",
    kind: "imageregistry.vmware.com/v1alpha1/ContentLibrary",
    plural: "contentlibraries",
    name: "object.?spec.?target.orValue('')",
  },
  defaultLibraries: {
    doc: "The libraries of the namespace that images are published to where no other is named, by name; there should be one.",
    of: "VirtualMachineGroupPublishRequest",
    kind: "imageregistry.vmware.com/v1alpha1/ContentLibrary",
    plural: "contentlibraries",
    labels: "{'imageregistry.vmware.com/default': ''}",
  },
} as const satisfies { readonly [name: string]: Lookup };

export type LookupName = keyof typeof lookups;
