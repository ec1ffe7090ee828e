const header = { doc: "A sentence.", on: ["create"], require: "!has(self.owner)", reason: "Invalid", message: "must not be owned" } as const;
const examples = { admits: [{ new: {} }], refuses: [{ new: { owner: "me" } }] };

// biome-ignore format: a table
const validation = {
  kind: "validation", doc: "What must hold.", hit: "collect",
  rows: [
    { ...header, ...examples, id: "lamp/unowned", at: "spec", source: ["spec:lamps#owners/1", "spec:lamps#owner/1"] },
    { ...header, ...examples, id: "lamp/free", at: "spec", source: "somebody said so" },
    { ...header, ...examples, id: "lamp/lent", at: "spec", source: ["spec:lamps#owners", "ours:because"] },
    { ...header, ...examples, id: "lamp/own", at: "spec", source: [] },
  ],
};

export const tables = [{ kind: "shop.example.com/v1/Lamp", tables: { validation } }];

const lines = [{ id: "spec:lamps#owners/1", says: "A lamp has no owner." }];

export const inventory = { lines, explaining: {}, upstreamExceptions: [] };
