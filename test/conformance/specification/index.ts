/**
 * Every manifest of the specification: a YAML document with apiVersion and kind. Files hold the text as the page has
 * it, without the indentation of the block it stands in; lines are those of the page.
 */

/** The pages of the specification. */
export type Page =
  | "vm-v1alpha5"
  | "vm-v1alpha5-snapshots"
  | "vm-v1alpha5-macaddr"
  | "vm-group"
  | "vm-v1alpha3";

/** What becomes of a text of the specification. */
export type Verdict =
  /** Accepted as it stands, and kept as written. */
  | { readonly is: "accepted" }
  /** Accepted once what the page leaves out there is said; until then an ordinary user is refused by these rules. */
  | { readonly is: "shortened"; readonly refusedBy: readonly string[] }
  /** Accepted as an edit of a machine that exists. */
  | { readonly is: "edit" }
  /** Accepted once the placeholders have these values, and not before. */
  | { readonly is: "template"; readonly values: { readonly [placeholder: string]: string } }
  /** Refused with a message that has these words in it. */
  | { readonly is: "refused"; readonly says: string; readonly because: string }
  /** Of a version that is not served before it can be converted. */
  | { readonly is: "waits"; readonly version: "v1alpha3" | "v1alpha4" }
  /** A kind of Kubernetes itself, accepted. */
  | { readonly is: "core" };

export interface Text {
  readonly file: string;
  /** The line of the page on which the text begins. */
  readonly line: number;
  /** The heading above it, with the one above that where it needs it. */
  readonly section: string;
  readonly verdict: Verdict;
}

export interface Manifest extends Text {
  /** The page has it on one line; `.flat.txt` beside the file is that line, and the line breaks are those of its twin. */
  readonly restored?: true;
}

const accepted: Verdict = { is: "accepted" };
const edit: Verdict = { is: "edit" };
const core: Verdict = { is: "core" };
const withoutClasses: Verdict = {
  is: "shortened",
  refusedBy: ["vm/class-required", "vm/storage-class-required"],
};
const withoutClassesAndImage: Verdict = {
  is: "shortened",
  refusedBy: ["vm/class-required", "vm/image-required", "vm/storage-class-required"],
};
const waits = (version: "v1alpha3" | "v1alpha4"): Verdict => ({ is: "waits", version });
const unknownVerb = (field: string): Verdict => ({
  is: "refused",
  says: `strict decoding error: unknown field "spec.affinity.${field}"`,
  because: "Affinity: the three examples of this page are not valid and get a clear error",
});
const oneRegistration: Verdict = {
  is: "template",
  values: {
    "<uuid>": "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01",
    "<vm-namespace>": "my-namespace",
    "<vm-name>": "my-vm",
    "<vm-uid>": "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a02",
    "<datastore-url>/<disk-path>": "https://vcenter.example.com/folder/my-vm/disk.vmdk",
  },
};

// biome-ignore format: a table
export const manifests: { readonly [page in Page]: readonly Manifest[] } = {
  "vm-v1alpha5": [
    { file: "01-controllers.yaml",                 line: 167,  section: "Configuring Controllers",             verdict: withoutClassesAndImage },
    { file: "02-class-reservations.yaml",          line: 362,  section: "CPU and Memory, Configuration",       verdict: accepted },
    { file: "03-default-key-provider.yaml",        line: 452,  section: "Default Key Provider",                verdict: accepted },
    { file: "04-encryption-class-of-vm.yaml",      line: 468,  section: "EncryptionClass",                     verdict: accepted },
    { file: "05-encryption-class-1.yaml",          line: 501,  section: "Rekeying a VM",                       verdict: accepted },
    { file: "06-encryption-class-2.yaml",          line: 513,  section: "Rekeying a VM",                       verdict: accepted },
    { file: "07-network-interfaces.yaml",          line: 643,  section: "Network Interfaces",                  verdict: accepted },
    { file: "08-class-network-adapters.yaml",      line: 667,  section: "Network Adapter Type",                verdict: accepted },
    { file: "09-three-interfaces.yaml",            line: 694,  section: "Network Adapter Type",                verdict: accepted },
    { file: "10-intended-network.yaml",            line: 744,  section: "Intended Network Config",             verdict: accepted },
    { file: "11-boot-disk-mapped.yaml",            line: 1091, section: "Mapping spec.volumes to Image Disks", verdict: withoutClasses },
    { file: "12-two-disks-mapped.yaml",            line: 1122, section: "Mapping spec.volumes to Image Disks", verdict: withoutClasses },
    { file: "13-claim.yaml",                       line: 1167, section: "Adding Managed Volumes",              verdict: core },
    { file: "14-managed-volume.yaml",              line: 1184, section: "Adding Managed Volumes",              verdict: accepted },
    { file: "15-cns-register-volume.yaml",         line: 1487, section: "CnsRegisterVolume Custom Resource",   verdict: oneRegistration },
    { file: "16-policies.yaml",                    line: 1786, section: "vSphere Policies, Configuration",     verdict: accepted },
    { file: "17-zone-affinity.yaml",               line: 1892, section: "Affinity, Examples",                  verdict: withoutClassesAndImage },
    { file: "18-host-anti-affinity.yaml",          line: 1920, section: "VM Anti-Affinity",                    verdict: withoutClassesAndImage },
    { file: "19-group-member.yaml",                line: 1947, section: "Group Membership",                    verdict: accepted },
    { file: "20-group.yaml",                       line: 1971, section: "VirtualMachineGroup Resource",        verdict: accepted },
    { file: "21-nested-group.yaml",                line: 2019, section: "Nested Groups",                       verdict: accepted },
  ],
  "vm-v1alpha5-snapshots": [
    { file: "01-class-reservations.yaml",          line: 194,  section: "CPU and Memory, Configuration",       verdict: accepted },
    { file: "02-default-key-provider.yaml",        line: 284,  section: "Default Key Provider",                verdict: accepted },
    { file: "03-encryption-class-of-vm.yaml",      line: 300,  section: "EncryptionClass",                     verdict: accepted },
    { file: "04-encryption-class-1.yaml",          line: 333,  section: "Rekeying a VM",                       verdict: accepted },
    { file: "05-encryption-class-2.yaml",          line: 345,  section: "Rekeying a VM",                       verdict: accepted },
    { file: "06-network-interfaces.yaml",          line: 475,  section: "Network Interfaces",                  verdict: accepted },
    { file: "07-class-network-adapters.yaml",      line: 499,  section: "Network Adapter Type",                verdict: accepted },
    { file: "08-three-interfaces.yaml",            line: 526,  section: "Network Adapter Type",                verdict: accepted },
    { file: "09-intended-network.yaml",            line: 576,  section: "Intended Network Config",             verdict: accepted },
    { file: "10-claim.yaml",                       line: 715,  section: "Adding Managed Volumes",              verdict: core },
    { file: "11-managed-volume.yaml",              line: 732,  section: "Adding Managed Volumes",              verdict: accepted },
    { file: "12-zone-affinity.yaml",               line: 1056, section: "Affinity, Examples",                  verdict: withoutClassesAndImage },
    { file: "13-host-anti-affinity.yaml",          line: 1084, section: "VM Anti-Affinity",                    verdict: withoutClassesAndImage },
    { file: "14-group-member.yaml",                line: 1111, section: "Group Membership",                    verdict: accepted },
    { file: "15-group.yaml",                       line: 1135, section: "VirtualMachineGroup Resource",        verdict: accepted },
    { file: "16-nested-group.yaml",                line: 1183, section: "Nested Groups",                       verdict: accepted },
    { file: "17-snapshot.yaml",                    line: 1290, section: "Creating a Snapshot",                 verdict: accepted },
    { file: "18-revert.yaml",                      line: 1306, section: "Reverting to a Snapshot",             verdict: edit },
  ],
  "vm-v1alpha5-macaddr": [
    { file: "01-cloud-init.yaml",                  line: 9,    section: "Using VMs",                           verdict: accepted },
    { file: "02-class-reservations.yaml",          line: 108,  section: "CPU and Memory, Configuration",       verdict: accepted },
    { file: "03-default-key-provider.yaml",        line: 167,  section: "Default Key Provider",                verdict: accepted },
    { file: "04-encryption-class-of-vm.yaml",      line: 178,  section: "EncryptionClass",                     verdict: accepted },
    { file: "05-encryption-class-1.yaml",          line: 198,  section: "Rekeying a VM",                       verdict: accepted },
    { file: "06-encryption-class-2.yaml",          line: 205,  section: "Rekeying a VM",                       verdict: accepted },
    { file: "07-network-interfaces.yaml",          line: 288,  section: "Network Interfaces",                  verdict: accepted },
    { file: "08-class-network-adapters.yaml",      line: 306,  section: "Network Adapter Type",                verdict: accepted },
    { file: "09-three-interfaces.yaml",            line: 329,  section: "Network Adapter Type",                verdict: accepted },
    { file: "10-mac-address.yaml",                 line: 358,  section: "MAC Address Configuration",           verdict: accepted },
    { file: "11-intended-network.yaml",            line: 392,  section: "Intended Network Config",             verdict: accepted },
    { file: "12-claim.yaml",                       line: 489,  section: "Adding Managed Volumes",              verdict: core, restored: true },
    { file: "13-managed-volume.yaml",              line: 491,  section: "Adding Managed Volumes",              verdict: accepted, restored: true },
    { file: "14-zone-affinity.yaml",               line: 651,  section: "Affinity, Examples",                  verdict: withoutClassesAndImage },
    { file: "15-host-anti-affinity.yaml",          line: 674,  section: "VM Anti-Affinity",                    verdict: withoutClassesAndImage },
    { file: "16-group-member.yaml",                line: 694,  section: "Group Membership",                    verdict: accepted },
    { file: "17-group.yaml",                       line: 711,  section: "VirtualMachineGroup Resource",        verdict: accepted },
    { file: "18-nested-group.yaml",                line: 747,  section: "Nested Groups",                       verdict: accepted },
  ],
  "vm-group": [
    { file: "01-basic.yaml",                       line: 22,   section: "Basic Group",                         verdict: waits("v1alpha4") },
    { file: "02-boot-order.yaml",                  line: 36,   section: "Group with Boot Order",               verdict: waits("v1alpha4") },
    { file: "03-host-anti-affinity-ignored.yaml",  line: 75,   section: "Joining VMs to a Group",              verdict: unknownVerb("vmAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution") },
    { file: "04-child-group.yaml",                 line: 164,  section: "Hierarchical Groups",                 verdict: waits("v1alpha4") },
    { file: "05-parent-group.yaml",                line: 187,  section: "Parent Group Example",                verdict: waits("v1alpha4") },
    { file: "06-zone-anti-affinity-ignored.yaml",  line: 217,  section: "Zone Anti-Affinity Example",          verdict: unknownVerb("zoneAntiAffinity") },
    { file: "07-host-affinity-ignored.yaml",       line: 244,  section: "Host Affinity Example",               verdict: unknownVerb("vmAffinity.requiredDuringSchedulingIgnoredDuringExecution") },
    { file: "08-multi-tier.yaml",                  line: 326,  section: "Multi-Tier Applications",             verdict: waits("v1alpha4") },
    { file: "09-development.yaml",                 line: 351,  section: "Development Environments",            verdict: waits("v1alpha4") },
    { file: "10-disaster-recovery.yaml",           line: 372,  section: "Disaster Recovery",                   verdict: waits("v1alpha4") },
  ],
  "vm-v1alpha3": [
    { file: "01-class-reservations.yaml",          line: 95,   section: "CPU and Memory",                      verdict: waits("v1alpha3") },
    { file: "02-network-interfaces.yaml",          line: 149,  section: "Network Interfaces",                  verdict: waits("v1alpha3") },
    { file: "03-class-network-adapters.yaml",      line: 173,  section: "Network Adapter Type",                verdict: waits("v1alpha3") },
    { file: "04-three-interfaces.yaml",            line: 200,  section: "Network Adapter Type",                verdict: waits("v1alpha3") },
    { file: "05-intended-network.yaml",            line: 250,  section: "Intended Network Config",             verdict: waits("v1alpha3") },
    { file: "06-claim.yaml",                       line: 311,  section: "Storage",                             verdict: core },
    { file: "07-managed-volume.yaml",              line: 328,  section: "Storage",                             verdict: waits("v1alpha3") },
  ],
};
