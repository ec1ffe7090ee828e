/** Requests to publish the machines of a group. */
import type { VirtualMachineGroupPublishRequest } from "../../api/vmoperator/v1alpha5/virtualmachinegrouppublishrequest.ts";
import type { DefaultingTable, ImmutabilityTable, ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const groupPublishImmutability = {
  kind: "immutability",
  doc: "What cannot change of a request to publish the machines of a group.",
  hit: "collect",
  rows: [
    { id: "grouppublish/source-fixed", field: "spec.source", forbid: ["set", "modify", "unset"],
      doc: "A request publishes one group.", source: "upstream:3.8/3" },
    { id: "grouppublish/machines-fixed", field: "spec.virtualMachines", forbid: ["set", "modify", "unset"],
      doc: "A request publishes the machines that it named first.", source: "upstream:3.8/3" },
    { id: "grouppublish/target-fixed", field: "spec.target", forbid: ["set", "modify", "unset"],
      doc: "A request publishes to one library.", source: "upstream:3.8/3" },
    { id: "grouppublish/time-to-live-may-change", field: "spec.ttlSecondsAfterFinished", forbid: [],
      doc: "A finished request may be kept for longer or shorter.", source: "ours:read-when-used" },
  ],
} as const satisfies ImmutabilityTable<VirtualMachineGroupPublishRequest>;

// biome-ignore format: a table
export const groupPublishDefaults = {
  kind: "defaulting",
  doc: "What a request to publish the machines of a group gets when it does not say.",
  hit: "unique",
  rows: [
    { id: "grouppublish/own-name", field: "spec.source", on: ["create"],
      when: "self.metadata.?name.hasValue()", from: "self.metadata.name",
      doc: "A request that names no group publishes the one of its own name.", source: "upstream:3.8/1",
      example: { before: { metadata: { name: "shop" }, spec: {} }, after: { metadata: { name: "shop" }, spec: { source: "shop" } } } },
    { id: "grouppublish/default-library", field: "spec.target", on: ["create"],
      when: "fact.defaultLibraries.size() == 1", from: "fact.defaultLibraries.map(name, name)[0]",
      doc: "A request that names no library takes the namespace's default one.", source: "upstream:3.8/1",
      example: { before: { spec: {} }, after: { spec: { target: "images" } }, facts: { defaultLibraries: { images: {} } } } },
    { id: "grouppublish/all-machines", field: "spec.virtualMachines", on: ["create"],
      when: "fact.publishedGroups.exists(group, fact.publishedGroups[group].?status.?members.orValue([]).exists(m, m.kind == 'VirtualMachine' && m.?conditions.orValue([]).exists(c, c.type == 'GroupLinked' && c.status == 'True')))",
      from: "fact.publishedGroups.map(group, fact.publishedGroups[group].?status.?members.orValue([]).filter(m, m.kind == 'VirtualMachine' && m.?conditions.orValue([]).exists(c, c.type == 'GroupLinked' && c.status == 'True')).map(m, m.name).join(',')).filter(names, names != '').join(',').split(',')",
      doc: "A request that names no machines publishes all that are linked to the group, or to a group in it.", source: "upstream:3.8/4",
      example: { before: { spec: { source: "shop" } }, after: { spec: { source: "shop", virtualMachines: ["web", "db"] } },
                 facts: { publishedGroups: { shop: { status: { members: [{ kind: "VirtualMachine", name: "web", conditions: [{ type: "GroupLinked", status: "True", reason: "MemberLinked", lastTransitionTime: "2026-01-02T03:04:05Z" }] }, { kind: "VirtualMachine", name: "other", conditions: [{ type: "GroupLinked", status: "False", reason: "NotMember", lastTransitionTime: "2026-01-02T03:04:05Z" }] }] } }, data: { status: { members: [{ kind: "VirtualMachine", name: "db", conditions: [{ type: "GroupLinked", status: "True", reason: "MemberLinked", lastTransitionTime: "2026-01-02T03:04:05Z" }] }] } } } } } },
  ],
} as const satisfies DefaultingTable<VirtualMachineGroupPublishRequest>;

// biome-ignore format: a table
export const groupPublishValidation = {
  kind: "validation",
  doc: "What must hold of a request to publish the machines of a group.",
  hit: "collect",
  rows: [
    { id: "grouppublish/group-named", field: "spec.source", on: ["create"],
      require: "self.?spec.?source.orValue('') != ''",
      reason: "Required", message: "must name the group to publish",
      doc: "A request names a group, or has its name.", source: "upstream:3.8/2",
      admits: [{ new: { spec: { source: "shop" } } }],
      refuses: [{ new: { spec: {} } }, { new: {} }] },
    { id: "grouppublish/group-exists", at: "spec", field: "source", on: ["create"],
      require: "self.?source.orValue('') == '' || (has(fact.publishedGroups) && self.source in fact.publishedGroups)",
      reason: "NotFound", message: "must name a VirtualMachineGroup of the namespace; without a name it is that of the request",
      doc: "The group is there.", source: "upstream:3.8/2",
      admits: [{ new: {} }, { new: { source: "shop" }, facts: { publishedGroups: { shop: {} } } }],
      refuses: [{ new: { source: "shop" } }] },
    { id: "grouppublish/machines-named", at: "spec", field: "virtualMachines", on: ["create"],
      require: "self.?virtualMachines.orValue([]).size() > 0 || fact.?publishedGroups.orValue({}).size() == 0",
      reason: "Required", message: "must name machines, for none is linked to the group or to a group in it",
      doc: "A request publishes at least one machine.", source: "upstream:3.8/5",
      admits: [{ new: { source: "shop", virtualMachines: ["web"] }, facts: { publishedGroups: { shop: {} } } }, { new: { source: "shop" }, facts: { publishedGroups: {} } }],
      refuses: [{ new: { source: "shop" }, facts: { publishedGroups: { shop: {} } } }] },
    { id: "grouppublish/machines-are-members", at: "spec", field: "virtualMachines", on: ["create"],
      require: "!has(self.virtualMachines) || fact.?publishedGroups.orValue({}).size() == 0 || self.virtualMachines.all(name, fact.publishedGroups.exists(group, fact.publishedGroups[group].?status.?members.orValue([]).exists(m, m.name == name && m.kind == 'VirtualMachine' && m.?conditions.orValue([]).exists(c, c.type == 'GroupLinked' && c.status == 'True'))))",
      reason: "Invalid", message: "must be machines that are linked to the group or to a group in it",
      doc: "A request publishes machines of its group, or of a group in it.", source: "upstream:3.8/5",
      admits: [{ new: { source: "shop", virtualMachines: ["web", "db"] }, facts: { publishedGroups: { shop: { status: { members: [{ kind: "VirtualMachine", name: "web", conditions: [{ type: "GroupLinked", status: "True", reason: "MemberLinked", lastTransitionTime: "2026-01-02T03:04:05Z" }] }, { kind: "VirtualMachine", name: "other", conditions: [{ type: "GroupLinked", status: "False", reason: "NotMember", lastTransitionTime: "2026-01-02T03:04:05Z" }] }] } }, data: { status: { members: [{ kind: "VirtualMachine", name: "db", conditions: [{ type: "GroupLinked", status: "True", reason: "MemberLinked", lastTransitionTime: "2026-01-02T03:04:05Z" }] }] } } } } }],
      refuses: [{ new: { source: "shop", virtualMachines: ["web", "other"] }, facts: { publishedGroups: { shop: { status: { members: [{ kind: "VirtualMachine", name: "web", conditions: [{ type: "GroupLinked", status: "True", reason: "MemberLinked", lastTransitionTime: "2026-01-02T03:04:05Z" }] }, { kind: "VirtualMachine", name: "other", conditions: [{ type: "GroupLinked", status: "False", reason: "NotMember", lastTransitionTime: "2026-01-02T03:04:05Z" }] }] } }, data: { status: { members: [{ kind: "VirtualMachine", name: "db", conditions: [{ type: "GroupLinked", status: "True", reason: "MemberLinked", lastTransitionTime: "2026-01-02T03:04:05Z" }] }] } } } } }] },
    { id: "grouppublish/library-named", at: "spec", field: "target", on: ["create"],
      require: "self.?target.orValue('') != '' || (has(fact.defaultLibraries) && fact.defaultLibraries.size() == 1)",
      reason: "Required", message: "must name a ContentLibrary, for the namespace has not one that is labelled imageregistry.vmware.com/default",
      doc: "A request names a library, or the namespace has a default one.", source: "upstream:3.8/2",
      admits: [{ new: { target: "images" } }, { new: {}, facts: { defaultLibraries: { images: {} } } }],
      refuses: [{ new: {} }, { new: {}, facts: { defaultLibraries: {} } }, { new: {}, facts: { defaultLibraries: { images: {}, more: {} } } }] },
    { id: "grouppublish/library-exists", at: "spec", field: "target", on: ["create"],
      require: "self.?target.orValue('') == '' || has(fact.publishedLibrary) || (has(fact.defaultLibraries) && self.target in fact.defaultLibraries)",
      reason: "NotFound", message: "must name a ContentLibrary of the namespace",
      doc: "The library is there.", source: "upstream:3.8/2",
      admits: [{ new: {} }, { new: { target: "images" }, facts: { publishedLibrary: { metadata: { name: "images" } } } }, { new: { target: "images" }, facts: { defaultLibraries: { images: {} } } }],
      refuses: [{ new: { target: "images" } }] },
  ],
} as const satisfies ValidationTable<VirtualMachineGroupPublishRequest>;
