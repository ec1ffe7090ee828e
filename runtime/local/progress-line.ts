/** Where a machine is on its way, as one line of text. Pure. */
import type { VmObject } from "../reconcile/virtualmachine/sources.ts";
import { isTelling, progress } from "./settled.ts";

/** `my-namespace/my-vm: PoweredOff, waiting for PoweredOn`, with why it waits where that is worth telling. */
export function progressLine(vm: VmObject): string {
  const { metadata, spec, status } = vm;
  const name = `${metadata.namespace}/${metadata.name}`;
  const observed = status?.powerState ?? "not created yet";
  if (metadata.deletionTimestamp !== undefined) return `${name}: ${observed}, being deleted`;
  const now = progress(vm);
  if (now.state === "settled") {
    const address = status?.network?.primaryIP4 ?? status?.network?.primaryIP6;
    return `${name}: ${[observed, status?.zone, address].filter(Boolean).join(", ")}`;
  }
  const why =
    now.condition && isTelling(now.condition)
      ? `: ${now.condition.type} ${now.condition.reason}: ${now.condition.message}`
      : "";
  return `${name}: ${observed}, waiting for ${spec?.powerState ?? "its state"}${why}`;
}
