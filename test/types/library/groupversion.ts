export const groupVersion = {
  group: "library.example.com",
  version: "v1",
  storage: true,
  served: true,
} as const;
