/** The volumes and CD-ROM drives of a VirtualMachine, placed: what `placement.ts` chooses, as changes of the object. */
import type { Change } from "./draft.ts";
import { type Hardware, isVirtualMachine, type VirtualMachine } from "./machine-shape.ts";
import { isPlaced, type Machine, place } from "./placement.ts";
import { controllerTypes, type Slot } from "./slots.ts";

/** Of an image what is read here. */
interface Image {
  readonly status?: { readonly type?: string; readonly disks?: readonly Partial<Slot>[] };
}

/** What a row may know of the machine's image, from either of its two kinds. */
export interface KnownImage {
  readonly image?: Image;
  readonly clusterImage?: Image;
}

/**
 * Slots for the devices that have none, and the controllers they need. Nothing while the disks of the image are not
 * known, for they take slots too, and nothing in an object that is no VirtualMachine.
 */
export function placeDevices(vm: unknown, oldVm: unknown, known: KnownImage): Change[] {
  if (!isVirtualMachine(vm)) return [];
  const machine = machineOf(vm);
  if (machine.volumes.every(isPlaced) && machine.drives.every(isPlaced) && hasControllers(machine)) return [];
  const found = slotsInUse(vm, known);
  if (!found) return [];
  const before = isVirtualMachine(oldVm) ? machineOf(oldVm) : undefined;
  const { volumes, drives, added } = place(machine, found, before);
  return [
    ...machine.volumes.flatMap((volume, i) => filled(["spec", "volumes", String(i)], volume, volumes[i])),
    ...machine.drives.flatMap((drive, i) =>
      filled(["spec", "hardware", "cdrom", String(i)], drive, drives[i]),
    ),
    ...withControllers(vm.spec?.hardware, added),
  ];
}

/** Whether the controllers that drives name are there. */
const hasControllers = ({ drives, controllers }: Machine): boolean =>
  drives.every(({ controllerType, controllerBusNumber }) =>
    controllers[controllerTypes[controllerType!].list]?.some(
      ({ busNumber }) => busNumber === controllerBusNumber,
    ),
  );

const machineOf = ({ spec }: VirtualMachine): Machine => ({
  volumes: spec?.volumes ?? [],
  drives: spec?.hardware?.cdrom ?? [],
  controllers: spec?.hardware ?? {},
});

/** Slots that something sits on, whether or not the manifest names it; undefined while nobody can know. */
function slotsInUse({ spec, status }: VirtualMachine, known: KnownImage): Slot[] | undefined {
  if (status?.uniqueID) {
    const devices = (status.hardware?.controllers ?? []).flatMap(({ type, busNumber, devices = [] }) =>
      devices.map(({ unitNumber }) => ({ controllerType: type, controllerBusNumber: busNumber, unitNumber })),
    );
    return [...devices, ...(status.volumes ?? []).filter(isPlaced)];
  }
  if (!spec?.image && !spec?.imageName) return [];
  const image = (known.image ?? known.clusterImage)?.status;
  return image?.type === "ISO" ? [] : image?.disks?.filter(isPlaced);
}

/** The fields of a slot that the device did not say. */
const filled = (path: readonly string[], device: Partial<Slot>, slot: Slot | undefined): Change[] =>
  Object.entries(slot ?? {})
    .filter(([field]) => device[field as keyof Slot] === undefined)
    .map(([field, value]) => ({ op: "add", path: [...path, field], value }));

function withControllers(hardware: Hardware | undefined, added: ReturnType<typeof place>["added"]): Change[] {
  const lists = Object.values(controllerTypes).flatMap(({ list }) => {
    const more = added.flatMap(({ type, controller }) =>
      controllerTypes[type].list === list ? [controller] : [],
    );
    const old = hardware?.[list];
    const op = old === undefined ? ("add" as const) : ("replace" as const);
    return more.length === 0 ? [] : [{ op, list, value: [...(old ?? []), ...more] }];
  });
  if (hardware || lists.length === 0)
    return lists.map(({ list, ...change }) => ({ path: ["spec", "hardware", list], ...change }));
  const value = Object.fromEntries(lists.map(({ list, value }) => [list, value]));
  return [{ op: "add", path: ["spec", "hardware"], value }];
}
