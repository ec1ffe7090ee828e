/** What a task does when its time comes; `check` has said "go". */
import type { CreateSpec } from "../spec.ts";
import type { Disk, Id, Nic } from "../vm.ts";
import { demandOf, hasRoom, hostsWithRoom } from "./capacity.ts";
import { copy } from "./copy.ts";
import { ask, next, restart, setPower } from "./guest.ts";
import { enter, leave, type Machine, nameKey, type Request, reserve, serialOf, type World } from "./model.ts";
import { imageBytes, originalOf } from "./validate.ts";

export function apply(world: World, request: Request, at: number): void {
  if (request.kind === "create") {
    enter(world, build(world, request.vm, request.spec));
    return;
  }
  const machine = world.machines.get(request.vm);
  if (!machine) return;
  switch (request.kind) {
    case "powerOn":
      settleOnHost(world, machine);
      setPower(world, machine, "PoweredOn", at);
      return;
    case "powerOff":
      setPower(world, machine, "PoweredOff", at);
      return;
    case "suspend":
      setPower(world, machine, "Suspended", at);
      return;
    case "reset":
      restart(world, machine, at);
      return;
    case "shutdownGuest":
      ask(world, machine, "shutdown", at);
      return;
    case "standbyGuest":
      ask(world, machine, "standby", at);
      return;
    case "rebootGuest":
      ask(world, machine, "reboot", at);
      return;
    case "destroy":
      leave(world, machine);
      return;
    case "upgradeHardware":
      machine.state.hw.hwVersion = request.hwVersion;
      machine.state.version = next(machine.state.version);
      return;
    case "reconfigure":
      reconfigure(world, machine, request);
      return;
  }
}

function reconfigure(
  world: World,
  machine: Machine,
  { change }: Extract<Request, { kind: "reconfigure" }>,
): void {
  const { state } = machine;
  if (change.name !== undefined) {
    world.byName.delete(nameKey(state.place.folder, state.name));
    state.name = change.name;
    world.byName.set(nameKey(state.place.folder, state.name), state.id);
  }
  if (change.annotation !== undefined) state.annotation = change.annotation;
  if (state.power === "PoweredOn") reserve(world, machine, -1);
  Object.assign(state.hw, copy(change.hw ?? {}));
  if (state.power === "PoweredOn") reserve(world, machine, 1);
  for (const [key, value] of Object.entries(change.extraConfig ?? {})) {
    if (value === null) delete state.extraConfig[key];
    else state.extraConfig[key] = value;
  }
  state.version = next(state.version);
}

function build(world: World, id: Id, spec: CreateSpec & { instanceUuid: string }): Machine {
  const { pools, clusters, hosts, images } = world.inventory;
  const pool = pools.find((candidate) => candidate.id === spec.place.pool)!;
  const zone = clusters.find((candidate) => candidate.id === pool.cluster)?.zone;
  const host =
    hosts.find((candidate) => candidate.id === spec.place.host) ??
    hostsWithRoom(world, pool.cluster, demandOf(spec.hw))[0] ??
    hosts.find((candidate) => candidate.cluster === pool.cluster)!;
  const tools = spec.disks.some(({ image }) => images.some((item) => item.id === image?.item && item.tools));
  return {
    state: {
      id,
      name: spec.name,
      instanceUuid: spec.instanceUuid,
      biosUuid: spec.biosUuid?.toLowerCase() ?? world.random.uuid(),
      version: "1",
      powerVersion: "1",
      ...(spec.annotation !== undefined && { annotation: spec.annotation }),
      connection: "connected",
      power: "PoweredOff",
      place: {
        ...(zone !== undefined && { zone }),
        cluster: pool.cluster,
        pool: pool.id,
        folder: spec.folder,
        host: host.id,
        hostName: host.name,
        datastore: spec.place.datastore,
      },
      hw: copy(spec.hw),
      extraConfig: { ...spec.extraConfig },
      disks: spec.disks.map((_, index) => diskOf(world, id, spec, index)),
      nics: spec.nics.map((nic, index) => nicOf(id, nic, index)),
      cdroms: spec.cdroms.map(({ iso }, index) => ({
        key: 3000 + index,
        ...(iso !== undefined && { iso }),
        connected: iso !== undefined,
      })),
      guest: { tools: tools ? "NotRunning" : "NotInstalled", nics: [] },
    },
    usedBytes: imageBytes(world, spec),
    steps: [],
    hangs: false,
  };
}

function diskOf(world: World, id: Id, spec: CreateSpec, index: number): Disk {
  const disk = spec.disks[index]!;
  return {
    key: 2000 + index,
    uuid: world.random.uuid(),
    capacityBytes: disk.capacityBytes ?? originalOf(world, disk)!.capacityBytes,
    file: `[${spec.place.datastore}] ${id}/disk-${index}.vmdk`,
    datastore: spec.place.datastore,
    ...(disk.policyId !== undefined && { policyId: disk.policyId }),
  };
}

function nicOf(id: Id, { network, mac }: CreateSpec["nics"][number], index: number): Nic {
  const number = serialOf(id) * 16 + index;
  const bytes = [0x80 | ((number >> 16) & 0x3f), (number >> 8) & 0xff, number & 0xff];
  const made = ["00", "50", "56", ...bytes.map((byte) => byte.toString(16).padStart(2, "0"))].join(":");
  return { key: 4000 + index, mac: mac?.toLowerCase() ?? made, network, connected: true };
}

/** Moves a machine that is not running to a host with room, if its own has none. */
function settleOnHost(world: World, { state: { place, hw } }: Machine): void {
  const demand = demandOf(hw);
  const own = world.inventory.hosts.find(({ id }) => id === place.host);
  if (own && hasRoom(world, own, demand)) return;
  const host = hostsWithRoom(world, place.cluster, demand)[0];
  if (!host) return;
  place.host = host.id;
  place.hostName = host.name;
}
