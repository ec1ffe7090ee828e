const header = { doc: "A sentence.", on: ["create"], require: "!has(self.owner)", reason: "Invalid", message: "must not be owned" } as const;
const examples = { admits: [{ new: {} }], refuses: [{ new: { owner: "me" } }] };

// biome-ignore format: a table
const validation = {
  kind: "validation", doc: "What must hold.", hit: "collect",
  rows: [
    { ...header, ...examples, id: "lamp/unowned", at: "spec", source: ["spec:lamps#owners/1", "spec:lamps#owners/2"] },
  ],
};

export const tables = [{ kind: "shop.example.com/v1/Lamp", tables: { validation } }];

// biome-ignore format: a table
const lines = [
  { id: "spec:lamps#owners/1", says: "A lamp has no owner.", notCarried: "nobody asks" },
  { id: "spec:lamps#owners/2", says: "Nobody owns a lamp.", later: "owners: a row" },
  { id: "spec:lamps#owners/3", says: "Nobody lends a lamp." },
  { id: "spec:lamps#light/1", says: "A lamp is on or off.", schema: "Lamp.spec.ligth enum" },
  { id: "spec:lamps#light/2", says: "The level is positive.", schema: "Lamp.spec.level maximum" },
  { id: "spec:lamps#light/3", says: "A candle burns.", schema: "Lampe.spec.light enum" },
  { id: "spec:lamps#light/4", says: "A lamp is switched.", reconcile: "runtime/switch.ts" },
  { id: "spec:lamps#light/5", says: "A lamp glows.", see: "spec:lamps#light/55" },
  { id: "spec:lamps#light/6", says: "A lamp shines.", see: "spec:lamps#light/7" },
  { id: "spec:lamps#light/7", says: "A lamp glitters.", see: "spec:lamps#light/6" },
  { id: "spec:lamps#light/8", says: "A lamp smokes.", later: "smoke: a row", notCarried: "it should not" },
  { id: "spec:lamps#light/8", says: "no sentence", later: "smoke: a row" },
  { id: "spec:lamps#preface/1", says: "Light is good.", notCarried: "it goes without saying" },
  { id: "lamps", says: "Lamps are lit.", notCarried: "they are" },
];

export const inventory = { lines, explaining: { lamps: ["preface"] }, upstreamExceptions: [] };
