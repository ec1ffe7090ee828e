/**
 * What a row may know beside the object itself. A row names a fact as `fact.<name>`; where the row can run follows
 * from the column `policy`: a fact without one is known to our webhook and to the operator only.
 */

import { POWER_ON_CHECK } from "./annotations.ts";

/** The name the operator is known by, whichever server it talks to. */
export const OPERATOR = "system:serviceaccount:vmop-system:vmop";

export interface Fact {
  readonly doc: string;
  readonly type: "bool" | "string";
  /**
   * The fact as CEL over `request` and `object`, for admission policies and compiled for JavaScript; null where only
   * the operator's snapshot of the machine answers it.
   */
  readonly policy: string | null;
}

export const facts = {
  privileged: {
    doc: "The caller is the operator, a cluster administrator, or a member of the group of trusted services.",
    type: "bool",
    policy:
      `request.userInfo.username in ['${OPERATOR}', 'kubernetes-admin'] || ` +
      "request.userInfo.groups.exists(g, g in ['system:masters', 'vmoperator.vmware.com:privileged'])",
  },
  powerOnHeld: {
    doc: "A power-on check annotation is present.",
    type: "bool",
    policy:
      "has(object.metadata.annotations) && " +
      `object.metadata.annotations.exists(k, k.startsWith('${POWER_ON_CHECK}'))`,
  },
  restartDue: {
    doc: "A restart was asked for after the last one.",
    type: "bool",
    policy: null,
  },
} as const satisfies { readonly [name: string]: Fact };

export type FactName = keyof typeof facts;
