/**
 * Which slot each volume and each CD-ROM drive gets, and which controllers are added for them. Source:
 * spec:vm-v1alpha5#volume-placement, spec:vm-v1alpha5#application-types, spec:vm-v1alpha5#controller-creation.
 */
import {
  type Bus,
  type Controller,
  type ControllerList,
  type ControllerType,
  controllerTypes,
  freeUnit,
  type Slot,
  unitsOf,
} from "./slots.ts";

type Place = Partial<Slot>;

export interface Volume extends Place {
  readonly name: string;
  readonly applicationType?: string;
}

export interface Drive extends Place {
  readonly name: string;
}

/** Of a machine what decides about slots. */
export interface Machine {
  readonly volumes: readonly Volume[];
  readonly drives: readonly Drive[];
  readonly controllers: { readonly [list in ControllerList]?: readonly Controller[] };
}

export interface Placement {
  /** What was chosen for each volume and each drive, in their order; undefined where nothing was. */
  readonly volumes: readonly (Slot | undefined)[];
  readonly drives: readonly (Slot | undefined)[];
  readonly added: readonly { readonly type: ControllerType; readonly controller: Controller }[];
}

/**
 * Chooses a slot for every volume and drive that leaves it to us, and the controllers that this takes. What is written
 * stays, and a device for which there is no room gets nothing. `found` are slots in use that no device of the manifest
 * names, such as those of the image's disks; `before` is the machine as it was: who had a slot keeps it.
 */
export function place(machine: Machine, found: readonly Slot[] = [], before?: Machine): Placement {
  const devices: readonly Place[] = [...machine.volumes, ...machine.drives];
  const wishes = [...machine.volumes.map(volumeWish), ...machine.drives.map(driveWish)];
  const remembered = [
    ...previousSlots(machine.volumes, before?.volumes),
    ...previousSlots(machine.drives, before?.drives),
  ];
  const room = new Room(machine, found);
  const others = found.filter((slot) => !remembered.some((own) => own && isSame(own, slot)));
  for (const drive of machine.drives.filter(isPlaced)) room.bring(drive);
  for (const slot of [...others, ...devices.filter(isPlaced)]) room.occupy(slot);

  const chosen = wishes.map((wish, i) => wish && room.keep(remembered[i] ?? wish.exactly));
  const chooseWhere = (holds: (wish: Wish) => boolean) => {
    for (const [i, wish] of wishes.entries()) if (wish && holds(wish)) chosen[i] ??= room.choose(wish);
  };
  chooseWhere((wish) => wish.bus !== undefined);
  chooseWhere((wish) => wish.bus === undefined);

  const volumes = machine.volumes.length;
  return { volumes: chosen.slice(0, volumes), drives: chosen.slice(volumes), added: room.added };
}

/** What a device that is not placed yet leaves open. */
interface Wish {
  /** Where there is room for it on a controller of the first, nobody asks for the next. */
  readonly types: readonly ControllerType[];
  readonly bus?: number | undefined;
  readonly sharingMode: string;
  /** Only the type was left out. */
  readonly exactly?: Slot;
}

export const isPlaced = <T extends Place>(device: T): device is T & Slot =>
  device.controllerType !== undefined &&
  device.controllerBusNumber !== undefined &&
  device.unitNumber !== undefined;

const isSame = (a: Slot, b: Slot): boolean =>
  a.controllerType === b.controllerType &&
  a.controllerBusNumber === b.controllerBusNumber &&
  a.unitNumber === b.unitNumber;

/** A slot without its bus says too little: the manifest is refused, so nothing is chosen. */
function volumeWish(volume: Volume): Wish | undefined {
  const { controllerType = "SCSI", controllerBusNumber: bus, unitNumber } = volume;
  if (isPlaced(volume) || (unitNumber !== undefined && bus === undefined)) return undefined;
  const sharingMode = volume.applicationType === "MicrosoftWSFC" ? "Physical" : "None";
  const wish = { types: [controllerType], bus, sharingMode };
  if (bus === undefined || unitNumber === undefined) return wish;
  return { ...wish, exactly: { controllerType, controllerBusNumber: bus, unitNumber } };
}

/** A drive says type and bus, or neither. */
function driveWish(drive: Drive): Wish | undefined {
  const { controllerType: type, controllerBusNumber: bus, unitNumber } = drive;
  if (unitNumber !== undefined || (type === undefined) !== (bus === undefined)) return undefined;
  if (type === undefined) return { types: ["IDE", "SATA"], sharingMode: "None" };
  return type === "IDE" || type === "SATA" ? { types: [type], bus, sharingMode: "None" } : undefined;
}

/** Where each device was before, as far as it does not ask for another place now. */
function previousSlots(
  devices: readonly (Place & { readonly name: string })[],
  before: readonly (Place & { readonly name: string })[] = [],
): (Slot | undefined)[] {
  const agrees = (now: unknown, was: unknown) => now === undefined || now === was;
  return devices.map((device) => {
    const was = before.find(({ name }) => name === device.name);
    if (!was || !isPlaced(was)) return undefined;
    return agrees(device.controllerType, was.controllerType) &&
      agrees(device.controllerBusNumber, was.controllerBusNumber) &&
      agrees(device.unitNumber, was.unitNumber)
      ? was
      : undefined;
  });
}

/** The controllers of a machine, filling up. */
class Room {
  readonly added: { type: ControllerType; controller: Controller }[] = [];
  readonly #buses: Bus[] = [];
  /** Units in use, also of controllers that are not there. */
  readonly #used = new Map<string, Set<number>>();

  constructor({ controllers }: Machine, found: readonly Slot[]) {
    for (const type of Object.keys(controllerTypes) as ControllerType[])
      for (const controller of controllers[controllerTypes[type].list] ?? [])
        this.#buses.push(this.#busOf(type, controller));
    for (const { controllerType, controllerBusNumber } of found)
      if (!this.#bus(controllerType, controllerBusNumber))
        this.#buses.push(this.#busOf(controllerType, { busNumber: controllerBusNumber }));
  }

  /** A drive with a place brings the controller that it names; a volume has to find its own. */
  bring({ controllerType: type, controllerBusNumber }: Slot): void {
    if (type === "IDE" || type === "SATA") this.#thisBus(type, controllerBusNumber, "None");
  }

  occupy({ controllerType, controllerBusNumber, unitNumber }: Slot): void {
    this.#usedOn(controllerType, controllerBusNumber).add(unitNumber);
  }

  /** The slot, if nobody sits there. */
  keep(slot: Slot | undefined): Slot | undefined {
    if (!slot) return undefined;
    const { controllerType, controllerBusNumber, unitNumber } = slot;
    if (this.#usedOn(controllerType, controllerBusNumber).has(unitNumber)) return undefined;
    this.occupy(slot);
    return { controllerType, controllerBusNumber, unitNumber };
  }

  choose({ types, bus, sharingMode, exactly }: Wish): Slot | undefined {
    if (exactly) return undefined;
    for (const type of types) {
      const chosen =
        bus === undefined ? this.#anyBus(type, sharingMode) : this.#thisBus(type, bus, sharingMode);
      const unitNumber = chosen && freeUnit(chosen);
      if (!chosen || unitNumber === undefined) continue;
      chosen.used.add(unitNumber);
      return { controllerType: type, controllerBusNumber: chosen.busNumber, unitNumber };
    }
    return undefined;
  }

  /** The lowest bus that is shared as wanted and has room, else a new one. */
  #anyBus(type: ControllerType, sharingMode: string): Bus | undefined {
    const wanted = controllerTypes[type].shareable ? sharingMode : "None";
    const numbers = this.#busNumbers(type);
    const known = numbers.map((number) => this.#bus(type, number));
    const fitting = known.find((bus) => bus?.sharingMode === wanted && freeUnit(bus) !== undefined);
    if (fitting) return fitting;
    for (const number of numbers) {
      const added = known[number] ? undefined : this.#add(type, number, sharingMode);
      if (added) return added;
    }
    return undefined;
  }

  #thisBus(type: ControllerType, busNumber: number, sharingMode: string): Bus | undefined {
    return this.#bus(type, busNumber) ?? this.#add(type, busNumber, sharingMode);
  }

  /** A new controller, unless volumes that name it although it is missing leave no room on it. */
  #add(type: ControllerType, busNumber: number, sharingMode: string): Bus | undefined {
    const shared = controllerTypes[type].shareable ? { sharingMode } : {};
    const controller = { busNumber, ...shared, ...(type === "SCSI" ? { type: "ParaVirtual" } : {}) };
    const bus = this.#busOf(type, controller);
    if (busNumber >= controllerTypes[type].most || freeUnit(bus) === undefined) return undefined;
    this.added.push({ type, controller });
    this.#buses.push(bus);
    return bus;
  }

  #busOf(type: ControllerType, { busNumber, sharingMode = "None", type: model }: Controller): Bus {
    const used = this.#usedOn(type, busNumber);
    return { type, busNumber, sharingMode, units: unitsOf(type, model), used };
  }

  #bus(type: ControllerType, busNumber: number): Bus | undefined {
    return this.#buses.find((bus) => bus.type === type && bus.busNumber === busNumber);
  }

  #usedOn(type: ControllerType, busNumber: number): Set<number> {
    const key = `${type}:${busNumber}`;
    const used = this.#used.get(key) ?? new Set();
    this.#used.set(key, used);
    return used;
  }

  #busNumbers(type: ControllerType): number[] {
    return Array.from({ length: controllerTypes[type].most }, (_, number) => number);
  }
}
