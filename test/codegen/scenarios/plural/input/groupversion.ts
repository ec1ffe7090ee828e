export const groupVersion = { group: "kitchen.example.com", version: "v1", storage: true, served: true } as const;
