/** The parameters of admission as policies see them. */
import { PARAMETERS } from "../../rules/lang/parameters.ts";

export const paramKind = { apiVersion: PARAMETERS.apiVersion, kind: PARAMETERS.kind } as const;

/**
 * How a binding names the object in force. An API server skips a binding whose parameters are missing, unless it is told
 * to deny: there is no "as if they were empty". So the object comes with the policies, and a policy keeps it there.
 */
export const paramRef = { name: PARAMETERS.name, parameterNotFoundAction: "Deny" } as const;

/** The object that comes with the policies: every default as it is. */
export const parametersObject = {
  apiVersion: PARAMETERS.apiVersion,
  kind: PARAMETERS.kind,
  metadata: { name: PARAMETERS.name },
  spec: {},
} as const;

/** The parameters, or an empty object where a binding names none. */
export const parametersOf = (parametrised: boolean): string =>
  parametrised ? "params == null ? dyn({}) : params" : "dyn({})";

/** Whether each feature is on, as a map that `feature` stands for. */
export const featureMap = (features: readonly string[], parameters: string): string =>
  `{${features.map((name) => `'${name}': ${parameters}.?spec.?features.?${name}.orValue(true)`).join(", ")}}`;
