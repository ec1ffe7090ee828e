export const tables = [
  { kind: "shop.example.com/v1/Lamp", tables: { immutability: { kind: "immutable", rows: [] } } },
  { kind: "shop.example.com/v1/Lamp" },
];
