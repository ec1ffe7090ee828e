/** The slots of storage controllers. Source: spec:vm-v1alpha5#controller-types. */

export type ControllerType = "IDE" | "NVME" | "SATA" | "SCSI";

/** The list of `spec.hardware` that holds the controllers of a type. */
export type ControllerList = "ideControllers" | "nvmeControllers" | "sataControllers" | "scsiControllers";

interface ControllerLimits {
  readonly list: ControllerList;
  /** How many of them a machine has at most; buses are numbered from 0. */
  readonly most: number;
  /** Units are numbered from 0 to one below; for SCSI this is what every model has. */
  readonly units: number;
  /** The unit that the controller itself sits on. */
  readonly reserved?: number;
  /** Whether machines can share the bus. */
  readonly shareable: boolean;
}

export const controllerTypes: { readonly [type in ControllerType]: ControllerLimits } = {
  IDE: { list: "ideControllers", most: 2, units: 2, shareable: false },
  NVME: { list: "nvmeControllers", most: 4, units: 64, shareable: true },
  SATA: { list: "sataControllers", most: 4, units: 30, shareable: false },
  SCSI: { list: "scsiControllers", most: 4, units: 16, reserved: 7, shareable: true },
};

/** A ParaVirtual SCSI controller has more units than the other models. */
const PARAVIRTUAL_UNITS = 65;

/** How many units a controller numbers, the reserved one among them. */
export const unitsOf = (type: ControllerType, model?: string): number =>
  type === "SCSI" && model === "ParaVirtual" ? PARAVIRTUAL_UNITS : controllerTypes[type].units;

export interface Slot {
  readonly controllerType: ControllerType;
  readonly controllerBusNumber: number;
  readonly unitNumber: number;
}

/** A controller as a manifest says it; the model, `type`, is SCSI's alone. */
export interface Controller {
  readonly busNumber: number;
  readonly sharingMode?: string;
  readonly type?: string;
}

/** A controller with the units that are in use. */
export interface Bus {
  readonly type: ControllerType;
  readonly busNumber: number;
  readonly sharingMode: string;
  readonly units: number;
  readonly used: Set<number>;
}

/** The lowest unit that is neither in use nor reserved; undefined where the controller is full. */
export function freeUnit({ type, units, used }: Bus): number | undefined {
  for (let unit = 0; unit < units; unit++)
    if (unit !== controllerTypes[type].reserved && !used.has(unit)) return unit;
  return undefined;
}
