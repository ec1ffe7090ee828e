/** Placing volumes and drives: what always holds, on random machines, and where each goes, by example. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { UPGRADE_BITS } from "../../rules/lang/annotations.ts";
import { isPlaced, type Machine, type Placement, place } from "../../rules/lang/placement.ts";
import { type ControllerType, controllerTypes, type Slot, unitsOf } from "../../rules/lang/slots.ts";
import { upgrade } from "../../rules/virtualmachine/upgrade.ts";

const types = Object.keys(controllerTypes) as ControllerType[];
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const partialPlace = {
  controllerType: maybe(fc.constantFrom(...types)),
  controllerBusNumber: maybe(fc.integer({ min: 0, max: 3 })),
  unitNumber: maybe(fc.integer({ min: 0, max: 20 })),
};

const listOf = (type: ControllerType) =>
  fc.subarray(Array.from({ length: controllerTypes[type].most }, (_, bus) => bus)).chain((buses) =>
    fc.tuple(
      ...buses.map((busNumber) =>
        fc.record({
          busNumber: fc.constant(busNumber),
          ...(controllerTypes[type].shareable ? { sharingMode: fc.constantFrom("None", "Physical") } : {}),
          ...(type === "SCSI" ? { type: fc.constantFrom("ParaVirtual", "BusLogic") } : {}),
        }),
      ),
    ),
  );

/** Values without the keys that are undefined, as JSON has them. */
const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

const machines: fc.Arbitrary<Machine> = fc
  .record({
    volumes: fc.array(
      fc.record({ ...partialPlace, applicationType: maybe(fc.constantFrom("OracleRAC", "MicrosoftWSFC")) }),
      { maxLength: 40 },
    ),
    drives: fc.array(fc.record(partialPlace), { maxLength: 8 }),
    controllers: fc.record({
      ideControllers: listOf("IDE"),
      nvmeControllers: listOf("NVME"),
      sataControllers: listOf("SATA"),
      scsiControllers: listOf("SCSI"),
    }),
  })
  .map(({ volumes, drives, controllers }) =>
    asJson({
      volumes: volumes.map((volume, i) => ({ ...volume, name: `v${i}` })),
      drives: drives.map((drive, i) => ({ ...drive, name: `cd${i}` })),
      controllers,
    }),
  );

const slots: fc.Arbitrary<Slot[]> = fc.array(
  fc.record({
    controllerType: fc.constantFrom(...types),
    controllerBusNumber: fc.integer({ min: 0, max: 1 }),
    unitNumber: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 4 },
);

/** The machine with everything that was chosen. */
function applied(machine: Machine, { volumes, drives, added }: Placement): Machine {
  const controllers = { ...machine.controllers };
  for (const { type, controller } of added) {
    const { list } = controllerTypes[type];
    controllers[list] = [...(controllers[list] ?? []), controller];
  }
  return {
    volumes: machine.volumes.map((volume, i) => ({ ...volume, ...volumes[i] })),
    drives: machine.drives.map((drive, i) => ({ ...drive, ...drives[i] })),
    controllers,
  };
}

const keyOf = ({ controllerType, controllerBusNumber, unitNumber }: Slot) =>
  `${controllerType}:${controllerBusNumber}:${unitNumber}`;

const chosenIn = ({ volumes, drives }: Placement): Slot[] =>
  [...volumes, ...drives].filter((slot) => slot !== undefined);

const always = (holds: (machine: Machine, found: Slot[]) => void) =>
  fc.assert(fc.property(machines, slots, holds), { numRuns: 300 });

test("no two devices get one slot, and none gets a slot in use", () => {
  always((machine, found) => {
    const placement = place(machine, found);
    const written = [...machine.volumes, ...machine.drives].filter(isPlaced).map(keyOf);
    const keys = chosenIn(placement).map(keyOf);
    assert.is(new Set(keys).size, keys.length);
    for (const key of keys) assert.not([...written, ...found.map(keyOf)].includes(key), key);
  });
});

test("a slot chosen freely exists on a controller that exists, and is never the controller's own", () => {
  always((machine, found) => {
    const placement = place(machine, found);
    const { controllers } = applied(machine, placement);
    const open = {
      volumes: placement.volumes.filter((_, i) => machine.volumes[i]?.unitNumber === undefined),
      drives: placement.drives,
    };
    for (const { controllerType: type, controllerBusNumber, unitNumber } of chosenIn({
      ...placement,
      ...open,
    })) {
      const { list, reserved } = controllerTypes[type];
      const controller = controllers[list]?.find(({ busNumber }) => busNumber === controllerBusNumber);
      const isFound = found.some(
        (s) => s.controllerType === type && s.controllerBusNumber === controllerBusNumber,
      );
      assert.ok(controller ?? isFound, "no such controller");
      assert.ok(unitNumber >= 0 && unitNumber < unitsOf(type, controller?.type));
      assert.is.not(unitNumber, reserved);
    }
  });
});

test("what the manifest says stays as it says", () => {
  always((machine, found) => {
    const after = applied(machine, place(machine, found));
    for (const [i, volume] of machine.volumes.entries())
      assert.equal({ ...after.volumes[i], ...volume }, after.volumes[i]);
    for (const [i, drive] of machine.drives.entries())
      assert.equal({ ...after.drives[i], ...drive }, after.drives[i]);
  });
});

test("no machine gets more controllers than a type allows, and no bus twice", () => {
  always((machine, found) => {
    const { controllers } = applied(machine, place(machine, found));
    for (const { list, most } of Object.values(controllerTypes)) {
      const buses = (controllers[list] ?? []).map(({ busNumber }) => busNumber);
      assert.is(new Set(buses).size, buses.length);
      assert.ok(buses.every((bus) => bus < most));
    }
  });
});

test("a second time changes nothing, and order of asking gives one answer", () => {
  always((machine, found) => {
    const placement = place(machine, found);
    assert.equal(place(machine, found), placement);
    const again = place(applied(machine, placement), found);
    assert.equal(chosenIn(again), []);
    assert.equal(again.added, []);
  });
});

test("a device that had a slot keeps it where the update leaves it out", () => {
  always((machine) => {
    const before = applied(machine, place(machine));
    const written = [...machine.volumes, ...machine.drives].filter(isPlaced).map(keyOf);
    fc.pre(new Set(written).size === written.length);
    const now = { ...machine, controllers: before.controllers };
    const after = applied(now, place(now, [], before));
    assert.equal(after.volumes, before.volumes);
    assert.equal(after.drives, before.drives);
  });
});

const volume = (name: string, rest: object = {}) => ({ name, ...rest });
const nothing = { volumes: [], drives: [], controllers: {} };
const slot = (controllerType: ControllerType, controllerBusNumber: number, unitNumber: number): Slot => ({
  controllerType,
  controllerBusNumber,
  unitNumber,
});

test("the first volume brings a ParaVirtual SCSI controller that is not shared", () => {
  const { volumes, added } = place({ ...nothing, volumes: [volume("a"), volume("b")] });
  assert.equal(volumes, [slot("SCSI", 0, 0), slot("SCSI", 0, 1)]);
  assert.equal(added, [
    { type: "SCSI", controller: { busNumber: 0, sharingMode: "None", type: "ParaVirtual" } },
  ]);
});

test("a MicrosoftWSFC volume goes to a controller with physical sharing, an OracleRAC volume to one without", () => {
  const scsiControllers = [{ busNumber: 0, sharingMode: "None", type: "ParaVirtual" }];
  const { volumes, added } = place({
    ...nothing,
    volumes: [
      volume("w", { applicationType: "MicrosoftWSFC" }),
      volume("o", { applicationType: "OracleRAC" }),
    ],
    controllers: { scsiControllers },
  });
  assert.equal(volumes, [slot("SCSI", 1, 0), slot("SCSI", 0, 0)]);
  assert.equal(added, [
    { type: "SCSI", controller: { busNumber: 1, sharingMode: "Physical", type: "ParaVirtual" } },
  ]);
});

test("volumes go beside the disks of the image, on the controllers that the image brings", () => {
  const { volumes, added } = place({ ...nothing, volumes: [volume("a")] }, [
    slot("SCSI", 0, 0),
    slot("SCSI", 0, 1),
  ]);
  assert.equal(volumes, [slot("SCSI", 0, 2)]);
  assert.equal(added, []);
});

test("the slot of the controller itself is passed over", () => {
  const volumes = Array.from({ length: 9 }, (_, i) => volume(`v${i}`));
  assert.equal(
    place({ ...nothing, volumes }).volumes.map((one) => one?.unitNumber),
    [0, 1, 2, 3, 4, 5, 6, 8, 9],
  );
});

test("a volume that names type or bus gets a unit there; a bus that does not exist is added", () => {
  const { volumes, added } = place({
    ...nothing,
    volumes: [volume("a", { controllerType: "NVME" }), volume("b", { controllerBusNumber: 2 })],
  });
  assert.equal(volumes, [slot("NVME", 0, 0), slot("SCSI", 2, 0)]);
  assert.equal(
    added.map(({ type, controller }) => [type, controller.busNumber]),
    [
      ["SCSI", 2],
      ["NVME", 0],
    ],
  );
});

test("a full place is taken as it stands, and brings no controller", () => {
  const { volumes, added } = place({ ...nothing, volumes: [volume("a", slot("SCSI", 3, 5))] });
  assert.equal(volumes, [undefined]);
  assert.equal(added, []);
});

test("drives take IDE first and SATA then", () => {
  const drives = Array.from({ length: 5 }, (_, i) => volume(`cd${i}`));
  const { drives: chosen, added } = place({ ...nothing, drives });
  assert.equal(
    chosen.map((one) => one && keyOf(one)),
    ["IDE:0:0", "IDE:0:1", "IDE:1:0", "IDE:1:1", "SATA:0:0"],
  );
  assert.equal(
    added.map(({ type }) => type),
    ["IDE", "IDE", "SATA"],
  );
});

test("without room nothing is chosen", () => {
  const controllers = { ideControllers: [{ busNumber: 0 }, { busNumber: 1 }] };
  const volumes = Array.from({ length: 5 }, (_, i) => volume(`v${i}`, { controllerType: "IDE" }));
  const placement = place({ ...nothing, volumes, controllers });
  assert.is(placement.volumes.filter((one) => one !== undefined).length, 4);
  assert.is(placement.volumes[4], undefined);
});

test("a machine counts as upgraded when it had every step of the upgrade table", () => {
  assert.equal([...UPGRADE_BITS].sort(), upgrade.rows.map(({ bit }) => bit).sort());
});

test.run();
