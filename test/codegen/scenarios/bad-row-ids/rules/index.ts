const header = { doc: "A sentence.", source: "ours:scenario" } as const;
const refuses = { on: ["create"], reason: "Invalid", message: "must hold", admits: [{ new: {} }], refuses: [{ new: { level: 1 } }] };
const row = { ...header, ...refuses, at: "spec", require: "!has(self.level)" };

const lamps = { kind: "validation", doc: "What must hold.", hit: "collect", rows: [{ ...row, id: "light/dark" }] };
const torches = { kind: "validation", doc: "What must hold.", hit: "collect", rows: [{ ...row, id: "light/dark" }] };

export const tables = [
  { kind: "shop.example.com/v1/Lamp", tables: { lamps } },
  { kind: "shop.example.com/v1/Torch", tables: { torches } },
];
