/** Whether the hypervisor does what it is asked. Asked twice: when a task is requested and when it takes effect. */
import { type DriverErrorInfo, driverError, type ErrorCode } from "../errors.ts";
import type { TaskKind } from "../task.ts";
import type { PowerState } from "../vm.ts";
import { demandOf, freeBytes, hasRoom, hostsWithRoom, noRoom } from "./capacity.ts";
import { type Machine, nameKey, type Request, type World } from "./model.ts";
import { checkChange, checkHardwareVersion, checkSpec, imageBytes } from "./validate.ts";

export type Verdict = "go" | "unchanged" | DriverErrorInfo;

type PowerVerdict = "go" | "unchanged" | Extract<ErrorCode, "InvalidPowerState" | "NeedsPowerOff">;

/** What each kind of task means to a machine in each power state. */
// biome-ignore format: table
const byPower: { readonly [K in Exclude<TaskKind, "create">]: { readonly [P in PowerState]: PowerVerdict } } = {
  //                 PoweredOn                       PoweredOff                       Suspended
  powerOn:         { PoweredOn: "unchanged",         PoweredOff: "go",                Suspended: "go" },
  powerOff:        { PoweredOn: "go",                PoweredOff: "unchanged",         Suspended: "go" },
  suspend:         { PoweredOn: "go",                PoweredOff: "InvalidPowerState", Suspended: "unchanged" },
  reset:           { PoweredOn: "go",                PoweredOff: "InvalidPowerState", Suspended: "InvalidPowerState" },
  shutdownGuest:   { PoweredOn: "go",                PoweredOff: "unchanged",         Suspended: "InvalidPowerState" },
  standbyGuest:    { PoweredOn: "go",                PoweredOff: "InvalidPowerState", Suspended: "unchanged" },
  rebootGuest:     { PoweredOn: "go",                PoweredOff: "InvalidPowerState", Suspended: "InvalidPowerState" },
  destroy:         { PoweredOn: "InvalidPowerState", PoweredOff: "go",                Suspended: "go" },
  upgradeHardware: { PoweredOn: "NeedsPowerOff",     PoweredOff: "go",                Suspended: "NeedsPowerOff" },
  reconfigure:     { PoweredOn: "go",                PoweredOff: "go",                Suspended: "go" },
};

export function check(world: World, request: Request): Verdict {
  if (request.kind === "create") return checkCreate(world, request);
  const machine = world.machines.get(request.vm);
  if (!machine) {
    if (request.kind === "destroy") return "unchanged";
    return driverError("NotFound", `There is no machine "${request.vm}".`);
  }
  const { hw, power } = machine.state;
  if (request.kind === "upgradeHardware" && request.hwVersion <= hw.hwVersion) return "unchanged";
  const verdict = byPower[request.kind][power];
  if (verdict === "unchanged") return verdict;
  if (verdict !== "go") return refusePower(verdict, request.kind, machine);
  switch (request.kind) {
    case "powerOn":
      return checkRoom(world, machine);
    case "shutdownGuest":
    case "standbyGuest":
    case "rebootGuest":
      return machine.state.guest.tools === "Running"
        ? "go"
        : driverError("ToolsUnavailable", `Machine "${machine.state.name}" runs no guest tools.`);
    case "reconfigure":
      return checkChange(world, machine, request.change);
    case "upgradeHardware":
      return checkHardwareVersion(world, request.hwVersion, "hwVersion") ?? "go";
    case "powerOff":
    case "suspend":
    case "reset":
    case "destroy":
      return "go";
  }
}

function checkCreate(world: World, { vm, spec }: Extract<Request, { kind: "create" }>): Verdict {
  if (world.machines.has(vm)) return "unchanged";
  const namesake = world.byName.get(nameKey(spec.folder, spec.name));
  if (namesake !== undefined && namesake !== vm) {
    return driverError("AlreadyExists", `Folder "${spec.folder}" has a machine "${spec.name}" already.`, {
      path: "name",
    });
  }
  const invalid = checkSpec(world, spec);
  if (invalid) return invalid;
  if (freeBytes(world, spec.place.datastore) < imageBytes(world, spec)) {
    return noRoom(`on datastore "${spec.place.datastore}"`);
  }
  return "go";
}

function checkRoom(world: World, { state: { place, hw } }: Machine): Verdict {
  const demand = demandOf(hw);
  const host = world.inventory.hosts.find(({ id }) => id === place.host);
  if ((host && hasRoom(world, host, demand)) || hostsWithRoom(world, place.cluster, demand).length > 0)
    return "go";
  return noRoom(`in cluster "${place.cluster}"`);
}

function refusePower(
  code: "InvalidPowerState" | "NeedsPowerOff",
  kind: TaskKind,
  { state }: Machine,
): DriverErrorInfo {
  return driverError(code, `Machine "${state.name}" is ${state.power}, which does not allow ${kind}.`);
}
