export const groupVersion = { group: "shop.example.com", version: "v1", storage: true, served: true } as const;
