/**
 * What placing devices reads of a VirtualMachine, and whether an object has that form. Admission comes before an API
 * server validates against the schema, so that anything can arrive.
 */
import type { Drive, Volume } from "./placement.ts";
import { type Controller, type ControllerList, controllerTypes, type Slot } from "./slots.ts";

export type Hardware = { readonly [list in ControllerList]?: readonly Controller[] } & {
  readonly cdrom?: readonly Drive[];
};

export interface VirtualMachine {
  readonly spec?: {
    readonly imageName?: string;
    readonly image?: object;
    readonly volumes?: readonly Volume[];
    readonly hardware?: Hardware;
  };
  readonly status?: {
    readonly uniqueID?: string;
    readonly volumes?: readonly Partial<Slot>[];
    readonly hardware?: {
      readonly controllers?: readonly {
        readonly type: Slot["controllerType"];
        readonly busNumber: number;
        readonly devices?: readonly { readonly unitNumber: number }[];
      }[];
    };
  };
}

type Form = (value: unknown) => boolean;

const text: Form = (value) => typeof value === "string";
const number: Form = (value) => typeof value === "number";
const type: Form = (value) => typeof value === "string" && Object.hasOwn(controllerTypes, value);
const list =
  (item: Form): Form =>
  (value) =>
    Array.isArray(value) && value.every(item);

/** An object whose fields have these forms where they are there; `must` names those that have to be. */
const record =
  (fields: { readonly [name: string]: Form }, ...must: readonly string[]): Form =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(fields).every(([name, form]) => {
      const field: unknown = Object.hasOwn(value, name)
        ? (value as { [name: string]: unknown })[name]
        : undefined;
      return field === undefined ? !must.includes(name) : form(field);
    });

const slot = { controllerType: type, controllerBusNumber: number, unitNumber: number };
const controllers = list(record({ busNumber: number, sharingMode: text, type: text }, "busNumber"));
const controllerLists = Object.fromEntries(
  Object.values(controllerTypes).map(({ list: name }) => [name, controllers]),
);

const machine = record({
  spec: record({
    imageName: text,
    image: record({}),
    volumes: list(record({ ...slot, name: text, applicationType: text }, "name")),
    hardware: record({ ...controllerLists, cdrom: list(record({ ...slot, name: text }, "name")) }),
  }),
  status: record({
    uniqueID: text,
    volumes: list(record(slot)),
    hardware: record({
      controllers: list(
        record(
          { type, busNumber: number, devices: list(record({ unitNumber: number }, "unitNumber")) },
          "type",
          "busNumber",
        ),
      ),
    }),
  }),
});

/** Whether an object can be read as a VirtualMachine. Where not, the schema will refuse it. */
export const isVirtualMachine = (object: unknown): object is VirtualMachine => machine(object);
