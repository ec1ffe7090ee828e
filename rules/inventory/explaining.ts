/** Sections of the documents, as anchors, that ask for nothing. What a document repeats of the first is listed there. */
import type { Inventory } from "./lines.ts";

// biome-ignore format: words
export const explaining: Inventory["explaining"] = {
  "vm-v1alpha5": [
    "virtualmachine", "using-vms", "hardware", "storage-related-upgrades", "monitoring-upgrades", "encrypting-a-vm", "volumes",
    "automatic-volume-management", "image-type-considerations", "adding-volumes", "adding-volumes-from-vm-images",
    "removing-volumes", "volume-removal-prerequisites", "managing-pvcs-for-image-disks", "cns-volume-registration",
    "registration-status", "troubleshooting-registration", "common-registration-issues", "power-management",
    "virtual-machine-affinityanti-affinity", "examples", "vm-anti-affinity", "virtualmachine-groups", "best-practices",
    "schema-upgrade", "upgrade-process", "mutation-webhook-behavior", "validation-webhook-behavior", "checking-upgrade-status",
  ],
  "vm-v1alpha5-snapshots": ["adding-classic-volumes", "virtualmachine-snapshots", "further-information"],
  "vm-group": [
    "virtualmachinegroup", "overview", "creating-a-virtualmachinegroup", "basic-group", "group-with-boot-order",
    "joining-vms-to-a-group", "boot-order-specification", "power-state-management", "power-state-synchronization",
    "hierarchical-groups", "parent-group-example", "affinity-and-anti-affinity", "zone-anti-affinity-example",
    "host-affinity-example", "status-and-conditions", "group-status", "use-cases", "2-development-environments",
    "3-disaster-recovery", "best-practices", "design-considerations", "operational-guidelines", "troubleshooting",
    "migration-from-individual-vms", "api-reference", "related-resources",
  ],
  "vm-v1alpha3": ["vm-uuids", "guest-ids"],
};
