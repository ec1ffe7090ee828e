const header = { doc: "A sentence.", source: "ours:scenario" } as const;
const axes = { from: "status.light", to: "spec.light" };

// biome-ignore format: a table
const immutability = {
  kind: "immutability", doc: "What is fixed.", hit: "collect",
  rows: [
    { ...header, id: "lamp/light-may-change", field: "spec.light", forbid: [] },
    { ...header, id: "lamp/level-may-change", field: "spec.levle", forbid: [] },
  ],
};

// biome-ignore format: a table
const validation = {
  kind: "validation", doc: "What must hold.", hit: "collect",
  rows: [
    { ...header, id: "lamp/shown", at: "spec", on: ["create"], require: "!has(self.owner)", reason: "Invalid", message: "must be shown", admits: [], refuses: [{ new: { owner: "me" } }] },
    { ...header, id: "lamp/right", at: "spec", on: ["create"], require: "!has(self.owner)", reason: "Invalid", message: "must be right", admits: [{ new: { owner: "me" } }], refuses: [{ new: { owner: "me" } }] },
  ],
};

// biome-ignore format: a table
const requests = {
  kind: "requests", doc: "What may be asked.", axes, changed: "spec.light", hit: "unique",
  rows: [
    { ...header, id: "lamp/on", from: ["On"], to: "any", then: "allow" },
    { ...header, id: "lamp/none", from: ["(none)"], to: "any", then: "allow", when: "self.spec.owner == 'me'" },
    { ...header, id: "lamp/again", from: ["On"], to: ["Off"], then: "allow" },
  ],
};

// biome-ignore format: a table
const moves = {
  kind: "moves", doc: "How to get there.", axes: { observed: "status.light", desired: "spec.light" }, hit: "unique",
  rows: [
    { ...header, id: "lamp/unseen", observed: ["(none)"], desired: "any", steps: [] },
    { ...header, id: "lamp/unsaid", observed: ["On", "Off"], desired: ["(none)"], steps: [] },
    { ...header, id: "lamp/stays-on", observed: ["On"], desired: ["On"], steps: [] },
    { ...header, id: "lamp/stays-off", observed: ["Off"], desired: ["Off"], steps: [] },
    { ...header, id: "lamp/up", observed: ["Off"], desired: ["On"], steps: [] },
    { ...header, id: "lamp/down", observed: ["On"], desired: ["Off"], steps: [{ do: "powerOff", until: "Off" }] },
  ],
};

export const tables = [{ kind: "shop.example.com/v1/Lamp", tables: { immutability, validation, requests, moves } }];
