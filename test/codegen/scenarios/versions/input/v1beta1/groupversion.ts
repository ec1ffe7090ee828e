export const groupVersion = { group: "shop.example.com", version: "v1beta1", storage: false, served: true, deprecated: "use shop.example.com/v2" } as const;
