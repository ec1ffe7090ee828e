export const groupVersion = { group: "docs.shop.example.com", version: "v1", storage: true, served: true } as const;
