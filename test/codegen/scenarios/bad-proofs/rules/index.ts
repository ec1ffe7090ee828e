const header = { doc: "A sentence.", source: "ours:scenario" } as const;

// biome-ignore format: a table
const immutability = {
  kind: "immutability", doc: "What is fixed.", hit: "collect",
  rows: [
    { ...header, id: "lamp/light-may-change", field: "spec.light", forbid: [] },
    { ...header, id: "lamp/level-fixed", field: "spec.level", forbid: ["modify"] },
    { ...header, id: "lamp/level-stays", field: "spec.level", forbid: ["modify", "unset"] },
    { ...header, id: "lamp/owner-fixed", field: "spec.owner", forbid: ["set", "modify", "unset"] },
  ],
};

// biome-ignore format: a table
const validation = {
  kind: "validation", doc: "What must hold.", hit: "collect",
  rows: [
    { ...header, id: "lamp/bright", at: "spec", on: ["create"], require: "self.level > 5", reason: "Invalid", message: "must be bright", admits: [{ new: { level: 6 } }], refuses: [{ new: { level: 3 } }] },
  ],
};

// biome-ignore format: a table
const defaults = {
  kind: "defaulting", doc: "What is filled in.", hit: "unique",
  rows: [
    { ...header, id: "lamp/owned", field: "spec.owner", on: ["update"], from: "string(self.spec.?level.orValue(0))", example: { old: {}, before: { spec: { level: 1 } }, after: { spec: { level: 1, owner: "1" } } } },
  ],
};

// biome-ignore format: a table
const upgrade = {
  kind: "upgrade", doc: "What is written back.", hit: "unique",
  rows: [
    { ...header, id: "lamp/level-seen", bit: 2, after: [], fill: { "spec.owner": "observed.biosUUID" }, freeze: [], example: { before: { spec: {} }, observed: { biosUUID: "a" }, after: { spec: { owner: "a" } } } },
    { ...header, id: "lamp/light-seen", bit: 1, after: [], fill: {}, freeze: [], example: { before: {}, observed: {}, after: {} } },
  ],
};

export const tables = [{ kind: "shop.example.com/v1/Lamp", tables: { immutability, validation, defaults, upgrade } }];
