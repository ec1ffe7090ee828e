const header = { doc: "A sentence.", source: "ours:scenario" } as const;

// biome-ignore format: a table
const immutability = {
  kind: "immutability", doc: "What is fixed.", hit: "collect",
  rows: [
    { ...header, id: "lamp/level-may-change", field: "spec.level", forbid: [] },
    { ...header, id: "lamp/warmth-may-change", field: "spec.warmth", forbid: [] },
    { ...header, id: "lamp/owner-may-change", field: "spec.owner", forbid: [] },
  ],
};

// biome-ignore format: a table
const validation = {
  kind: "validation", doc: "What must hold.", hit: "collect",
  rows: [
    { ...header, id: "lamp/warm-or-bright", at: "spec", field: "warmth", on: ["create"], require: "!has(self.level) || !has(self.warmth) || self.level < 500 || self.warmth < 3000",
      reason: "Invalid", message: "cannot be so cold on a bright lamp", admits: [{ new: { level: 600, warmth: 2700 } }], refuses: [{ new: { level: 600, warmth: 4000 } }] },
  ],
};

// biome-ignore format: a table
const defaults = {
  kind: "defaulting", doc: "What is filled in.", hit: "unique",
  rows: [
    { ...header, id: "lamp/bright", field: "spec.level", on: ["create"], from: "self.?spec.?owner.orValue('') == '' ? 800 : 400", example: { before: { spec: {} }, after: { spec: { level: 800 } } } },
    { ...header, id: "lamp/cold", field: "spec.warmth", on: ["create"], from: "self.?spec.?owner.orValue('') == '' ? 4000 : 2700", example: { before: { spec: {} }, after: { spec: { warmth: 4000 } } } },
    { ...header, id: "lamp/shorter", field: "spec.owner", on: ["create"], replace: true, when: "self.?spec.?owner.orValue('').size() > 1", from: "self.spec.owner.substring(1)", example: { before: { spec: { owner: "me" } }, after: { spec: { owner: "e" } } } },
  ],
};

export const tables = [{ kind: "shop.example.com/v1/Lamp", tables: { immutability, validation, defaults } }];
