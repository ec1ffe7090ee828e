/** What the generator wrote and explanations are made from, each read when it is asked for, and once. */
import type { CompiledRules } from "../../rules/lang/compiled.ts";
import type { DescribedRow } from "../../rules/lang/described.ts";
import { readManifests } from "../local/manifests.ts";
import { type Kinds, kindsOf } from "./kinds.ts";
import { readRows } from "./rows.ts";

export interface Sources {
  /** The version of the running build. */
  readonly build: string;
  kinds(): Kinds;
  rows(): readonly DescribedRow[];
}

/**
 * @param manifestsDir the folder with the CRDs
 * @param rowsFile the rows as the generator describes them
 */
export function sourcesOf(
  manifestsDir: string,
  rowsFile: string,
  allRules: readonly CompiledRules[],
  build: string,
): Sources {
  let kinds: Kinds | undefined;
  let rows: readonly DescribedRow[] | undefined;
  return {
    build,
    kinds() {
      kinds ??= kindsOf(readManifests(manifestsDir), allRules);
      return kinds;
    },
    rows() {
      rows ??= readRows(rowsFile);
      return rows;
    },
  };
}
