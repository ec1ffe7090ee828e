/**
 * The fields that the prose and the tables of the specification name, each with a line that names it, and the values
 * they list. `[]` is a list item. README is the page of decisions.
 */
import type { Page } from "./index.ts";

export type FieldPath =
  | readonly [path: string, page: Page, line: number]
  | readonly [path: string, page: "README"];

// biome-ignore format: a table
export const paths: { readonly [kind: string]: readonly FieldPath[] } = {
  VirtualMachine: [
    ["spec.affinity",                                                     "vm-v1alpha5", 1853],
    ["spec.affinity.vmAffinity",                                          "vm-v1alpha5", 1859],
    ["spec.affinity.vmAntiAffinity",                                      "vm-v1alpha5", 1859],
    ["spec.biosUUID",                                                     "vm-v1alpha5", 1699],
    ["spec.className",                                                    "vm-v1alpha5", 311],
    ["spec.crypto",                                                       "vm-v1alpha5", 438],
    ["spec.crypto.encryptionClassName",                                   "vm-v1alpha5", 465],
    ["spec.crypto.useDefaultKeyProvider",                                 "vm-v1alpha5", 449],
    ["spec.currentSnapshotName",                                          "vm-v1alpha5-snapshots", 1303],
    ["spec.groupName",                                                    "vm-v1alpha5", 1855],
    ["spec.guestID",                                                      "vm-v1alpha5", 1717],
    ["spec.hardware",                                                     "vm-v1alpha5", 125],
    ["spec.hardware.cdrom",                                               "vm-v1alpha5", 1745],
    ["spec.hardware.cdrom[].allowGuestControl",                           "vm-v1alpha5", 318],
    ["spec.hardware.cdrom[].connected",                                   "vm-v1alpha5", 317],
    ["spec.hardware.cdrom[].controllerBusNumber",                         "vm-v1alpha5", 2204],
    ["spec.hardware.cdrom[].controllerType",                              "vm-v1alpha5", 2204],
    ["spec.hardware.cdrom[].unitNumber",                                  "vm-v1alpha5", 2204],
    ["spec.hardware.cdrom[].image",                                       "vm-v1alpha5", 316],
    ["spec.hardware.cdrom[].name",                                        "vm-v1alpha5", 315],
    ["spec.hardware.ideControllers",                                      "vm-v1alpha5", 2186],
    ["spec.hardware.nvmeControllers",                                     "vm-v1alpha5", 2187],
    ["spec.hardware.sataControllers",                                     "vm-v1alpha5", 2188],
    ["spec.hardware.scsiControllers",                                     "vm-v1alpha5", 2189],
    ["spec.imageName",                                                    "vm-v1alpha5", 310],
    ["spec.instanceUUID",                                                 "vm-v1alpha5", 1707],
    ["spec.network",                                                      "vm-v1alpha5", 617],
    ["spec.network.disabled",                                             "vm-v1alpha5", 625],
    ["spec.network.domainName",                                           "vm-v1alpha5", 634],
    ["spec.network.hostName",                                             "vm-v1alpha5", 633],
    ["spec.network.interfaces",                                           "vm-v1alpha5", 640],
    ["spec.network.interfaces[]",                                         "vm-v1alpha5", 788],
    ["spec.network.interfaces[].addresses",                               "vm-v1alpha5", 725],
    ["spec.network.interfaces[].addresses[]",                             "vm-v1alpha5", 792],
    ["spec.network.interfaces[].dhcp4",                                   "vm-v1alpha5", 726],
    ["spec.network.interfaces[].dhcp6",                                   "vm-v1alpha5", 727],
    ["spec.network.interfaces[].gateway4",                                "vm-v1alpha5", 728],
    ["spec.network.interfaces[].gateway6",                                "vm-v1alpha5", 729],
    ["spec.network.interfaces[].guestDeviceName",                         "vm-v1alpha5", 724],
    ["spec.network.interfaces[].macAddr",                                 "vm-v1alpha5-macaddr", 352],
    ["spec.network.interfaces[].mtu",                                     "vm-v1alpha5", 730],
    ["spec.network.interfaces[].name",                                    "vm-v1alpha5", 789],
    ["spec.network.interfaces[].nameservers",                             "vm-v1alpha5", 731],
    ["spec.network.interfaces[].nameservers[]",                           "vm-v1alpha5", 790],
    ["spec.network.interfaces[].routes",                                  "vm-v1alpha5", 732],
    ["spec.network.interfaces[].searchDomains",                           "vm-v1alpha5", 733],
    ["spec.network.interfaces[].searchDomains[]",                         "vm-v1alpha5", 791],
    ["spec.network.nameservers",                                          "vm-v1alpha5", 635],
    ["spec.network.nameservers[]",                                        "vm-v1alpha5", 786],
    ["spec.network.searchDomains",                                        "vm-v1alpha5", 636],
    ["spec.network.searchDomains[]",                                      "vm-v1alpha5", 787],
    ["spec.nextRestartTime",                                              "vm-v1alpha5", 1599],
    ["spec.policies",                                                     "vm-v1alpha5", 313],
    ["spec.powerOffMode",                                                 "vm-v1alpha5", 1594],
    ["spec.powerState",                                                   "vm-v1alpha5", 312],
    ["spec.restartMode",                                                  "vm-v1alpha5", 1599],
    ["spec.storageClass",                                                 "vm-v1alpha5", 886],
    ["spec.suspendMode",                                                  "vm-v1alpha5", 1595],
    ["spec.volumes",                                                      "vm-v1alpha5", 260],
    ["spec.volumes[].applicationType",                                    "vm-v1alpha5", 909],
    ["spec.volumes[].controllerBusNumber",                                "vm-v1alpha5", 905],
    ["spec.volumes[].controllerType",                                     "vm-v1alpha5", 904],
    ["spec.volumes[].diskMode",                                           "vm-v1alpha5", 907],
    ["spec.volumes[].name",                                               "vm-v1alpha5", 902],
    ["spec.volumes[].persistentVolumeClaim",                              "vm-v1alpha5", 903],
    ["spec.volumes[].persistentVolumeClaim.claimName",                    "vm-v1alpha5", 1475],
    ["spec.volumes[].sharingMode",                                        "vm-v1alpha5", 908],
    ["spec.volumes[].unitNumber",                                         "vm-v1alpha5", 906],
    ["status.biosUUID",                                                   "vm-v1alpha3", 437],
    ["status.conditions[]",                                               "vm-v1alpha5", 300],
    ["status.crypto.encrypted",                                           "vm-v1alpha5", 541],
    ["status.crypto.hasVTPM",                                             "vm-v1alpha5", 544],
    ["status.crypto.keyID",                                               "vm-v1alpha5", 543],
    ["status.crypto.providerID",                                          "vm-v1alpha5", 542],
    ["status.guest.guestFullName",                                        "vm-v1alpha5", 1739],
    ["status.guest.guestID",                                              "vm-v1alpha5", 1740],
    ["status.hardware.controllers",                                       "vm-v1alpha5", 232],
    ["status.hardware.controllers[].deviceKey",                           "vm-v1alpha5", 235],
    ["status.hardware.controllers[].devices[].unitNumber",                "vm-v1alpha5", 236],
    ["status.hardware.cpu.reservation",                                   "vm-v1alpha5", 203],
    ["status.hardware.cpu.total",                                         "vm-v1alpha5", 204],
    ["status.hardware.vGPUs[].migrationType",                             "vm-v1alpha5", 209],
    ["status.hardware.vGPUs[].profile",                                   "vm-v1alpha5", 210],
    ["status.instanceUUID",                                               "vm-v1alpha3", 432],
    ["status.network.config",                                             "vm-v1alpha5", 741],
    ["status.network.config.dns.domainName",                              "vm-v1alpha5", 785],
    ["status.network.config.dns.hostName",                                "vm-v1alpha5", 784],
    ["status.network.config.dns.nameservers[]",                           "vm-v1alpha5", 786],
    ["status.network.config.dns.searchDomains[]",                         "vm-v1alpha5", 787],
    ["status.network.config.interfaces[]",                                "vm-v1alpha5", 788],
    ["status.network.config.interfaces[].dns.nameservers[]",              "vm-v1alpha5", 790],
    ["status.network.config.interfaces[].dns.searchDomains[]",            "vm-v1alpha5", 791],
    ["status.network.config.interfaces[].ip.addresses[]",                 "vm-v1alpha5", 792],
    ["status.network.config.interfaces[].ip.dhcp.ip4.enabled",            "vm-v1alpha5", 793],
    ["status.network.config.interfaces[].ip.dhcp.ip6.enabled",            "vm-v1alpha5", 794],
    ["status.network.config.interfaces[].ip.gateway4",                    "vm-v1alpha5", 795],
    ["status.network.config.interfaces[].ip.gateway6",                    "vm-v1alpha5", 796],
    ["status.network.config.interfaces[].name",                           "vm-v1alpha5", 789],
    ["status.policies",                                                   "vm-v1alpha5", 1805],
    ["status.policies[].generation",                                      "vm-v1alpha5", 1820],
    ["status.storage.requested.disks",                                    "vm-v1alpha5", 810],
    ["status.storage.total",                                              "vm-v1alpha5", 811],
    ["status.storage.used.other",                                         "README"],
    ["status.storage.used.disks",                                         "README"],
    ["status.volumes",                                                    "vm-v1alpha5", 828],
    ["status.volumes[].attached",                                         "vm-v1alpha5", 1325],
    ["status.volumes[].controllerBusNumber",                              "vm-v1alpha5", 1327],
    ["status.volumes[].controllerType",                                   "vm-v1alpha5", 1326],
    ["status.volumes[].crypto",                                           "vm-v1alpha5", 579],
    ["status.volumes[].crypto.keyID",                                     "vm-v1alpha5", 1344],
    ["status.volumes[].crypto.providerID",                                "vm-v1alpha5", 1345],
    ["status.volumes[].diskMode",                                         "vm-v1alpha5", 1329],
    ["status.volumes[].diskUUID",                                         "vm-v1alpha5", 1331],
    ["status.volumes[].error",                                            "vm-v1alpha5", 1336],
    ["status.volumes[].limit",                                            "vm-v1alpha5", 1332],
    ["status.volumes[].name",                                             "vm-v1alpha5", 1323],
    ["status.volumes[].requested",                                        "vm-v1alpha5", 1333],
    ["status.volumes[].sharingMode",                                      "vm-v1alpha5", 1330],
    ["status.volumes[].type",                                             "vm-v1alpha5", 1324],
    ["status.volumes[].unitNumber",                                       "vm-v1alpha5", 1328],
    ["status.volumes[].used",                                             "vm-v1alpha5", 1334],
  ],
  VirtualMachineClass: [
    ["spec.configSpec.cpuAllocation",                                     "vm-v1alpha5", 357],
    ["spec.configSpec.memoryAllocation",                                  "vm-v1alpha5", 357],
    ["spec.configSpec.memoryMB",                                          "vm-v1alpha5", 355],
    ["spec.configSpec.numCPUs",                                           "vm-v1alpha5", 355],
    ["spec.hardware.cpus",                                                "README"],
    ["spec.hardware.memory",                                              "README"],
  ],
  VirtualMachineImage: [
    ["status.disks",                                                      "vm-v1alpha5", 998],
    ["status.disks[].controllerBusNumber",                                "README"],
    ["status.disks[].controllerType",                                     "README"],
    ["status.disks[].limit",                                              "README"],
    ["status.disks[].name",                                               "README"],
    ["status.disks[].requested",                                          "README"],
    ["status.disks[].unitNumber",                                         "README"],
  ],
  VirtualMachineGroup: [
    ["spec.bootOrder",                                                    "vm-group", 97],
    ["spec.groupName",                                                    "vm-v1alpha5", 2016],
    ["spec.powerState",                                                   "vm-v1alpha5", 2039],
    ["status.lastUpdatedPowerStateTime",                                  "vm-v1alpha5", 2076],
    ["status.members",                                                    "vm-v1alpha5", 1962],
    ["status.members[].placement",                                        "vm-v1alpha5", 2048],
  ],
  EncryptionClass: [
    ["spec.keyID",                                                        "vm-v1alpha5", 525],
    ["spec.keyProvider",                                                  "vm-v1alpha5", 507],
  ],
  ComputePolicy: [
    ["spec.enforcementMode",                                              "vm-v1alpha5", 1801],
    ["spec.match.image.labels",                                           "vm-v1alpha5", 1845],
    ["spec.match.image.name",                                             "vm-v1alpha5", 1845],
    ["spec.match.workload.guest.guestFamily",                             "vm-v1alpha5", 1846],
    ["spec.match.workload.guest.guestID",                                 "vm-v1alpha5", 1846],
    ["spec.match.workload.kind",                                          "vm-v1alpha5", 1847],
    ["spec.match.workload.labels",                                        "vm-v1alpha5", 1844],
    ["spec.tags",                                                         "vm-v1alpha5", 1831],
  ],
  TagPolicy: [
    ["spec.tags",                                                         "vm-v1alpha5", 1835],
  ],
  VirtualMachineSnapshot: [
    ["spec.description",                                                  "vm-v1alpha5-snapshots", 1295],
    ["spec.memory",                                                       "vm-v1alpha5-snapshots", 1297],
    ["spec.vmName",                                                       "vm-v1alpha5-snapshots", 1296],
  ],
  CnsRegisterVolume: [
    ["spec.accessMode",                                                   "vm-v1alpha5", 1504],
    ["spec.diskURLPath",                                                  "vm-v1alpha5", 1505],
    ["spec.pvcName",                                                      "vm-v1alpha5", 1502],
    ["spec.volumeID",                                                     "vm-v1alpha5", 1503],
  ],
};

export interface Values {
  readonly kind: string;
  readonly path: string;
  readonly values: readonly string[];
  readonly page: Page;
  readonly line: number;
}

// biome-ignore format: a table
export const values: readonly Values[] = [
  { kind: "VirtualMachine",     path: "spec.powerState",                              page: "vm-v1alpha5",  line: 1591, values: ["PoweredOff", "PoweredOn", "Suspended"] },
  { kind: "VirtualMachine",     path: "spec.powerOffMode",                            page: "vm-v1alpha5",  line: 1655, values: ["Hard", "Soft", "TrySoft"] },
  { kind: "VirtualMachine",     path: "spec.suspendMode",                             page: "vm-v1alpha5",  line: 1655, values: ["Hard", "Soft", "TrySoft"] },
  { kind: "VirtualMachine",     path: "spec.restartMode",                             page: "vm-v1alpha5",  line: 1655, values: ["Hard", "Soft", "TrySoft"] },
  { kind: "VirtualMachine",     path: "spec.volumes[].controllerType",                page: "vm-v1alpha5",  line: 904,  values: ["IDE", "NVME", "SATA", "SCSI"] },
  { kind: "VirtualMachine",     path: "spec.volumes[].diskMode",                      page: "vm-v1alpha5",  line: 917,  values: ["IndependentNonPersistent", "IndependentPersistent", "NonPersistent", "Persistent"] },
  { kind: "VirtualMachine",     path: "spec.volumes[].sharingMode",                   page: "vm-v1alpha5",  line: 908,  values: ["MultiWriter", "None"] },
  { kind: "VirtualMachine",     path: "spec.volumes[].applicationType",               page: "vm-v1alpha5",  line: 909,  values: ["MicrosoftWSFC", "OracleRAC"] },
  { kind: "VirtualMachine",     path: "spec.hardware.scsiControllers[].type",         page: "vm-v1alpha5",  line: 142,  values: ["BusLogic", "LsiLogic", "LsiLogicSAS", "ParaVirtual"] },
  { kind: "VirtualMachine",     path: "spec.hardware.scsiControllers[].sharingMode",  page: "vm-v1alpha5",  line: 156,  values: ["None", "Physical", "Virtual"] },
  { kind: "VirtualMachine",     path: "spec.hardware.nvmeControllers[].sharingMode",  page: "vm-v1alpha5",  line: 156,  values: ["None", "Physical"] },
  { kind: "VirtualMachine",     path: "spec.hardware.cdrom[].image.kind",             page: "vm-v1alpha5",  line: 316,  values: ["ClusterVirtualMachineImage", "VirtualMachineImage"] },
  { kind: "VirtualMachine",     path: "status.crypto.encrypted[]",                    page: "vm-v1alpha5",  line: 541,  values: ["Config", "Disks"] },
  { kind: "VirtualMachine",     path: "status.volumes[].controllerType",              page: "vm-v1alpha5",  line: 1326, values: ["IDE", "NVME", "SATA", "SCSI"] },
  { kind: "VirtualMachine",     path: "status.volumes[].diskMode",                    page: "vm-v1alpha5",  line: 1329, values: ["IndependentNonPersistent", "IndependentPersistent", "NonPersistent", "Persistent"] },
  { kind: "VirtualMachine",     path: "status.volumes[].sharingMode",                 page: "vm-v1alpha5",  line: 1330, values: ["MultiWriter", "None"] },
  { kind: "VirtualMachine",     path: "status.volumes[].type",                        page: "vm-v1alpha5",  line: 1324, values: ["Classic", "Managed"] },
  { kind: "VirtualMachineGroup",path: "spec.bootOrder[].members[].kind",              page: "vm-group",     line: 111,  values: ["VirtualMachine", "VirtualMachineGroup"] },
  { kind: "ComputePolicy",      path: "spec.enforcementMode",                         page: "vm-v1alpha5",  line: 1842, values: ["Mandatory", "Optional"] },
  { kind: "ComputePolicy",      path: "spec.match.workload.kind",                     page: "vm-v1alpha5",  line: 1847, values: ["Pod", "VirtualMachine"] },
];

/** How many there may be. */
// biome-ignore format: a table
export const counts: readonly { kind: string; path: string; most: number; page: Page; line: number }[] = [
  { kind: "VirtualMachine", path: "spec.hardware.ideControllers",  most: 2, page: "vm-v1alpha5", line: 133 },
  { kind: "VirtualMachine", path: "spec.hardware.nvmeControllers", most: 4, page: "vm-v1alpha5", line: 134 },
  { kind: "VirtualMachine", path: "spec.hardware.sataControllers", most: 4, page: "vm-v1alpha5", line: 135 },
  { kind: "VirtualMachine", path: "spec.hardware.scsiControllers", most: 4, page: "vm-v1alpha5", line: 136 },
];

/** What a text looks like, and what it does not. */
// biome-ignore format: a table
export const forms: readonly { kind: string; path: string; good: readonly string[]; bad: readonly string[]; page: Page; line: number }[] = [
  { kind: "VirtualMachine",      path: "spec.volumes[].name",               page: "vm-v1alpha5",         line: 902,  good: ["my-disk-1"],         bad: ["", "My_Disk", "a.b"] },
  { kind: "VirtualMachine",      path: "spec.hardware.cdrom[].name",        page: "vm-v1alpha5",         line: 1749, good: ["cdrom1", "a1"],      bad: ["c", "CDROM", "cd-rom"] },
  { kind: "VirtualMachine",      path: "spec.network.interfaces[].macAddr", page: "vm-v1alpha5-macaddr", line: 353,  good: ["00:11:22:33:44:55"], bad: ["00-11-22-33-44-55", "0:1:2:3:4:5", "00:11:22:33:44"] },
  { kind: "VirtualMachineGroup", path: "spec.bootOrder[].powerOnDelay",     page: "vm-group",            line: 106,  good: ["30s", "1m", "90s", "0", "1h.5m", "250µs"], bad: ["", "soon", "30", "-5s", "1 m", "."] },
];

/** What a schema fills in. */
// biome-ignore format: a table
export const schemaDefaults: readonly { kind: string; path: string; value: unknown; page: Page; line: number }[] = [
  { kind: "VirtualMachine",    path: "spec.crypto.useDefaultKeyProvider",         page: "vm-v1alpha5", line: 449,  value: true },
  { kind: "VirtualMachine",    path: "spec.hardware.cdrom[].allowGuestControl",   page: "vm-v1alpha5", line: 1773, value: true },
  { kind: "VirtualMachine",    path: "spec.hardware.nvmeControllers[].sharingMode", page: "vm-v1alpha5", line: 158, value: "None" },
  { kind: "VirtualMachine",    path: "spec.hardware.scsiControllers[].sharingMode", page: "vm-v1alpha5", line: 158, value: "None" },
  { kind: "VirtualMachine",    path: "spec.powerOffMode",                         page: "vm-v1alpha5", line: 1659, value: "TrySoft" },
  { kind: "VirtualMachine",    path: "spec.restartMode",                          page: "vm-v1alpha5", line: 1659, value: "TrySoft" },
  { kind: "VirtualMachine",    path: "spec.suspendMode",                          page: "vm-v1alpha5", line: 1659, value: "TrySoft" },
  { kind: "VirtualMachineGroup", path: "spec.bootOrder[].members[].kind",         page: "vm-group",    line: 333,  value: "VirtualMachine" },
];

/** Names that the pages use and that are no fields, with the reason. */
export const otherNames: { readonly [name: string]: string } = {
  "metadata.labels.topology.kubernetes.io/zone": "a label, not a field",
  "spec.ClassName": "a slip of the pen: spec.className",
  "spec.hardware.<controllerType>Controllers": "the four lists of controllers, which are named elsewhere",
  "status.storage.other.used": "README, status.storage: used.other",
  "status.storage.other.disks": "README, status.storage: used.disks",
};

/** The kinds that its kubectl commands name, by the word they use. */
// biome-ignore format: a table
export const words: readonly { word: string; kind: string; page: Page; line: number }[] = [
  { word: "vm",                kind: "VirtualMachine",             page: "vm-v1alpha5", line: 283 },
  { word: "vmimage",           kind: "VirtualMachineImage",        page: "vm-v1alpha5", line: 61 },
  { word: "vmi",               kind: "VirtualMachineImage",        page: "vm-v1alpha5", line: 1758 },
  { word: "clustervmimage",    kind: "ClusterVirtualMachineImage", page: "vm-v1alpha5", line: 67 },
  { word: "cvmi",              kind: "ClusterVirtualMachineImage", page: "vm-v1alpha5", line: 1764 },
  { word: "vmclass",           kind: "VirtualMachineClass",        page: "vm-v1alpha5", line: 77 },
  { word: "encryptionclass",   kind: "EncryptionClass",            page: "vm-v1alpha5", line: 97 },
  { word: "computepolicy",     kind: "ComputePolicy",              page: "vm-v1alpha5", line: 107 },
  { word: "cnsregistervolume", kind: "CnsRegisterVolume",          page: "vm-v1alpha5", line: 1548 },
];
