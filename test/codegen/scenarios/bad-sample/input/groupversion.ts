export const groupVersion = { group: "backup.example.org", version: "v1alpha1", storage: true, served: true } as const;
