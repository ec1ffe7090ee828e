export const groupVersion = { group: "shop.example.com", version: "v1beta1", storage: false, served: true } as const;
