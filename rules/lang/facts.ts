/**
 * What a row may know beside the object itself. A row names a fact as `fact.<name>`; where the row can run follows
 * from the column `policy`: a fact without one is known to our webhook and to the operator only.
 */

export interface Fact {
  readonly doc: string;
  readonly type: "bool" | "string";
  /** The fact in the CEL of an admission policy, or null where an API server cannot know it. */
  readonly policy: string | null;
  /** Who answers it in JavaScript: the request, the object, or the reconcile's snapshot. */
  readonly from: "request" | "object" | "snapshot";
}

export const facts = {
  privileged: {
    doc: "The caller is the operator, a cluster administrator, or a member of the group of trusted services.",
    type: "bool",
    policy:
      "request.userInfo.username in ['system:serviceaccount:vmop-system:vmop', 'kubernetes-admin'] || " +
      "request.userInfo.groups.exists(g, g in ['system:masters', 'vmoperator.vmware.com:privileged'])",
    from: "request",
  },
  powerOnHeld: {
    doc: "A power-on check annotation is present.",
    type: "bool",
    policy:
      "has(object.metadata.annotations) && " +
      "object.metadata.annotations.exists(k, k.startsWith('poweron.check.vmoperator.vmware.com/'))",
    from: "object",
  },
  restartDue: {
    doc: "A restart was asked for after the last one.",
    type: "bool",
    policy: null,
    from: "snapshot",
  },
} as const satisfies { readonly [name: string]: Fact };

export type FactName = keyof typeof facts;
