/** Who has room. Only reservations count against a host, only occupied bytes against a datastore. */

import type { PlaceAnswer } from "../driver.ts";
import { type DriverErrorInfo, driverError } from "../errors.ts";
import type { Host } from "../inventory.ts";
import type { PlaceRequest } from "../spec.ts";
import type { Hardware, Id } from "../vm.ts";
import type { World } from "./model.ts";

interface Demand {
  cpus: number;
  memoryMB: number;
  cpuReservationMHz?: number;
  memoryReservationMB?: number;
}

/** What hardware asks of its host. */
export function demandOf(hw: Hardware): Demand {
  return {
    cpus: hw.cpus,
    memoryMB: hw.memoryMB,
    cpuReservationMHz: hw.cpuAllocation?.reservation,
    memoryReservationMB: hw.memoryAllocation?.reservation,
  };
}

export function hasRoom(world: World, host: Host, demand: Demand): boolean {
  const reserved = world.reserved.get(host.id) ?? { cpuMHz: 0, memoryMB: 0 };
  return (
    !host.maintenance &&
    demand.cpus <= host.cpuCores &&
    demand.memoryMB <= host.memoryMB &&
    reserved.cpuMHz + (demand.cpuReservationMHz ?? 0) <= host.cpuCores * host.cpuMHz &&
    reserved.memoryMB + (demand.memoryReservationMB ?? 0) <= host.memoryMB
  );
}

/** The cluster's hosts with room, the one with most unreserved memory first. */
export function hostsWithRoom(world: World, cluster: Id, demand: Demand): Host[] {
  const free = (host: Host) => host.memoryMB - (world.reserved.get(host.id)?.memoryMB ?? 0);
  return world.inventory.hosts
    .filter((host) => host.cluster === cluster && hasRoom(world, host, demand))
    .sort((a, b) => free(b) - free(a));
}

export function freeBytes(world: World, datastore: Id): number {
  const found = world.inventory.datastores.find(({ id }) => id === datastore);
  return found ? found.freeBytes - (world.used.get(datastore) ?? 0) : 0;
}

/** Some zone and host with room, as the seed has it, and the datastore with most space. */
export function findPlace(world: World, request: PlaceRequest): PlaceAnswer {
  const { pools, datastores, policies } = world.inventory;
  const policy = policies.find(({ id }) => id === request.policyId);
  if (request.policyId !== undefined && !policy) {
    return {
      error: driverError("InvalidArgument", `There is no storage policy "${request.policyId}".`, {
        path: "policyId",
      }),
    };
  }
  const options = request.candidates.flatMap(({ zone, pools: ids }) =>
    ids.flatMap((id) => {
      const pool = pools.find((candidate) => candidate.id === id);
      if (!pool) return [];
      const host = pick(world, hostsWithRoom(world, pool.cluster, request));
      const datastore = datastores
        .filter(
          ({ id, clusters }) =>
            clusters.includes(pool.cluster) && (!policy || policy.datastores.includes(id)),
        )
        .filter(({ id }) => freeBytes(world, id) >= request.diskBytes)
        .sort((a, b) => freeBytes(world, b.id) - freeBytes(world, a.id))[0];
      return host && datastore ? [{ zone, pool: id, host: host.id, datastore: datastore.id }] : [];
    }),
  );
  const placement = pick(world, options);
  return placement ? { placement } : { error: noRoom("in the zones and pools allowed") };
}

export function noRoom(where: string): DriverErrorInfo {
  return driverError("NoCapacity", `Nothing ${where} has enough free CPU, memory and space.`);
}

function pick<T>(world: World, options: readonly T[]): T | undefined {
  return options.length > 1 ? options[world.random.between([0, options.length - 1])] : options[0];
}
