/** The facts that a request alone answers, for rows that run in JavaScript. */
import type { FactName } from "../../rules/lang/facts.ts";

export interface Caller {
  readonly username: string;
  readonly groups: readonly string[];
}

/** The name the operator is known by, whichever server it talks to. */
export const OPERATOR = "system:serviceaccount:vmop-system:vmop";

const PRIVILEGED_USERS: readonly string[] = [OPERATOR, "kubernetes-admin"];
const PRIVILEGED_GROUPS: readonly string[] = ["system:masters", "vmoperator.vmware.com:privileged"];

export const isPrivileged = (caller: Caller): boolean =>
  PRIVILEGED_USERS.includes(caller.username) ||
  caller.groups.some((group) => PRIVILEGED_GROUPS.includes(group));

export const POWER_ON_CHECK = "poweron.check.vmoperator.vmware.com/";
export const DELETE_CHECK = "delete.check.vmoperator.vmware.com/";

/** The annotations of an object that begin with a prefix. */
export const annotationsWith = (object: unknown, prefix: string): string[] =>
  Object.keys((object as { metadata?: { annotations?: object } } | null)?.metadata?.annotations ?? {}).filter(
    (key) => key.startsWith(prefix),
  );

type Answer = (request: { caller: Caller; object: unknown }) => boolean;

const answers: { readonly [name in FactName]: Answer | undefined } = {
  privileged: ({ caller }) => isPrivileged(caller),
  powerOnHeld: ({ object }) => annotationsWith(object, POWER_ON_CHECK).length > 0,
  restartDue: undefined,
};

/** Every fact that a request can answer. */
export function requestFacts(caller: Caller, object: unknown): { [name: string]: boolean } {
  const known = Object.entries(answers).flatMap(([name, answer]) =>
    answer ? [[name, answer({ caller, object })] as const] : [],
  );
  return Object.fromEntries(known);
}
