/**
 * What a row may know beside the object itself. A row names a fact as `fact.<name>`; where the row can run follows
 * from the column `policy`: a fact without one is known to our webhook and to the operator only.
 */

import { POWER_ON_CHECK, SCHEMA_VERSION, UPGRADE_BITS, upgradeMarks } from "./annotations.ts";

/** The name the operator is known by, whichever server it talks to. */
export const OPERATOR = "system:serviceaccount:vmop-system:vmop";

export interface Fact {
  readonly doc: string;
  readonly type: "bool" | "string";
  /**
   * The fact as CEL over `request`, `object` and `params` (the parameters of admission; `{}` where there are none), for
   * admission policies and compiled for JavaScript; null where only the operator's snapshot of the machine answers it.
   */
  readonly policy: string | null;
}

/**
 * Other objects as a fact. What is asked for is CEL over `object` and over other lookups of the kind (`fact.<name>`,
 * which are read before), in the namespace of the request where the kind has namespaces: `name` for one object, `names`
 * for a map of objects by name, `labels` for a map of those that have these labels. Where `name` or a member of `names`
 * is empty, nothing is asked for.
 */
export type Lookup = {
  readonly doc: string;
  /** The kind whose rows may ask. */
  readonly of: string;
  /** `group/version/Kind` of what is looked up. */
  readonly kind: string;
  /** What the resource is called, where the API does not declare the kind. */
  readonly plural?: string;
  /** Where it is looked up instead of in the namespace of the request. */
  readonly namespace?: string;
  /** Nothing is asked for where this does not hold, and the fact is absent. */
  readonly when?: string;
  /** Rows ask about open fields too, which the schema does not describe; nothing they ask is checked against it. */
  readonly untyped?: true;
} & (
  | { readonly name: string }
  | {
      readonly names: string;
      /** Names of more objects of the kind, as CEL over one that was `found`; followed until nothing new is named. */
      readonly follow?: string;
    }
  | { readonly labels: string }
);

const mark = (name: string) => `object.?metadata.?annotations[?'${name}'].orValue('')`;

export const facts = {
  privileged: {
    doc: "The caller is the operator, a cluster administrator, a member of the group of trusted services, or listed in the parameters of admission.",
    type: "bool",
    policy:
      `request.userInfo.username in ['${OPERATOR}', 'kubernetes-admin'] || ` +
      "request.userInfo.groups.exists(g, g in ['system:masters', 'vmoperator.vmware.com:privileged']) || " +
      "request.userInfo.username in params.?spec.?privilegedUsers.orValue([]) || " +
      "request.userInfo.groups.exists(g, g in params.?spec.?privilegedGroups.orValue([]))",
  },
  powerOnHeld: {
    doc: "A power-on check annotation is present.",
    type: "bool",
    policy:
      "has(object.metadata.annotations) && " +
      `object.metadata.annotations.exists(k, k.startsWith('${POWER_ON_CHECK}'))`,
  },
  upgraded: {
    doc: "The machine's annotations record every schema upgrade that there is.",
    type: "bool",
    policy: [
      `${mark(upgradeMarks.build)} != ''`,
      `${mark(upgradeMarks.schema)} == '${SCHEMA_VERSION}'`,
      `${mark(upgradeMarks.feature)}.matches('^[0-9]{1,9}$')`,
      ...UPGRADE_BITS.map((bit) => `(int(${mark(upgradeMarks.feature)}) / ${2 ** bit}) % 2 == 1`),
    ].join(" && "),
  },
  keepsClaims: {
    doc: "The caller keeps claims and their volumes: Kubernetes' own controllers for it, and the storage provider's driver.",
    type: "bool",
    policy:
      "request.userInfo.username in ['system:serviceaccount:kube-system:persistent-volume-binder', " +
      "'system:serviceaccount:kube-system:pvc-protection-controller', " +
      "'system:serviceaccount:kube-system:generic-garbage-collector', " +
      "'system:serviceaccount:kube-system:namespace-controller', " +
      "'system:serviceaccount:vmware-system-csi:vsphere-csi-controller']",
  },
  restartDue: {
    doc: "A restart was asked for after the last one.",
    type: "bool",
    policy: null,
  },
} as const satisfies { readonly [name: string]: Fact };

export type FactName = keyof typeof facts;
