export const groupVersion = { group: "shop.example.com", version: "1.0", storage: true, served: true } as const;
