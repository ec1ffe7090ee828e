/** Power, restarts and checks: what `vm-v1alpha5.md` asks for. */
import type { Line } from "./lines.ts";

// biome-ignore format: a table
export const specPower: readonly Line[] = [
  { id: "spec:vm-v1alpha5#power-states/1", says: "The power state asked for is PoweredOn, PoweredOff or Suspended.", schema: "VirtualMachine.spec.powerState enum" },
  { id: "spec:vm-v1alpha5#on-off-suspend/1", says: "PoweredOn powers a machine on that is off, and resumes one that is suspended." },
  { id: "spec:vm-v1alpha5#on-off-suspend/2", says: "PoweredOff powers a machine off as `spec.powerOffMode` says." },
  { id: "spec:vm-v1alpha5#on-off-suspend/3", says: "Suspended suspends a running machine as `spec.suspendMode` says." },
  { id: "spec:vm-v1alpha5#restart/1", says: "`now`, in any case of letters, asks for a restart; it becomes the time of the request with nanoseconds." },
  { id: "spec:vm-v1alpha5#restart/2", says: "A running machine restarts when `spec.nextRestartTime` is after its last restart, as `spec.restartMode` says." },
  { id: "spec:vm-v1alpha5#restart/3", says: "`spec.nextRestartTime` is nothing but empty on create and `now` on update." },
  { id: "spec:vm-v1alpha5#restart/4", says: "A restart that was carried out is remembered and not carried out again.", reconcile: "runtime/reconcile/virtualmachine/restart.ts" },
  { id: "spec:vm-v1alpha5#default-power-state-on-create/1", says: "A new machine that says no power state is powered on." },
  { id: "spec:vm-v1alpha5#default-power-state-on-create/2", says: "The power state of an existing machine is never taken back." },
  { id: "spec:vm-v1alpha5#transitions/1", says: "A running machine may be powered off and suspended." },
  { id: "spec:vm-v1alpha5#transitions/2", says: "A running machine may be restarted." },
  { id: "spec:vm-v1alpha5#transitions/3", says: "A machine that is off may be powered on." },
  { id: "spec:vm-v1alpha5#transitions/4", says: "A machine that is off cannot be suspended." },
  { id: "spec:vm-v1alpha5#transitions/5", says: "A machine that does not run cannot be restarted." },
  { id: "spec:vm-v1alpha5#transitions/6", says: "A suspended machine may be resumed." },
  { id: "spec:vm-v1alpha5#transitions/7", says: "A suspended machine may be powered off with the mode Hard, and only so." },
  { id: "spec:vm-v1alpha5#transitions/8", says: "Admission refuses what the table does not allow, over the state observed." },
  { id: "spec:vm-v1alpha5#transitions/9", says: "Where the state asked for is the state observed nothing is done." },
  { id: "spec:vm-v1alpha5#power-op-mode/1", says: "The mode Hard does not ask the guest." },
  { id: "spec:vm-v1alpha5#power-op-mode/2", says: "The mode Soft asks the guest, and needs its tools." },
  { id: "spec:vm-v1alpha5#power-op-mode/3", says: "The mode TrySoft asks the guest, and insists when it has not followed after five minutes." },
  { id: "spec:vm-v1alpha5#power-op-mode/4", says: "TrySoft is the mode of all three unless another is given." },
  { id: "spec:vm-v1alpha5#power-op-mode/5", says: "The modes may be changed at any time." },
  { id: "spec:vm-v1alpha5#power-on-check/1", says: "While a `poweron.check` annotation is there the machine is not powered on, though PoweredOn may be asked." },
  { id: "spec:vm-v1alpha5#power-on-check/2", says: "All of several power-on checks must be gone.", see: "spec:vm-v1alpha5#power-on-check/1" },
  { id: "spec:vm-v1alpha5#power-on-check/3", says: "Anybody may put a power-on check on a new machine, and only privileged users change those of an existing one." },
];
