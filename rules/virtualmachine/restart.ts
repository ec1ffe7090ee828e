/** What may be written into `spec.nextRestartTime`; when it may be, and what follows, is in `power.ts`. */
import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const restart = {
  kind: "validation",
  doc: "What a request for a restart says.",
  hit: "collect",
  rows: [
    { id: "vm/restart-only-now", at: "spec", field: "nextRestartTime", on: ["update"],
      require: "!has(wrote.nextRestartTime) || wrote.nextRestartTime.lowerAscii() == 'now' || (has(oldSelf.nextRestartTime) && wrote.nextRestartTime == oldSelf.nextRestartTime)",
      reason: "Invalid", message: "may only be set to \"now\"",
      doc: "A restart is asked for now and cannot be scheduled.", source: "spec:vm-v1alpha5#restart/3",
      admits: [{ old: {}, new: {}, wrote: { nextRestartTime: "NOW" } }, { old: { nextRestartTime: "t" }, new: {}, wrote: { nextRestartTime: "t" } }],
      refuses: [{ old: {}, new: {}, wrote: { nextRestartTime: "2030-01-01T00:00:00Z" } }] },
    { id: "vm/restart-time-is-a-time", at: "spec", field: "nextRestartTime", on: ["update"],
      require: "!has(self.nextRestartTime) || self.nextRestartTime == '' || (has(oldSelf.nextRestartTime) && self.nextRestartTime == oldSelf.nextRestartTime) || self.nextRestartTime.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$')",
      reason: "Invalid", message: "is a time that our webhook makes of \"now\"; see that the webhook runs, and ask again",
      doc: "What is stored is the time of the request, even where nothing turns `now` into one.", source: ["upstream:V186", "upstream:V187"],
      admits: [{ old: {}, new: { nextRestartTime: "2026-01-02T03:04:05.000000006Z" } }, { old: { nextRestartTime: "t" }, new: { nextRestartTime: "t" } }],
      refuses: [{ old: {}, new: { nextRestartTime: "now" } }] },
  ],
} as const satisfies ValidationTable<VirtualMachine>;
