import * as assert from "uvu/assert";
import type { CreateSpec } from "../../../../runtime/driver/spec.ts";
import type { Story } from "./stage.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function createStories(story: Story): void {
  story("creates a machine that is off and as specified", async (at) => {
    const spec = {
      ...at.spec("one", "tools"),
      extraConfig: { "guestinfo.a": "b" },
      annotation: "for a test",
    };
    const task = await at.ended(at.driver.createVm(spec, at.op()));
    assert.equal([task.kind, task.state, task.changed], ["create", "success", true]);
    const vm = await at.vm(task.target);
    assert.is(vm.name, "one");
    assert.is(vm.annotation, "for a test");
    assert.is(vm.power, "PoweredOff");
    assert.is(vm.bootTime, undefined);
    assert.match(vm.instanceUuid, UUID);
    assert.match(vm.biosUuid, UUID);
    assert.equal(vm.hw, spec.hw);
    assert.is(vm.extraConfig["guestinfo.a"], "b");
    assert.is(vm.place.folder, spec.folder);
    assert.is(vm.place.pool, spec.place.pool);
    assert.is(vm.disks.length, spec.disks.length);
    assert.equal(
      vm.nics.map(({ network }) => network),
      spec.nics.map(({ network }) => network),
    );
    assert.is(vm.guest.tools, "NotRunning");
    assert.is(vm.connection, "connected");
  });

  story("gives a machine the identity asked for and finds it by either", async (at) => {
    const ids = {
      instanceUuid: "0d6a1f9e-4b1c-4a53-9f0e-0123456789ab",
      biosUuid: "3b2c9f0e-77aa-4f3c-8a51-abcdef012345",
    };
    const vm = await at.created({ ...at.spec("one", "tools"), ...ids });
    assert.equal([vm.instanceUuid, vm.biosUuid], [ids.instanceUuid, ids.biosUuid]);
    assert.is(await at.driver.findVm({ instanceUuid: ids.instanceUuid }), vm.id);
    assert.is(await at.driver.findVm({ id: "gone", instanceUuid: ids.instanceUuid }), vm.id);
    assert.is(await at.driver.findVm({ id: vm.id }), vm.id);
    assert.is(await at.driver.findVm({ id: "gone" }), undefined);
  });

  story("takes UUIDs and MAC addresses in any case and shows them in lower case", async (at) => {
    const instanceUuid = "0D6A1F9E-4B1C-4A53-9F0E-0123456789AB";
    const spec = at.spec("one", "tools");
    const nics = spec.nics.map((nic) => ({ ...nic, mac: "00:50:56:AB:CD:EF" }));
    const vm = await at.created({ ...spec, instanceUuid, biosUuid: instanceUuid, nics });
    assert.is(vm.instanceUuid, instanceUuid.toLowerCase());
    assert.is(vm.biosUuid, instanceUuid.toLowerCase());
    assert.is(vm.nics[0]?.mac, "00:50:56:ab:cd:ef");
    assert.is(await at.driver.findVm({ instanceUuid }), vm.id);
  });

  story("takes a second create of the same instance UUID for the same machine", async (at) => {
    const spec = { ...at.spec("one", "tools"), instanceUuid: "0d6a1f9e-4b1c-4a53-9f0e-0123456789ab" };
    const vm = await at.created(spec);
    const again = await at.ended(at.driver.createVm(spec, at.op()));
    assert.equal([again.state, again.changed, again.target], ["success", false, vm.id]);
    assert.equal(await at.driver.listVms(), [vm.id]);
  });

  story("refuses a name twice in a folder, not in two", async (at) => {
    const spec = at.spec("one", "tools");
    await at.created(spec);
    await at.refused("AlreadyExists", at.driver.createVm(spec, at.op()));
    const other = await at.created({ ...spec, folder: `${spec.folder}-2` });
    assert.equal(await at.driver.listVms(`${spec.folder}-2`), [other.id]);
    assert.is((await at.driver.listVms()).length, 2);
  });

  story("names what it cannot use, and leaves nothing behind", async (at) => {
    const spec = at.spec("one", "tools");
    const wrong: [path: string, spec: CreateSpec][] = [
      ["name", { ...spec, name: "" }],
      ["biosUuid", { ...spec, biosUuid: "no-uuid" }],
      ["hw.cpus", { ...spec, hw: { ...spec.hw, cpus: 0 } }],
      ["hw.memoryMB", { ...spec, hw: { ...spec.hw, memoryMB: 0.5 } }],
      ["hw.hwVersion", { ...spec, hw: { ...spec.hw, hwVersion: 10_000 } }],
      ["place.pool", { ...spec, place: { ...spec.place, pool: "none" } }],
      ["place.datastore", { ...spec, place: { ...spec.place, datastore: "none" } }],
      ["nics[0].network", { ...spec, nics: [{ network: "none" }] }],
      ["disks[0].image", { ...spec, disks: [{ image: { item: "none", disk: "none" } }] }],
      ["disks[0].capacityBytes", { ...spec, disks: [{}] }],
      ["cdroms[0].iso", { ...spec, cdroms: [{ iso: "none" }] }],
    ];
    for (const [path, bad] of wrong) {
      const task = await at.refused("InvalidArgument", at.driver.createVm(bad, at.op()));
      assert.is(task.error?.path, path);
      assert.not(task.error?.transient);
    }
    assert.equal(await at.driver.listVms(), []);
    await at.created(spec);
  });
}
