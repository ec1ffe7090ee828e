export const groupVersion = { group: "docs.shop.example.com", version: "v1beta1", storage: false, served: true, deprecated: "use v1" } as const;
