/** The YAML of the specification that is no whole document: what a status looks like, a part of a spec, annotations. */
import type { Page, Text, Verdict } from "./index.ts";

export interface Fragment extends Text {
  /** The kind it is a part of. */
  readonly of: "VirtualMachine" | "VirtualMachineGroup" | "VirtualMachineImage";
}

const accepted: Verdict = { is: "accepted" };
const waits = (version: "v1alpha3" | "v1alpha4"): Verdict => ({ is: "waits", version });
const checkForm: Verdict = {
  is: "template",
  values: { "<COMPONENT>": "ad", "<REASON>": "waiting on computer object" },
};
const booleanStatus: Verdict = {
  is: "refused",
  says: "status.conditions[0].status",
  because: "an unquoted True is a boolean in YAML, and the status of a condition a word",
};
const oneAddress: Verdict = {
  is: "refused",
  says: "status.network.config.interfaces[0].ip.addresses",
  because: "addresses are a list, as the table below the example says",
};
const oldDiskFields: Verdict = {
  is: "refused",
  says: 'unknown field "status.disks[0].capacity"',
  because: "Image disks: v1alpha5 has limit and requested, capacity is v1alpha3's and v1alpha4's",
};
const alternatives: Verdict = {
  is: "refused",
  says: 'key "powerState" already set in map',
  because: "three alternatives in one block: a key may stand once",
};

// biome-ignore format: a table
export const fragments: { readonly [page in Page]: readonly Fragment[] } = {
  "vm-v1alpha5": [
    { file: "01-hardware-status.yaml",             line: 200,  section: "Hardware, Status",                    of: "VirtualMachine",      verdict: accepted },
    { file: "02-delete-check-form.yaml",           line: 333,  section: "Delete Check",                        of: "VirtualMachine",      verdict: checkForm },
    { file: "03-delete-checks.yaml",               line: 339,  section: "Delete Check",                        of: "VirtualMachine",      verdict: accepted },
    { file: "04-cpu-and-memory-status.yaml",       line: 393,  section: "CPU and Memory, Status",              of: "VirtualMachine",      verdict: accepted },
    { file: "05-class-synced.yaml",                line: 421,  section: "ClassConfigurationSynced Condition",  of: "VirtualMachine",      verdict: booleanStatus },
    { file: "06-encrypted-by-class.yaml",          line: 549,  section: "Encryption Status",                   of: "VirtualMachine",      verdict: accepted },
    { file: "07-encrypted-with-vtpm.yaml",         line: 561,  section: "Encryption Status",                   of: "VirtualMachine",      verdict: accepted },
    { file: "08-encryption-not-synced.yaml",       line: 586,  section: "EncryptionSynced Condition",          of: "VirtualMachine",      verdict: booleanStatus },
    { file: "09-encryption-synced.yaml",           line: 597,  section: "EncryptionSynced Condition",          of: "VirtualMachine",      verdict: booleanStatus },
    { file: "10-intended-network-status.yaml",     line: 761,  section: "Intended Network Config",             of: "VirtualMachine",      verdict: oneAddress },
    { file: "11-storage-status.yaml",              line: 818,  section: "Storage Usage",                       of: "VirtualMachine",      verdict: accepted },
    { file: "12-image-disk.yaml",                  line: 1080, section: "Mapping spec.volumes to Image Disks", of: "VirtualMachineImage", verdict: oldDiskFields },
    { file: "13-explicit-placement.yaml",          line: 1202, section: "Adding Managed Volumes",              of: "VirtualMachine",      verdict: accepted },
    { file: "14-oracle-rac.yaml",                  line: 1217, section: "Adding Managed Volumes",              of: "VirtualMachine",      verdict: accepted },
    { file: "15-one-volume-status.yaml",           line: 1355, section: "Volume Status",                       of: "VirtualMachine",      verdict: accepted },
    { file: "16-two-volumes-status.yaml",          line: 1376, section: "Volume Status",                       of: "VirtualMachine",      verdict: accepted },
    { file: "17-oracle-rac-status.yaml",           line: 1408, section: "Volume Status",                       of: "VirtualMachine",      verdict: accepted },
    { file: "18-power-on-check-form.yaml",         line: 1670, section: "Power On Check",                      of: "VirtualMachine",      verdict: checkForm },
    { file: "19-power-on-checks.yaml",             line: 1676, section: "Power On Check",                      of: "VirtualMachine",      verdict: accepted },
    { file: "20-guest-status.yaml",                line: 1737, section: "Guest OS, Status",                    of: "VirtualMachine",      verdict: accepted },
    { file: "21-policies-status.yaml",             line: 1808, section: "vSphere Policies, Status",            of: "VirtualMachine",      verdict: accepted },
    { file: "22-group-status.yaml",                line: 2056, section: "Group Status",                        of: "VirtualMachineGroup", verdict: accepted },
  ],
  "vm-v1alpha5-snapshots": [
    { file: "01-hardware-status.yaml",             line: 118,  section: "Hardware, Status",                    of: "VirtualMachine",      verdict: accepted },
    { file: "02-delete-check-form.yaml",           line: 165,  section: "Delete Check",                        of: "VirtualMachine",      verdict: checkForm },
    { file: "03-delete-checks.yaml",               line: 171,  section: "Delete Check",                        of: "VirtualMachine",      verdict: accepted },
    { file: "04-cpu-and-memory-status.yaml",       line: 225,  section: "CPU and Memory, Status",              of: "VirtualMachine",      verdict: accepted },
    { file: "05-class-synced.yaml",                line: 253,  section: "ClassConfigurationSynced Condition",  of: "VirtualMachine",      verdict: booleanStatus },
    { file: "06-encrypted-by-class.yaml",          line: 381,  section: "Encryption Status",                   of: "VirtualMachine",      verdict: accepted },
    { file: "07-encrypted-with-vtpm.yaml",         line: 393,  section: "Encryption Status",                   of: "VirtualMachine",      verdict: accepted },
    { file: "08-encryption-not-synced.yaml",       line: 418,  section: "EncryptionSynced Condition",          of: "VirtualMachine",      verdict: booleanStatus },
    { file: "09-encryption-synced.yaml",           line: 429,  section: "EncryptionSynced Condition",          of: "VirtualMachine",      verdict: booleanStatus },
    { file: "10-intended-network-status.yaml",     line: 593,  section: "Intended Network Config",             of: "VirtualMachine",      verdict: oneAddress },
    { file: "11-storage-status.yaml",              line: 650,  section: "Storage Usage",                       of: "VirtualMachine",      verdict: accepted },
    { file: "12-one-volume-status.yaml",           line: 785,  section: "Volume Status",                       of: "VirtualMachine",      verdict: accepted },
    { file: "13-two-volumes-status.yaml",          line: 801,  section: "Volume Status",                       of: "VirtualMachine",      verdict: accepted },
    { file: "14-power-on-check-form.yaml",         line: 908,  section: "Power On Check",                      of: "VirtualMachine",      verdict: checkForm },
    { file: "15-power-on-checks.yaml",             line: 914,  section: "Power On Check",                      of: "VirtualMachine",      verdict: accepted },
    { file: "16-guest-status.yaml",                line: 975,  section: "Guest OS, Status",                    of: "VirtualMachine",      verdict: accepted },
    { file: "17-group-status.yaml",                line: 1220, section: "Group Status",                        of: "VirtualMachineGroup", verdict: accepted },
  ],
  "vm-v1alpha5-macaddr": [
    { file: "01-hardware-status.yaml",             line: 60,   section: "Hardware, Status",                    of: "VirtualMachine",      verdict: accepted },
    { file: "02-delete-check-form.yaml",           line: 94,   section: "Delete Check",                        of: "VirtualMachine",      verdict: checkForm },
    { file: "03-delete-checks.yaml",               line: 96,   section: "Delete Check",                        of: "VirtualMachine",      verdict: accepted },
    { file: "04-cpu-and-memory-status.yaml",       line: 131,  section: "CPU and Memory, Status",              of: "VirtualMachine",      verdict: accepted },
    { file: "05-class-synced.yaml",                line: 148,  section: "ClassConfigurationSynced Condition",  of: "VirtualMachine",      verdict: booleanStatus },
    { file: "06-encrypted-by-class.yaml",          line: 228,  section: "Encryption Status",                   of: "VirtualMachine",      verdict: accepted },
    { file: "07-encrypted-with-vtpm.yaml",         line: 236,  section: "Encryption Status",                   of: "VirtualMachine",      verdict: accepted },
    { file: "08-encryption-not-synced.yaml",       line: 252,  section: "EncryptionSynced Condition",          of: "VirtualMachine",      verdict: booleanStatus },
    { file: "09-encryption-synced.yaml",           line: 259,  section: "EncryptionSynced Condition",          of: "VirtualMachine",      verdict: booleanStatus },
    { file: "10-intended-network-status.yaml",     line: 405,  section: "Intended Network Config",             of: "VirtualMachine",      verdict: oneAddress },
    { file: "11-storage-status.yaml",              line: 450,  section: "Storage Usage",                       of: "VirtualMachine",      verdict: accepted },
    { file: "12-one-volume-status.yaml",           line: 519,  section: "Volume Status",                       of: "VirtualMachine",      verdict: accepted },
    { file: "13-two-volumes-status.yaml",          line: 531,  section: "Volume Status",                       of: "VirtualMachine",      verdict: accepted },
    { file: "14-power-on-check-form.yaml",         line: 581,  section: "Power On Check",                      of: "VirtualMachine",      verdict: checkForm },
    { file: "15-power-on-checks.yaml",             line: 583,  section: "Power On Check",                      of: "VirtualMachine",      verdict: accepted },
    { file: "16-guest-status.yaml",                line: 613,  section: "Guest OS, Status",                    of: "VirtualMachine",      verdict: accepted },
    { file: "17-group-status.yaml",                line: 771,  section: "Group Status",                        of: "VirtualMachineGroup", verdict: accepted },
  ],
  "vm-group": [
    { file: "01-mixed-boot-order.yaml",            line: 117,  section: "Member Types",                        of: "VirtualMachineGroup", verdict: waits("v1alpha4") },
    { file: "02-group-power-alternatives.yaml",    line: 137,  section: "Group Power Operations",              of: "VirtualMachineGroup", verdict: alternatives },
    { file: "03-group-status.yaml",                line: 272,  section: "Group Status",                        of: "VirtualMachineGroup", verdict: accepted },
  ],
  "vm-v1alpha3": [
    { file: "01-intended-network-status.yaml",     line: 267,  section: "Intended Network Config",             of: "VirtualMachine",      verdict: oneAddress },
  ],
};
