const header = { doc: "A sentence.", source: "ours:scenario" } as const;
const refuses = { on: ["create"], reason: "Invalid", message: "must hold", admits: [{ new: {} }], refuses: [{ new: { owner: "me" } }] };

// biome-ignore format: a table
const validation = {
  kind: "validation", doc: "What must hold.", hit: "collect",
  rows: [
    { ...header, ...refuses, id: "lamp/typed", at: "spec", require: "self.level > self.owner" },
    { ...header, ...refuses, id: "lamp/named", at: "spec", require: "self.levle > 1" },
    { ...header, ...refuses, id: "lamp/known", at: "spec", require: "fact.tired" },
  ],
};

export const tables = [{ kind: "shop.example.com/v1/Lamp", tables: { validation } }];
