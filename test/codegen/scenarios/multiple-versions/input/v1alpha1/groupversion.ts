export const groupVersion = { group: "kitchen.example.com", version: "v1alpha1", storage: false, served: false } as const;
