/** Every table, by the kind it speaks about. A new file of rows is listed here once. */
import type { AnyTable } from "./lang/tables.ts";
import { defaults } from "./virtualmachine/defaults.ts";
import { immutability } from "./virtualmachine/immutability.ts";
import { powerMoves, powerRequests, restartMoves, restartRequests } from "./virtualmachine/power.ts";
import { upgrade } from "./virtualmachine/upgrade.ts";
import { validation } from "./virtualmachine/validation.ts";

export interface KindTables {
  /** `group/version/Kind` of the storage version. */
  readonly kind: string;
  /** Table name → table; the name is the file name of its documentation page. */
  readonly tables: { readonly [name: string]: unknown };
}

export const tables: readonly KindTables[] = [
  {
    kind: "vmoperator.vmware.com/v1alpha5/VirtualMachine",
    tables: {
      immutability,
      defaults,
      validation,
      powerRequests,
      restartRequests,
      powerMoves,
      restartMoves,
      upgrade,
    },
  },
];

export { conditions } from "./conditions.ts";
export * as sources from "./inventory/sources.ts";
export type { AnyTable };
