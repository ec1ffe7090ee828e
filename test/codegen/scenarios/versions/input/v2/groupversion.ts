export const groupVersion = { group: "shop.example.com", version: "v2", storage: true, served: true } as const;
