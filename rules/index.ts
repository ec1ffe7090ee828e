/** Every table, by the kind it speaks about. A new file of rows is listed here once. */
import { immutability as parameterImmutability } from "./admissionparameters/immutability.ts";
import { validation as parameterValidation } from "./admissionparameters/validation.ts";
import {
  attachmentImmutability,
  registrationImmutability,
  storageQuotaImmutability,
  storageUsageImmutability,
} from "./cns/storage.ts";
import { encryptionClassImmutability } from "./encryption/encryption-class.ts";
import type { AnyTable, ForeignKind } from "./lang/tables.ts";
import { claimValidation } from "./persistentvolumeclaim/claim.ts";
import { availabilityZoneImmutability, zoneImmutability } from "./topology/zones.ts";
import { affinity } from "./virtualmachine/affinity.ts";
import { boot, bootImmutability } from "./virtualmachine/boot.ts";
import { bootstrap, bootstrapImmutability } from "./virtualmachine/bootstrap.ts";
import { cdrom, cdromDefaults, cdromImmutability } from "./virtualmachine/cdrom.ts";
import { checks } from "./virtualmachine/checks.ts";
import { controllerDefaults, controllerImmutability, controllers } from "./virtualmachine/controllers.ts";
import { defaults } from "./virtualmachine/defaults.ts";
import { identity } from "./virtualmachine/identity.ts";
import { immutability } from "./virtualmachine/immutability.ts";
import { interfaces } from "./virtualmachine/interfaces.ts";
import { madeFrom, madeFromDefaults } from "./virtualmachine/made-from.ts";
import { metadata, metadataDefaults } from "./virtualmachine/metadata.ts";
import { network, networkDefaults, networkImmutability } from "./virtualmachine/network.ts";
import { policies } from "./virtualmachine/policies.ts";
import { powerMoves, powerRequests, restartMoves, restartRequests } from "./virtualmachine/power.ts";
import { readiness, readinessImmutability } from "./virtualmachine/readiness.ts";
import { restart } from "./virtualmachine/restart.ts";
import { snapshots } from "./virtualmachine/snapshots.ts";
import { newMarks, upgrade, upgradeMarks, upgradeWindow } from "./virtualmachine/upgrade.ts";
import { volumeDefaults, volumeImmutability, volumes } from "./virtualmachine/volumes.ts";
import {
  classDefaults,
  classImmutability,
  classInstanceImmutability,
  classValidation,
} from "./virtualmachineclass/class.ts";
import { groupDefaults, groupImmutability, groupValidation } from "./virtualmachinegroup/group.ts";
import {
  groupPublishDefaults,
  groupPublishImmutability,
  groupPublishValidation,
} from "./virtualmachinegrouppublishrequest/group-publish-request.ts";
import { clusterImageImmutability, imageImmutability } from "./virtualmachineimage/images.ts";
import { imageCacheImmutability } from "./virtualmachineimagecache/image-cache.ts";
import { publishImmutability, publishValidation } from "./virtualmachinepublishrequest/publish-request.ts";
import { replicaSetImmutability, replicaSetValidation } from "./virtualmachinereplicaset/replica-set.ts";
import { serviceImmutability, serviceValidation } from "./virtualmachineservice/service.ts";
import {
  resourcePolicyImmutability,
  resourcePolicyValidation,
} from "./virtualmachinesetresourcepolicy/resource-policy.ts";
import {
  snapshotDefaults,
  snapshotImmutability,
  snapshotValidation,
} from "./virtualmachinesnapshot/snapshot.ts";
import { consoleImmutability, consoleValidation } from "./virtualmachinewebconsolerequest/console-request.ts";
import {
  computePolicyImmutability,
  policyEvaluationImmutability,
  tagPolicyImmutability,
} from "./vsphere-policy/policies.ts";

export interface KindTables {
  /** `group/version/Kind` of the storage version. */
  readonly kind: string;
  /** Said where the API does not declare the kind. */
  readonly foreign?: ForeignKind;
  /** Table name → table; the name is the file name of its documentation page. */
  readonly tables: { readonly [name: string]: unknown };
}

export const tables: readonly KindTables[] = [
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachine",
    tables: {
      immutability,
      defaults,
      madeFromDefaults,
      madeFrom,
      identity,
      metadata,
      metadataDefaults,
      checks,
      powerRequests,
      restartRequests,
      powerMoves,
      restartMoves,
      upgrade,
      newMarks,
      upgradeMarks,
      upgradeWindow,
      restart,
      snapshots,
      affinity,
      policies,
      networkImmutability,
      networkDefaults,
      network,
      interfaces,
      bootstrapImmutability,
      bootstrap,
      readinessImmutability,
      readiness,
      volumeImmutability,
      volumeDefaults,
      volumes,
      controllerImmutability,
      controllerDefaults,
      controllers,
      cdromImmutability,
      cdromDefaults,
      cdrom,
      bootImmutability,
      boot,
    },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineGroup",
    tables: { immutability: groupImmutability, defaults: groupDefaults, validation: groupValidation },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineSnapshot",
    tables: {
      immutability: snapshotImmutability,
      defaults: snapshotDefaults,
      validation: snapshotValidation,
    },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineClass",
    tables: { immutability: classImmutability, defaults: classDefaults, validation: classValidation },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineClassInstance",
    tables: { immutability: classInstanceImmutability },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineService",
    tables: { immutability: serviceImmutability, validation: serviceValidation },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineSetResourcePolicy",
    tables: { immutability: resourcePolicyImmutability, validation: resourcePolicyValidation },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineReplicaSet",
    tables: { immutability: replicaSetImmutability, validation: replicaSetValidation },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachinePublishRequest",
    tables: { immutability: publishImmutability, validation: publishValidation },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineGroupPublishRequest",
    tables: {
      immutability: groupPublishImmutability,
      defaults: groupPublishDefaults,
      validation: groupPublishValidation,
    },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineWebConsoleRequest",
    tables: { immutability: consoleImmutability, validation: consoleValidation },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineImage",
    tables: { immutability: imageImmutability },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/ClusterVirtualMachineImage",
    tables: { immutability: clusterImageImmutability },
  },
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachineImageCache",
    tables: { immutability: imageCacheImmutability },
  },
  {
    kind: "encryption.vmware.com/v1alpha1/EncryptionClass",
    tables: { immutability: encryptionClassImmutability },
  },
  {
    kind: "vsphere.policy.vmware.com/v1alpha1/ComputePolicy",
    tables: { immutability: computePolicyImmutability },
  },
  {
    kind: "vsphere.policy.vmware.com/v1alpha1/TagPolicy",
    tables: { immutability: tagPolicyImmutability },
  },
  {
    kind: "vsphere.policy.vmware.com/v1alpha1/PolicyEvaluation",
    tables: { immutability: policyEvaluationImmutability },
  },
  {
    kind: "topology.tanzu.vmware.com/v1alpha1/AvailabilityZone",
    tables: { immutability: availabilityZoneImmutability },
  },
  { kind: "topology.tanzu.vmware.com/v1alpha1/Zone", tables: { immutability: zoneImmutability } },
  {
    kind: "cns.vmware.com/v1alpha1/CnsNodeVmAttachment",
    tables: { immutability: attachmentImmutability },
  },
  {
    kind: "cns.vmware.com/v1alpha1/CnsRegisterVolume",
    tables: { immutability: registrationImmutability },
  },
  {
    kind: "cns.vmware.com/v1alpha2/StoragePolicyQuota",
    tables: { immutability: storageQuotaImmutability },
  },
  {
    kind: "cns.vmware.com/v1alpha2/StoragePolicyUsage",
    tables: { immutability: storageUsageImmutability },
  },
  {
    kind: "/v1/PersistentVolumeClaim",
    foreign: {
      plural: "persistentvolumeclaims",
      scope: "Namespaced",
      labelled: "vmoperator.vmware.com/instance-storage-resource",
    },
    tables: { validation: claimValidation },
  },
  {
    kind: "admission.vmoperator.vmware.com/v1alpha1/AdmissionParameters",
    tables: { immutability: parameterImmutability, validation: parameterValidation },
  },
];

export { conditions } from "./conditions.ts";
export { features } from "./features.ts";
export { inventory } from "./inventory.ts";
export { lookups } from "./lookups.ts";
export type { AnyTable };
