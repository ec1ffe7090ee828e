/** Which schema upgrade steps a machine has not had, and what they fill in. Source: spec:vm-v1alpha5#schema-upgrade. */

import { upgradeMarks } from "../../../rules/lang/annotations.ts";
import type { CompiledUpgrade } from "../../../rules/lang/compiled.ts";
import type { FillSource, ObservedField } from "../../../rules/lang/tables.ts";
import { stepsOf, valueAt } from "../../../rules/lang/value-at.ts";
import type { VmState } from "../../driver/vm.ts";
import type { Snapshot } from "./snapshot.ts";

const isObserved = (from: FillSource): from is ObservedField => Object.hasOwn(OBSERVED, from);

const OBSERVED: { readonly [field in ObservedField]: (machine: VmState) => string } = {
  "observed.biosUUID": (machine) => machine.biosUuid,
  "observed.instanceUUID": (machine) => machine.instanceUuid,
};

type Json = { [key: string]: unknown };

/**
 * The merge patch that takes the object through every missing step, or undefined when its marks are those of this
 * operator. A step that needs the machine to fill a field waits until there is one. An unreadable mask counts as none.
 */
export function upgradePatch(steps: readonly CompiledUpgrade[], snapshot: Snapshot): Json | undefined {
  const { vm, machine, upgradeTo } = snapshot;
  const marks = vm.metadata.annotations ?? {};
  const had = readMask(marks[upgradeMarks.feature]);
  const missing = steps.filter((step) => (had & (1 << step.bit)) === 0);
  const wanted = {
    [upgradeMarks.build]: upgradeTo.build,
    [upgradeMarks.schema]: upgradeTo.schema,
    [upgradeMarks.feature]: String(missing.reduce((mask, step) => mask | (1 << step.bit), had)),
  };
  if (Object.entries(wanted).every(([key, value]) => marks[key] === value)) return undefined;
  const patch: Json = { metadata: { annotations: wanted } };
  for (const step of missing) {
    for (const [field, from] of Object.entries(step.fill)) {
      if ((valueAt(vm, field) ?? "") !== "") continue;
      if (isObserved(from) && !machine) return undefined;
      const value = isObserved(from) ? OBSERVED[from](machine!) : valueAt({ self: vm }, from);
      if (value !== undefined) write(patch, field, value);
    }
  }
  return patch;
}

const readMask = (text: string | undefined): number => (/^[0-9]{1,9}$/.test(text ?? "") ? Number(text) : 0);

function write(patch: Json, field: string, value: unknown): void {
  const names = stepsOf(field);
  let at = patch;
  for (const name of names.slice(0, -1)) {
    at[name] ??= {};
    at = at[name] as Json;
  }
  at[names.at(-1)!] = value;
}
