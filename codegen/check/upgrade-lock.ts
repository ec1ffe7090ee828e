/**
 * Bits of upgrade steps are in the annotations of machines, and so for ever: what was recorded once keeps its bit and its
 * name. The record is a generated file; new bits enter it when it is made again.
 */
import { type Problem, problem } from "../problems.ts";
import { type KindTables, positionOf, tablesOf, type UpgradeRow } from "../rules/rows.ts";

/** Among the generated files. */
export const UPGRADE_LOCK = "generated/upgrade.lock.json";

/** Kind → bit → id of its step. */
interface Recorded {
  readonly [kind: string]: { readonly [bit: string]: string };
}

/** The record with the bits of these tables; nothing where there are none. */
export function upgradeLock(kinds: readonly KindTables[]): Map<string, string> {
  const recorded = kinds.flatMap((kind) => {
    const bits = stepsOf(kind).map(({ bit, id }) => [bit, id] as const);
    return bits.length > 0 ? [[kind.key, Object.fromEntries(bits)] as const] : [];
  });
  if (recorded.length === 0) return new Map();
  return new Map([[UPGRADE_LOCK, `${JSON.stringify(Object.fromEntries(recorded), undefined, 2)}\n`]]);
}

/** What was recorded and is no longer so. `text` is the record of the last run, if there was one. */
export function checkUpgradeLock(kinds: readonly KindTables[], text: string | undefined): Problem[] {
  const recorded: Recorded = text === undefined ? {} : JSON.parse(text);
  return Object.entries(recorded).flatMap(([key, bits]) => {
    const kind = kinds.find((one) => one.key === key);
    const steps = kind ? stepsOf(kind) : [];
    return Object.entries(bits).flatMap(([bit, id]) => {
      const complaint = complain(Number(bit), id, steps);
      if (!complaint) return [];
      const holder = steps.find((step) => step.bit === Number(bit)) ?? steps.find((step) => step.id === id);
      const at = kind && holder ? positionOf(kind, holder.id) : { file: UPGRADE_LOCK, line: 1, column: 1 };
      return [problem("upgrade-bit", at, { bit, id, complaint })];
    });
  });
}

function complain(bit: number, id: string, steps: readonly UpgradeRow[]): string | undefined {
  const step = steps.find((one) => one.id === id);
  const holder = steps.find((one) => one.bit === bit);
  if (step && step.bit !== bit)
    return `now has bit ${step.bit}; give it ${bit} again, for machines are marked with it`;
  if (holder && holder.id !== id)
    return `was replaced by ${holder.id}; name it ${id} again, or give ${holder.id} a bit that no step ever had`;
  return step ? undefined : "is gone; a step stays, even where it has nothing left to fill";
}

const stepsOf = (kind: KindTables): readonly UpgradeRow[] =>
  tablesOf(kind, "upgrade").flatMap((table) => table.rows);
