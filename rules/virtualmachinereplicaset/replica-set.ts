/** Replica sets: the machines that are counted are those that are made. */
import type { VirtualMachineReplicaSet } from "../../api/vmoperator/v1alpha5/virtualmachinereplicaset.ts";
import type { ImmutabilityTable, ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const replicaSetImmutability = {
  kind: "immutability",
  doc: "What cannot change of a replica set: nothing.",
  hit: "collect",
  rows: [
    { id: "replicaset/count-may-change", field: "spec.replicas", forbid: [],
      doc: "A set grows and shrinks.", source: "ours:as-a-set-of-pods" },
    { id: "replicaset/delete-policy-may-change", field: "spec.deletePolicy", forbid: [],
      doc: "The policy counts when machines are next deleted.", source: "ours:read-when-used" },
    { id: "replicaset/selector-may-change", field: "spec.selector", forbid: [],
      doc: "Other machines may be counted.", source: "upstream:3.6/2" },
    { id: "replicaset/template-may-change", field: "spec.template", forbid: [],
      doc: "The template counts when machines are next made.", source: "ours:as-a-set-of-pods" },
  ],
} as const satisfies ImmutabilityTable<VirtualMachineReplicaSet>;

// biome-ignore format: a table
export const replicaSetValidation = {
  kind: "validation",
  doc: "What must hold of a replica set.",
  hit: "collect",
  rows: [
    { id: "replicaset/selector-readable", at: "spec.selector.matchExpressions[]", on: ["create", "update"],
      require: "self.operator in ['In', 'NotIn'] ? has(self.values) && size(self.values) > 0 : self.operator in ['Exists', 'DoesNotExist'] && (!has(self.values) || size(self.values) == 0)",
      reason: "Invalid", message: "must be In or NotIn with values, or Exists or DoesNotExist without",
      doc: "An expression of the selector has an operator, and values where it needs them.", source: "upstream:3.6/1",
      admits: [{ new: { key: "app", operator: "In", values: ["web"] } }, { new: { key: "app", operator: "Exists" } }],
      refuses: [{ new: { key: "app", operator: "In" } }, { new: { key: "app", operator: "Exists", values: ["web"] } }, { new: { key: "app", operator: "Like", values: ["web"] } }] },
    { id: "replicaset/selector-matches-labels", at: "spec", field: "template.metadata.labels", on: ["create", "update"],
      require: "!has(self.selector) || !has(self.selector.matchLabels) || self.selector.matchLabels.all(key, self.?template.?metadata.?labels[?key].orValue('-') == self.selector.matchLabels[key])",
      reason: "Invalid", message: "must have the labels in spec.selector.matchLabels",
      doc: "Machines that are made carry the labels by which they are counted.", source: "upstream:3.6/2",
      admits: [{ new: { selector: { matchLabels: { app: "web" } }, template: { metadata: { labels: { app: "web", tier: "front" } } } } }, { new: {} }],
      refuses: [{ new: { selector: { matchLabels: { app: "web" } }, template: { metadata: { labels: { app: "db" } } } } }, { new: { selector: { matchLabels: { app: "web" } } } }] },
    { id: "replicaset/selector-matches-expressions", at: "spec", field: "template.metadata.labels", on: ["create", "update"],
      require: "!has(self.selector) || !has(self.selector.matchExpressions) || self.selector.matchExpressions.all(e, self.?template.?metadata.?labels[?e.key].hasValue() ? (e.operator == 'Exists' || (e.operator == 'In' && has(e.values) && self.template.metadata.labels[e.key] in e.values) || (e.operator == 'NotIn' && has(e.values) && !(self.template.metadata.labels[e.key] in e.values))) : e.operator in ['DoesNotExist', 'NotIn'])",
      reason: "Invalid", message: "must satisfy spec.selector.matchExpressions",
      doc: "Machines that are made satisfy the expressions by which they are counted.", source: "upstream:3.6/2",
      admits: [{ new: { selector: { matchExpressions: [{ key: "app", operator: "In", values: ["web"] }, { key: "old", operator: "DoesNotExist" }] }, template: { metadata: { labels: { app: "web" } } } } }],
      refuses: [{ new: { selector: { matchExpressions: [{ key: "app", operator: "NotIn", values: ["web"] }] }, template: { metadata: { labels: { app: "web" } } } } },
                { new: { selector: { matchExpressions: [{ key: "app", operator: "Exists" }] } } }] },
  ],
} as const satisfies ValidationTable<VirtualMachineReplicaSet>;
