/** Kubernetes versions, and what came with each beside functions and macros. */

/** The compat version that has everything. */
export const NEWEST = "1.37";

const minor = (version: string): number => Number(version.split(".")[1] ?? 0);

/** Whether new expressions of a compat version may use what came in another. Both are e.g. "1.32". */
export const isAtLeast = (compat: string, since: string): boolean => minor(compat) >= minor(since);

/** Parts of the language itself, by the version from which new expressions may use them. */
export const SYNTAX = {
  optional: "1.28",
  literalChecks: "1.29",
  reservedFieldNames: "1.31",
} as const;
