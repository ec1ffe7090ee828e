/** Whether the values of a request can be used at all. */
import { type DriverErrorInfo, driverError } from "../errors.ts";
import type { ChangeSet, CreateSpec, NewDisk } from "../spec.ts";
import type { Hardware } from "../vm.ts";
import { demandOf, hasRoom, noRoom } from "./capacity.ts";
import { type Machine, nameKey, reserve, type World } from "./model.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;

/** The first value of the spec that cannot be used. */
export function checkSpec(world: World, spec: CreateSpec): DriverErrorInfo | undefined {
  const { pools, hosts, datastores, networks } = world.inventory;
  const pool = pools.find(({ id }) => id === spec.place.pool);
  const host = hosts.find(({ id }) => id === spec.place.host);
  const datastore = datastores.find(({ id }) => id === spec.place.datastore);
  if (spec.name === "") return invalid("name", "A machine needs a name.");
  for (const path of ["instanceUuid", "biosUuid"] as const) {
    const uuid = spec[path];
    if (uuid !== undefined && !UUID.test(uuid)) return invalid(path, `"${uuid}" is no UUID.`);
  }
  if (!pool) return invalid("place.pool", `There is no pool "${spec.place.pool}".`);
  if (spec.place.host !== undefined && host?.cluster !== pool.cluster) {
    return invalid("place.host", `Cluster "${pool.cluster}" has no host "${spec.place.host}".`);
  }
  if (!datastore?.clusters.includes(pool.cluster)) {
    return invalid(
      "place.datastore",
      `Cluster "${pool.cluster}" reaches no datastore "${spec.place.datastore}".`,
    );
  }
  for (const [index, nic] of spec.nics.entries()) {
    if (!networks.some(({ id }) => id === nic.network)) {
      return invalid(`nics[${index}].network`, `There is no network "${nic.network}".`);
    }
    if (nic.mac !== undefined && !MAC.test(nic.mac)) {
      return invalid(`nics[${index}].mac`, `"${nic.mac}" is no MAC address.`);
    }
  }
  for (const [index, disk] of spec.disks.entries()) {
    const problem = checkDisk(world, disk, `disks[${index}]`);
    if (problem) return problem;
  }
  for (const [index, { iso }] of spec.cdroms.entries()) {
    if (iso !== undefined && !world.inventory.images.some(({ id, type }) => id === iso && type === "ISO")) {
      return invalid(`cdroms[${index}].iso`, `The library has no ISO "${iso}".`);
    }
  }
  return checkHardware(world, spec.hw);
}

/** What the copies of image disks occupy. */
export function imageBytes(world: World, spec: CreateSpec): number {
  return spec.disks.reduce((sum, disk) => sum + (originalOf(world, disk)?.sizeBytes ?? 0), 0);
}

/** The image disk that a new disk copies. */
export function originalOf(world: World, { image }: NewDisk) {
  if (!image) return undefined;
  return world.inventory.images
    .find(({ id }) => id === image.item)
    ?.disks.find(({ name }) => name === image.disk);
}

/** "unchanged" when the machine already is as the change wants it. */
export function checkChange(
  world: World,
  machine: Machine,
  change: ChangeSet,
): "go" | "unchanged" | DriverErrorInfo {
  const { state } = machine;
  const hw = { ...state.hw, ...change.hw };
  if (change.ifVersion !== undefined && change.ifVersion !== state.version) {
    return driverError(
      "Conflict",
      `Machine "${state.name}" is at version ${state.version}, not ${change.ifVersion}.`,
    );
  }
  if (isSo(machine, change)) return "unchanged";
  if (change.name === "") return invalid("name", "A machine needs a name.");
  const namesake = world.byName.get(nameKey(state.place.folder, change.name ?? state.name));
  if (namesake !== undefined && namesake !== state.id) {
    return driverError(
      "AlreadyExists",
      `Folder "${state.place.folder}" has a machine "${change.name}" already.`,
      {
        path: "name",
      },
    );
  }
  const problem = checkHardware(world, hw);
  if (problem) return problem;
  if (state.power === "PoweredOff") return "go";
  const { cpuAllocation: _cpu, memoryAllocation: _memory, ...rest } = change.hw ?? {};
  if (!holds(state.hw, rest)) {
    return driverError("NeedsPowerOff", `Hardware of machine "${state.name}" changes only while it is off.`, {
      path: "hw",
    });
  }
  if (state.power === "Suspended") return "go";
  const host = world.inventory.hosts.find(({ id }) => id === state.place.host);
  reserve(world, machine, -1);
  const fits = host !== undefined && hasRoom(world, host, demandOf(hw));
  reserve(world, machine, 1);
  return fits ? "go" : noRoom(`on host "${state.place.hostName}"`);
}

function isSo({ state }: Machine, change: ChangeSet): boolean {
  return (
    (change.name === undefined || change.name === state.name) &&
    (change.annotation === undefined || change.annotation === state.annotation) &&
    holds(state.hw, change.hw ?? {}) &&
    Object.entries(change.extraConfig ?? {}).every(
      ([key, value]) => (state.extraConfig[key] ?? null) === value,
    )
  );
}

/** Whether every member of `wanted` is as in `given`. */
function holds(given: object, wanted: object): boolean {
  return Object.entries(wanted).every(([key, value]) => {
    const there = (given as { [key: string]: unknown })[key];
    if (value === undefined || there === value) return true;
    return isObject(value) && isObject(there) && holds(there, value) && holds(value, there);
  });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

export function checkHardwareVersion(
  world: World,
  version: number,
  path: string,
): DriverErrorInfo | undefined {
  const { maxHwVersion } = world.inventory;
  if (isCount(version) && version <= maxHwVersion) return undefined;
  return invalid(path, `Virtual hardware here has a version from 1 to ${maxHwVersion}, not ${version}.`);
}

function checkDisk(world: World, disk: NewDisk, path: string): DriverErrorInfo | undefined {
  if (disk.image) {
    const original = originalOf(world, disk);
    if (!original) {
      return invalid(
        `${path}.image`,
        `The library has no disk "${disk.image.disk}" of item "${disk.image.item}".`,
      );
    }
    if ((disk.capacityBytes ?? original.capacityBytes) < original.capacityBytes) {
      return invalid(
        `${path}.capacityBytes`,
        `A copy of this disk has at least ${original.capacityBytes} bytes.`,
      );
    }
  } else if (!isCount(disk.capacityBytes)) {
    return invalid(`${path}.capacityBytes`, "An empty disk needs a capacity.");
  }
  if (disk.policyId !== undefined && !world.inventory.policies.some(({ id }) => id === disk.policyId)) {
    return invalid(`${path}.policyId`, `There is no storage policy "${disk.policyId}".`);
  }
  return undefined;
}

function checkHardware(world: World, hw: Hardware): DriverErrorInfo | undefined {
  if (!isCount(hw.cpus)) return invalid("hw.cpus", "A machine has one CPU or more.");
  if (!isCount(hw.memoryMB)) return invalid("hw.memoryMB", "A machine has one MB of memory or more.");
  if (hw.coresPerSocket !== undefined && (!isCount(hw.coresPerSocket) || hw.cpus % hw.coresPerSocket !== 0)) {
    return invalid(
      "hw.coresPerSocket",
      `${hw.coresPerSocket} cores per socket do not divide ${hw.cpus} CPUs.`,
    );
  }
  for (const path of ["cpuAllocation", "memoryAllocation"] as const) {
    const { reservation, limit } = hw[path] ?? {};
    if ((reservation ?? 0) < 0) return invalid(`hw.${path}.reservation`, "A reservation is zero or more.");
    if (limit !== undefined && limit < (reservation ?? 0)) {
      return invalid(`hw.${path}.limit`, "A limit is not below the reservation.");
    }
  }
  if ((hw.memoryAllocation?.reservation ?? 0) > hw.memoryMB) {
    return invalid("hw.memoryAllocation.reservation", "A machine reserves at most the memory it has.");
  }
  return checkHardwareVersion(world, hw.hwVersion, "hw.hwVersion");
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 1;
}

function invalid(path: string, message: string): DriverErrorInfo {
  return driverError("InvalidArgument", message, { path });
}
