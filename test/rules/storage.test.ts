/** Volumes, controllers and drives, from a manifest to its slots: stories that one row alone does not tell. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { rules } from "../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import { upgradeMarks } from "../../rules/lang/annotations.ts";
import { boot, bootImmutability } from "../../rules/virtualmachine/boot.ts";
import { cdrom } from "../../rules/virtualmachine/cdrom.ts";
import { controllers } from "../../rules/virtualmachine/controllers.ts";
import { volumeImmutability, volumes } from "../../rules/virtualmachine/volumes.ts";
import { admit } from "../../runtime/admission/admit.ts";
import { generatorsOf } from "../../runtime/admission/generators.ts";

const generators = generatorsOf("v1.2.3");

const tables = [volumeImmutability, volumes, controllers, cdrom, bootImmutability, boot];
const ids = new Set<string>(tables.flatMap(({ rows }) => rows.map(({ id }) => id)));

const caller = { username: "jane", groups: [] };
const upgraded = {
  [upgradeMarks.build]: "v1",
  [upgradeMarks.schema]: "v1alpha5",
  [upgradeMarks.feature]: "7",
};

const machine = (spec: object, annotations: object = {}, status?: object) => ({
  metadata: { name: "vm", namespace: "ns", annotations },
  spec: { className: "small", storageClass: "fast", powerState: "PoweredOff", ...spec },
  ...(status ? { status } : {}),
});

type Slotted = { name: string; controllerType?: string; controllerBusNumber?: number; unitNumber?: number };

interface Spec {
  volumes?: Slotted[];
  hardware?: { cdrom?: Slotted[]; scsiControllers?: object[]; ideControllers?: object[] };
}

/** What a lookup of many objects answers when there are none. */
const none = { claims: {}, driveImages: {}, clusterDriveImages: {} };

/** What the rows of storage and hardware answer: the spec that is stored, or who refuses which field. */
function ask(object: object, oldObject?: object, lookedUp: object = {}): { spec: Spec; refused: string[] } {
  const operation = oldObject ? ("update" as const) : ("create" as const);
  const request = {
    operation,
    object,
    ...(oldObject ? { oldObject } : {}),
    caller,
    lookedUp: { ...none, ...lookedUp },
  };
  const verdict = admit(rules, request, ["crd", "policy", "webhook"], generators);
  const filled = admit(rules, request, [], generators);
  assert.ok(filled.allowed);
  const refused = verdict.allowed ? [] : verdict.refusals.filter(({ rule }) => ids.has(rule));
  return {
    spec: (filled.object as { spec: Spec }).spec,
    refused: refused.map(({ rule, field }) => `${field} [${rule}]`),
  };
}

const placeOf = ({ controllerType, controllerBusNumber, unitNumber }: Slotted) =>
  `${controllerType}:${controllerBusNumber}:${unitNumber}`;

const claim = (name: string, rest: object = {}) => ({
  name,
  persistentVolumeClaim: { claimName: name },
  ...rest,
});
const at = (unitNumber: number, controllerBusNumber = 0) => ({
  controllerType: "SCSI",
  controllerBusNumber,
  unitNumber,
});
const disk = (name: string, unitNumber: number) => ({ name, ...at(unitNumber) });
const image = { status: { type: "OVF", disks: [disk("boot", 0), disk("more", 1)] } };
const scsi = (busNumber: number, sharingMode = "None") => ({ busNumber, sharingMode, type: "ParaVirtual" });
const both = [{ busNumber: 0 }, { busNumber: 1 }];

test("a new machine's volumes go beside the disks of its image, and its drive to IDE", () => {
  const { spec, refused } = ask(
    machine({
      imageName: "vmi-1",
      guestID: "ubuntu64Guest",
      volumes: [{ name: "root", ...at(0) }, claim("data"), claim("oracle", { applicationType: "OracleRAC" })],
      hardware: { cdrom: [{ name: "cd1", image: { kind: "VirtualMachineImage", name: "iso" } }] },
    }),
    undefined,
    { image },
  );
  assert.equal(refused, []);
  assert.equal(spec.volumes?.map(placeOf), ["SCSI:0:0", "SCSI:0:2", "SCSI:0:3"]);
  assert.equal(spec.hardware?.cdrom?.map(placeOf), ["IDE:0:0"]);
  assert.equal(spec.hardware?.ideControllers, both);
  assert.is(spec.hardware?.scsiControllers, undefined, "the controller is the image's");
});

test("nothing is placed while nobody knows the disks of the image, and nothing is missed", () => {
  const { spec, refused } = ask(machine({ imageName: "vmi-1", volumes: [claim("data")] }));
  assert.equal(refused, []);
  assert.equal(spec.volumes?.[0], claim("data", { diskMode: "Persistent", sharingMode: "None" }));
});

test("a volume that is added to an upgraded machine gets the lowest free slot", () => {
  const hardware = { ideControllers: both, scsiControllers: [scsi(0)] };
  const old = machine(
    { hardware, volumes: [claim("a", at(0)), claim("b", at(1)), claim("c", at(2))] },
    upgraded,
  );
  const added = machine({ hardware, volumes: [claim("a", at(0)), claim("c", at(2)), claim("d")] }, upgraded);
  const { spec, refused } = ask(added, old);
  assert.equal(refused, []);
  assert.equal(spec.volumes?.map(placeOf), ["SCSI:0:0", "SCSI:0:2", "SCSI:0:1"]);
});

test("before a machine is upgraded no place is filled in or required", () => {
  const old = machine({});
  const { spec, refused } = ask(machine({ volumes: [claim("a")] }), old);
  assert.equal(refused, []);
  assert.equal(spec.volumes, [claim("a")]);
});

test("an update that leaves places out keeps them", () => {
  const hardware = { ideControllers: both, scsiControllers: [scsi(0)] };
  const old = machine({ hardware, volumes: [claim("a", at(4))] }, upgraded);
  const { spec, refused } = ask(machine({ hardware, volumes: [claim("new"), claim("a")] }, upgraded), old);
  assert.equal(refused, []);
  assert.equal(spec.volumes?.map(placeOf), ["SCSI:0:0", "SCSI:0:4"]);
});

test("without a free slot a volume is refused", () => {
  const hardware = { ideControllers: both };
  const full = [0, 1].flatMap((bus) =>
    [0, 1].map((unit) =>
      claim(`v${bus}${unit}`, { controllerType: "IDE", controllerBusNumber: bus, unitNumber: unit }),
    ),
  );
  const old = machine({ hardware, volumes: full }, upgraded);
  const { refused } = ask(
    machine({ hardware, volumes: [...full, claim("e", { controllerType: "IDE" })] }, upgraded),
    old,
  );
  assert.equal(refused, [
    "spec.volumes[4].controllerBusNumber [vm/volume-placed/bus]",
    "spec.volumes[4].unitNumber [vm/volume-placed/unit]",
  ]);
});

test("a controller with volumes is not taken away, one without may be", () => {
  const spec = (scsiControllers: object[]) => ({
    hardware: { ideControllers: both, scsiControllers },
    volumes: [claim("a", at(0))],
  });
  const old = machine(spec([scsi(0), scsi(1)]), upgraded);
  assert.equal(ask(machine(spec([scsi(0)]), upgraded), old).refused, []);
  assert.equal(ask(machine(spec([scsi(1)]), upgraded), old).refused, [
    "spec.volumes[0].controllerBusNumber [vm/volume-controller-exists]",
  ]);
});

test("the boot disk stays, another disk of the image may go", () => {
  const status = {
    uniqueID: "vm-1",
    volumes: [disk("vm", 0), disk("vm_1", 1)].map((one) => ({ ...one, type: "Classic" })),
  };
  const list = [claim("boot", at(0)), claim("more", at(1))];
  const old = machine({ volumes: list }, {}, status);
  assert.equal(ask(machine({ volumes: list.slice(0, 1) }, {}, status), old).refused, []);
  assert.equal(ask(machine({ volumes: list.slice(1) }, {}, status), old).refused, [
    "spec.volumes [vm/boot-disk-stays]",
  ]);
});

test("a status that lost a disk does not stand in the way of a boot order that names it", () => {
  const spec = { bootOptions: { bootOrder: [{ type: "Disk", name: "vm" }] } };
  const old = machine(spec, {}, { volumes: [{ name: "vm", type: "Classic" }] });
  assert.equal(ask(machine(spec, {}, {}), old).refused, []);
});

test.run();
