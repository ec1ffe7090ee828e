export const groupVersion = { group: "kitchen.example.com", version: "v1beta1", storage: false, served: true, deprecated: "use kitchen.example.com/v1 Timer" } as const;
