/** What happens inside a machine, and what of it shows outside. */
import { formatTime } from "../../client/clock.ts";
import type { PowerState } from "../vm.ts";
import { type GuestStep, type Machine, reserve, serialOf, type World } from "./model.ts";

/** Brings the machine into that state at time `at`; the guest starts, resumes or vanishes with it. */
export function setPower(world: World, machine: Machine, to: PowerState, at: number): void {
  const { state } = machine;
  const from = state.power;
  if (from === to) return;
  if (from === "PoweredOn") reserve(world, machine, -1);
  if (to === "PoweredOn") reserve(world, machine, 1);
  state.power = to;
  silence(machine);
  state.powerVersion = next(state.powerVersion);
  if (to === "PoweredOff") delete state.bootTime;
  if (to !== "PoweredOn") return;
  if (from === "PoweredOff") state.bootTime = formatTime(at);
  wake(world, machine, at, from === "Suspended" ? 0.5 : 1);
}

/** Starts a running machine anew. */
export function restart(world: World, machine: Machine, at: number): void {
  machine.state.powerVersion = next(machine.state.powerVersion);
  machine.state.bootTime = formatTime(at);
  silence(machine);
  wake(world, machine, at, 1);
}

/** The guest says nothing more and does nothing more. */
export function silence(machine: Machine): void {
  const { guest } = machine.state;
  machine.steps = [];
  delete guest.hostName;
  delete guest.ip;
  guest.nics = [];
  if (guest.tools === "Running") guest.tools = "NotRunning";
}

/** The guest has taken a request and will obey in its own time, unless it hangs or has one already. */
export function ask(
  world: World,
  machine: Machine,
  what: "shutdown" | "standby" | "reboot",
  at: number,
): void {
  if (machine.hangs || machine.steps.some(isRequest)) return;
  const times = {
    shutdown: world.guest.shutdownMs,
    standby: world.guest.standbyMs,
    reboot: world.guest.rebootMs,
  };
  insert(machine, { at: at + world.random.between(times[what]), what });
}

/** Lets the guest do what it has to do by `at`; true when something of it shows. */
export function step(world: World, machine: Machine, at: number): boolean {
  let seen = false;
  for (let due = machine.steps[0]; due && due.at <= at; due = machine.steps[0]) {
    machine.steps.shift();
    take(world, machine, due);
    seen = true;
  }
  return seen;
}

function take(world: World, machine: Machine, { at, what }: GuestStep): void {
  const { guest, nics, name, id } = machine.state;
  switch (what) {
    case "tools":
      guest.tools = "Running";
      insert(machine, { at: at + world.random.between(world.guest.addressMs), what: "address" });
      return;
    case "address":
      guest.hostName = name.toLowerCase();
      guest.nics = nics
        .filter(({ connected }) => connected)
        .map(({ key, mac }, index) => ({ key, mac, addresses: [addressOf(id, index)] }));
      guest.ip = guest.nics[0]?.addresses[0];
      if (guest.ip === undefined) delete guest.ip;
      return;
    case "shutdown":
      setPower(world, machine, "PoweredOff", at);
      return;
    case "standby":
      setPower(world, machine, "Suspended", at);
      return;
    case "reboot":
      restart(world, machine, at);
      return;
  }
}

function wake(world: World, machine: Machine, at: number, share: number): void {
  if (machine.state.guest.tools === "NotInstalled") return;
  insert(machine, { at: at + Math.round(world.random.between(world.guest.toolsMs) * share), what: "tools" });
}

function insert(machine: Machine, step: GuestStep): void {
  machine.steps.push(step);
  machine.steps.sort((a, b) => a.at - b.at);
}

function isRequest({ what }: GuestStep): boolean {
  return what === "shutdown" || what === "standby" || what === "reboot";
}

/** The version after this one. */
export function next(version: string): string {
  return String(Number(version) + 1);
}

/** One address per machine and card: three digits of base 254, so that no octet is 0 or 255. */
function addressOf(id: string, card: number): string {
  const digit = (place: number) => 1 + (Math.floor(serialOf(id) / 254 ** place) % 254);
  return `10.${(card * 16 + digit(2) - 1) % 256}.${digit(1)}.${digit(0)}`;
}
