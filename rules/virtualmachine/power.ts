/**
 * Power: what may be asked of a machine, and how it gets there. Both tables speak about every combination of what is
 * seen and what is wanted.
 */
import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { MoveTable, RequestTable } from "../lang/tables.ts";

const seenAndWanted = { from: "status.powerState", to: "spec.powerState" } as const;

// biome-ignore format: a table
export const powerRequests = {
  kind: "requests",
  doc: "What may be asked of spec.powerState, given the state observed.",
  axes: seenAndWanted, changed: "spec.powerState", hit: "unique",
  rows: [
    { id: "vm/power/says-nothing", from: "any", to: ["(none)"], then: "allow",
      doc: "A machine that wants no state asks for nothing.", source: "ours:nothing-wanted" },
    { id: "vm/power/starts-on-or-off", from: ["(none)"], to: ["PoweredOn", "PoweredOff"], then: "allow",
      doc: "A new machine begins powered on or off.", source: "spec:vm-v1alpha5#transitions/8" },
    { id: "vm/power/not-born-suspended", from: ["(none)"], to: ["Suspended"], then: "deny",
      message: "a machine that was never seen running cannot be suspended; ask for PoweredOn or PoweredOff",
      doc: "A new machine cannot begin suspended.", source: "upstream:V180",
      admits: [{ new: { spec: { powerState: "PoweredOff" } } }],
      refuses: [{ new: { spec: { powerState: "Suspended" } } }] },
    { id: "vm/power/running-may-stop", from: ["PoweredOn"], to: ["PoweredOff", "Suspended"], then: "allow",
      doc: "A running machine can be powered off or suspended.", source: "spec:vm-v1alpha5#transitions/1" },
    { id: "vm/power/running-is-fixed", from: ["PoweredOn"], to: ["PoweredOn"], then: "freeze", freeze: ["spec.guestID", "spec.bootOptions"],
      message: "can only change while the machine is powered off",
      doc: "What a running guest was started with stays until it is powered off.", source: ["spec:vm-v1alpha5#guest-os/2", "upstream:V183", "upstream:V184"],
      admits: [{ old: { spec: { powerState: "PoweredOff", guestID: "a" }, status: { powerState: "PoweredOff" } },
                 new: { spec: { powerState: "PoweredOff", guestID: "b" }, status: { powerState: "PoweredOff" } } }],
      refuses: [{ old: { spec: { powerState: "PoweredOn", guestID: "a" }, status: { powerState: "PoweredOn" } },
                  new: { spec: { powerState: "PoweredOn", guestID: "b", bootOptions: { firmware: "efi" } }, status: { powerState: "PoweredOn" } } }] },
    { id: "vm/power/off-may-start", from: ["PoweredOff"], to: ["PoweredOn", "PoweredOff"], then: "allow",
      doc: "A machine that is off can be powered on.", source: "spec:vm-v1alpha5#transitions/3" },
    { id: "vm/power/suspend-needs-running", from: ["PoweredOff"], to: ["Suspended"], then: "deny",
      message: "only a running machine can be suspended; power it on first",
      doc: "Only a running machine can be suspended.", source: ["spec:vm-v1alpha5#transitions/4", "spec:vm-v1alpha5#transitions/8"],
      admits: [{ old: { spec: { powerState: "PoweredOn" }, status: { powerState: "PoweredOn" } },
                 new: { spec: { powerState: "Suspended" }, status: { powerState: "PoweredOn" } } }],
      refuses: [{ old: { spec: { powerState: "PoweredOff" }, status: { powerState: "PoweredOff" } },
                  new: { spec: { powerState: "Suspended" }, status: { powerState: "PoweredOff" } } }] },
    { id: "vm/power/suspended-may-resume", from: ["Suspended"], to: ["PoweredOn", "Suspended"], then: "allow",
      doc: "A suspended machine can be resumed.", source: "spec:vm-v1alpha5#transitions/6" },
    { id: "vm/power/suspended-off-hard", from: ["Suspended"], to: ["PoweredOff"],
      when: "has(self.spec.powerOffMode) && self.spec.powerOffMode == 'Hard'", then: "allow",
      doc: "A suspended machine can be powered off hard, which discards its memory.", source: "spec:vm-v1alpha5#transitions/7" },
    { id: "vm/power/suspended-off-not-softly", from: ["Suspended"], to: ["PoweredOff"],
      when: "!(has(self.spec.powerOffMode) && self.spec.powerOffMode == 'Hard')", then: "deny",
      message: "a suspended machine is powered off only with powerOffMode Hard; set it, or resume the machine first",
      doc: "A suspended guest cannot shut itself down.", source: ["spec:vm-v1alpha5#transitions/7", "spec:vm-v1alpha5#transitions/8"],
      admits: [{ old: { spec: { powerState: "Suspended" }, status: { powerState: "Suspended" } },
                 new: { spec: { powerState: "PoweredOff", powerOffMode: "Hard" }, status: { powerState: "Suspended" } } }],
      refuses: [{ old: { spec: { powerState: "Suspended" }, status: { powerState: "Suspended" } },
                  new: { spec: { powerState: "PoweredOff", powerOffMode: "TrySoft" }, status: { powerState: "Suspended" } } }] },
  ],
} as const satisfies RequestTable<VirtualMachine, typeof seenAndWanted>;

const seen = { observed: "status.powerState" } as const;

// biome-ignore format: a table
export const restartRequests = {
  kind: "requests",
  doc: "When a restart may be asked for, given the state observed.",
  axes: seen, changed: "spec.nextRestartTime", hit: "unique",
  rows: [
    { id: "vm/restart/running", observed: ["PoweredOn"], then: "allow",
      doc: "A running machine can be restarted.", source: "spec:vm-v1alpha5#transitions/2" },
    { id: "vm/restart/needs-running", observed: ["PoweredOff", "Suspended", "(none)"], then: "deny",
      message: "only a running machine can be restarted",
      doc: "A machine that does not run cannot be restarted.", source: ["spec:vm-v1alpha5#transitions/5", "spec:vm-v1alpha5#transitions/8"],
      admits: [{ old: { status: { powerState: "PoweredOn" } },
                 new: { spec: { nextRestartTime: "2026-01-02T03:04:05.000000006Z" }, status: { powerState: "PoweredOn" } } }],
      refuses: [{ old: { status: { powerState: "PoweredOff" } },
                  new: { spec: { nextRestartTime: "2026-01-02T03:04:05.000000006Z" }, status: { powerState: "PoweredOff" } } },
                { new: { spec: { nextRestartTime: "now" } } }] },
  ],
} as const satisfies RequestTable<VirtualMachine, typeof seen>;

const powerAxes = {
  observed: "status.powerState",
  desired: "spec.powerState",
  off: "spec.powerOffMode",
  suspend: "spec.suspendMode",
} as const;

// biome-ignore format: a table
export const powerMoves = {
  kind: "moves",
  doc: "How to bring a machine from the state seen to the state wanted.",
  axes: powerAxes, hit: "unique",
  rows: [
    { id: "vm/power/wants-nothing", observed: "any", desired: ["(none)"], off: "any", suspend: "any", steps: [],
      doc: "A machine that wants no state is left as it is.", source: "ours:nothing-wanted" },
    { id: "vm/power/not-seen-yet", observed: ["(none)"], desired: ["PoweredOn", "PoweredOff", "Suspended"], off: "any", suspend: "any", steps: [],
      doc: "A machine that was not seen yet is looked at first.", source: "ours:level-based" },
    { id: "vm/power/is-on", observed: ["PoweredOn"], desired: ["PoweredOn"], off: "any", suspend: "any", steps: [],
      doc: "A running machine that should run is at rest.", source: "spec:vm-v1alpha5#transitions/9" },
    { id: "vm/power/is-off", observed: ["PoweredOff"], desired: ["PoweredOff"], off: "any", suspend: "any", steps: [],
      doc: "A machine that is off and should be is at rest.", source: "spec:vm-v1alpha5#transitions/9" },
    { id: "vm/power/is-suspended", observed: ["Suspended"], desired: ["Suspended"], off: "any", suspend: "any", steps: [],
      doc: "A suspended machine that should be is at rest.", source: "spec:vm-v1alpha5#transitions/9" },
    { id: "vm/power/on", observed: ["PoweredOff", "Suspended"], desired: ["PoweredOn"], off: "any", suspend: "any", when: "!fact.powerOnHeld",
      steps: [{ do: "powerOn", until: "PoweredOn" }],
      doc: "A machine that is off is powered on, a suspended one resumed.", source: "spec:vm-v1alpha5#on-off-suspend/1" },
    { id: "vm/power/on-held", observed: ["PoweredOff", "Suspended"], desired: ["PoweredOn"], off: "any", suspend: "any", when: "fact.powerOnHeld",
      steps: [], ends: { reason: "PowerOnHeld", message: "waits until every poweron.check.vmoperator.vmware.com annotation is gone" },
      doc: "A power-on check annotation holds the machine.", source: "spec:vm-v1alpha5#power-on-check/1" },
    { id: "vm/power/off-hard", observed: ["PoweredOn"], desired: ["PoweredOff"], off: ["Hard"], suspend: "any",
      steps: [{ do: "powerOff", until: "PoweredOff" }],
      doc: "Pull the plug.", source: ["spec:vm-v1alpha5#on-off-suspend/2", "spec:vm-v1alpha5#power-op-mode/1"] },
    { id: "vm/power/off-soft", observed: ["PoweredOn"], desired: ["PoweredOff"], off: ["Soft"], suspend: "any",
      steps: [{ do: "shutdownGuest", until: "PoweredOff", within: "5m" }],
      ends: { reason: "GuestDidNotRespond", message: "the guest did not shut down; use powerOffMode TrySoft or Hard, or see to the guest" },
      doc: "Ask the guest, and only the guest.", source: ["spec:vm-v1alpha5#on-off-suspend/2", "spec:vm-v1alpha5#power-op-mode/2"] },
    { id: "vm/power/off-politely", observed: ["PoweredOn"], desired: ["PoweredOff"], off: ["TrySoft"], suspend: "any",
      steps: [{ do: "shutdownGuest", until: "PoweredOff", within: "5m" }, { do: "powerOff", until: "PoweredOff" }],
      doc: "Ask the guest first, then pull the plug.", source: ["spec:vm-v1alpha5#on-off-suspend/2", "spec:vm-v1alpha5#power-op-mode/3"] },
    { id: "vm/power/suspend-hard", observed: ["PoweredOn"], desired: ["Suspended"], off: "any", suspend: ["Hard"],
      steps: [{ do: "suspend", until: "Suspended" }],
      doc: "Freeze the machine.", source: ["spec:vm-v1alpha5#on-off-suspend/3", "spec:vm-v1alpha5#power-op-mode/1"] },
    { id: "vm/power/suspend-soft", observed: ["PoweredOn"], desired: ["Suspended"], off: "any", suspend: ["Soft"],
      steps: [{ do: "standbyGuest", until: "Suspended", within: "5m" }],
      ends: { reason: "GuestDidNotRespond", message: "the guest did not suspend; use suspendMode TrySoft or Hard, or see to the guest" },
      doc: "Ask the guest, and only the guest.", source: ["spec:vm-v1alpha5#on-off-suspend/3", "spec:vm-v1alpha5#power-op-mode/2"] },
    { id: "vm/power/suspend-politely", observed: ["PoweredOn"], desired: ["Suspended"], off: "any", suspend: ["TrySoft"],
      steps: [{ do: "standbyGuest", until: "Suspended", within: "5m" }, { do: "suspend", until: "Suspended" }],
      doc: "Ask the guest first, then freeze the machine.", source: ["spec:vm-v1alpha5#on-off-suspend/3", "spec:vm-v1alpha5#power-op-mode/3"] },
    { id: "vm/power/off-cannot-suspend", observed: ["PoweredOff"], desired: ["Suspended"], off: "any", suspend: "any", steps: [],
      ends: { reason: "SuspendNeedsRunning", message: "only a running machine can be suspended; set spec.powerState to PoweredOn first" },
      doc: "A machine that was powered off while a suspend was asked for stays off.", source: "spec:vm-v1alpha5#transitions/4" },
    { id: "vm/power/suspended-off", observed: ["Suspended"], desired: ["PoweredOff"], off: ["Hard"], suspend: "any",
      steps: [{ do: "powerOff", until: "PoweredOff" }],
      doc: "Discard the memory of a suspended machine.", source: "spec:vm-v1alpha5#transitions/7" },
    { id: "vm/power/suspended-off-needs-hard", observed: ["Suspended"], desired: ["PoweredOff"], off: ["Soft", "TrySoft"], suspend: "any", steps: [],
      ends: { reason: "HardPowerOffRequired", message: "a suspended machine is powered off only with powerOffMode Hard" },
      doc: "A suspended guest cannot shut itself down.", source: "spec:vm-v1alpha5#transitions/7" },
  ],
} as const satisfies MoveTable<VirtualMachine, typeof powerAxes>;

const restartAxes = { observed: "status.powerState", mode: "spec.restartMode" } as const;

// biome-ignore format: a table
export const restartMoves = {
  kind: "moves",
  doc: "How to restart a machine that was asked to.",
  axes: restartAxes, hit: "unique",
  rows: [
    { id: "vm/restart/not-due", observed: "any", mode: "any", when: "!fact.restartDue", steps: [],
      doc: "Nobody asked since the last restart.", source: "spec:vm-v1alpha5#restart/2" },
    { id: "vm/restart/not-running", observed: ["PoweredOff", "Suspended", "(none)"], mode: "any", when: "fact.restartDue", steps: [],
      ends: { reason: "RestartNeedsRunning", message: "a restart was asked for and waits until the machine runs; set spec.powerState to PoweredOn" },
      doc: "A machine that stopped meanwhile is restarted once it runs again.", source: "spec:vm-v1alpha5#restart/2" },
    { id: "vm/restart/hard", observed: ["PoweredOn"], mode: ["Hard"], when: "fact.restartDue",
      steps: [{ do: "reset" }],
      doc: "Reset the machine.", source: ["spec:vm-v1alpha5#restart/2", "spec:vm-v1alpha5#power-op-mode/1"] },
    { id: "vm/restart/soft", observed: ["PoweredOn"], mode: ["Soft"], when: "fact.restartDue",
      steps: [{ do: "rebootGuest" }],
      ends: { reason: "GuestDidNotRespond", message: "the guest did not take the restart; use restartMode TrySoft or Hard, or see to the guest" },
      doc: "Ask the guest, and only the guest.", source: ["spec:vm-v1alpha5#restart/2", "spec:vm-v1alpha5#power-op-mode/2"] },
    { id: "vm/restart/politely", observed: ["PoweredOn"], mode: ["TrySoft"], when: "fact.restartDue",
      steps: [{ do: "rebootGuest" }, { do: "reset" }],
      doc: "Ask the guest first, then reset the machine.", source: ["spec:vm-v1alpha5#restart/2", "spec:vm-v1alpha5#power-op-mode/3"] },
  ],
} as const satisfies MoveTable<VirtualMachine, typeof restartAxes>;
