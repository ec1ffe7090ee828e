export const groupVersion = { group: "garden.example.com", version: "v1", storage: true, served: true } as const;
