/** What no command shows: that nothing is written without need, and that the operator goes on after every interruption. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Stored } from "../../runtime/client/object.ts";
import type { PowerState } from "../../runtime/driver/vm.ts";
import { STARTER_NAMESPACE as namespace } from "../../runtime/local/kubeconfig.ts";
import { progress } from "../../runtime/local/settled.ts";
import type { VmInput, VmObject } from "../../runtime/reconcile/virtualmachine/sources.ts";
import { eventually, sleep } from "../support/eventually.ts";
import type { World } from "./world.ts";

const KIND = "vmoperator.vmware.com/v1alpha5/VirtualMachine";
const LIMIT = { timeoutMs: 15_000 };

export function resilience(enter: () => Promise<World>): void {
  /** A machine of its own for each story; gone afterwards, also from the hypervisor. */
  const story = (title: string, tell: (world: World, vm: Vm) => Promise<void>) =>
    test(`resilience: ${title}`, async () => {
      const world = await enter();
      const vm = machine(world, title.split(" ").slice(0, 3).join("-").toLowerCase());
      await vm.create();
      try {
        await tell(world, vm);
      } finally {
        await vm.remove();
      }
      assert.equal(await world.driver.listVms(), [], "the hypervisor has no machine left");
    });

  story("a machine that needs nothing costs no write", async (_, vm) => {
    const settled = await vm.settles("PoweredOn");
    await eventually("its address is known", async () => (await vm.get()).status?.network?.primaryIP4);
    const before = await eventually("all is said", async () => {
      const one = (await vm.get()).metadata.resourceVersion;
      await sleep(300);
      return (await vm.get()).metadata.resourceVersion === one && one;
    });
    await sleep(3_000);
    const after = await vm.get();
    assert.is(after.metadata.resourceVersion, before);
    assert.is(after.metadata.uid, settled.metadata.uid);
  });

  story("an operator started in the middle of a task goes on", async ({ driver, ...world }, vm) => {
    driver.admin.holdTasks("create");
    await eventually("the machine is being made", async () => {
      const { uid } = (await vm.get()).metadata;
      return (await driver.findTasks({ actId: uid })).length > 0;
    });
    await world.stopOperator();
    driver.admin.releaseTasks("create");
    await world.startOperator();
    const { metadata } = await vm.settles("PoweredOn");
    const creations = (await driver.findTasks({ actId: metadata.uid })).filter(
      ({ kind }) => kind === "create",
    );
    assert.is(creations.length, 1, "it was made once");
  });

  story(
    "what changes while no operator runs is done afterwards",
    async ({ stopOperator, startOperator }, vm) => {
      await vm.settles("PoweredOn");
      await stopOperator();
      await vm.ask({ powerState: "PoweredOff", powerOffMode: "Hard" });
      await startOperator();
      await vm.settles("PoweredOff");
    },
  );

  story("lost hypervisor events are made up for", async ({ driver }, vm) => {
    await vm.settles("PoweredOn");
    await vm.ask({ powerState: "PoweredOff", powerOffMode: "Hard" });
    driver.admin.dropEvents();
    await vm.settles("PoweredOff");
  });

  story("an unreachable hypervisor is asked again", async ({ driver, failures }, vm) => {
    await vm.settles("PoweredOn");
    driver.admin.setReachable(false);
    failures.length = 0;
    await vm.ask({ powerState: "PoweredOff", powerOffMode: "Hard" });
    await eventually("the failure is reported", () =>
      failures.some((line) => line.includes("does not answer")),
    );
    driver.admin.setReachable(true);
    await vm.settles("PoweredOff");
  });

  story("dropped watches are taken up again", async ({ wire }, vm) => {
    await vm.settles("PoweredOn");
    wire.drop();
    await vm.ask({ powerState: "PoweredOff", powerOffMode: "Hard" });
    await vm.settles("PoweredOff");
  });

  story("a server out of reach is waited for", async ({ wire }, vm) => {
    await vm.settles("PoweredOn");
    wire.cut();
    await vm.ask({ powerState: "PoweredOff", powerOffMode: "Hard" });
    await sleep(500);
    assert.is((await vm.get()).status?.powerState, "PoweredOn");
    wire.mend();
    await vm.settles("PoweredOff");
  });

  story("power changed at the hypervisor is brought back", async ({ driver }, vm) => {
    const { status } = await vm.settles("PoweredOn");
    await driver.admin.setPower(status!.uniqueID!, "PoweredOff");
    await eventually("it is running again", async () => {
      return (await driver.getVm(status!.uniqueID!))?.power === "PoweredOn";
    });
    await vm.settles("PoweredOn");
  });

  story("a failed task is tried again", async ({ driver }, vm) => {
    await vm.settles("PoweredOn");
    driver.admin.setBehaviour("powerOff", { latencyMs: [10, 20], fault: { p: 1, code: "Internal" } });
    await vm.ask({ powerState: "PoweredOff", powerOffMode: "Hard" });
    await eventually("the condition says so", async () => {
      const now = progress(await vm.get());
      return now.state === "waiting" && now.condition?.reason === "Error";
    });
    driver.admin.setBehaviour("powerOff", { latencyMs: [10, 20] });
    await vm.settles("PoweredOff");
  });
}

interface Vm {
  create(): Promise<void>;
  get(): Promise<Stored<VmObject>>;
  ask(spec: NonNullable<VmInput["spec"]>): Promise<void>;
  /** Resolves with the machine once it is in that state and says so. */
  settles(state: PowerState): Promise<Stored<VmObject>>;
  remove(): Promise<void>;
}

/** As an ordinary user has it. */
function machine({ user }: World, name: string): Vm {
  const vms = user.resource(KIND);
  const key = { namespace, name };
  return {
    async create() {
      const spec = {
        className: "my-vm-class",
        imageName: "vmi-0a0044d7c690bcbea",
        storageClass: "my-storage-class",
      };
      await vms.create({ metadata: key, spec } as VmInput);
    },
    get: () => vms.get(key),
    async ask(spec) {
      await vms.patch(key, { merge: { spec } });
    },
    async settles(state) {
      const reached = (vm: Stored<VmObject> | undefined) =>
        vm?.status?.powerState === state && progress(vm).state === "settled";
      return (await vms.waitFor(key, reached, LIMIT))!;
    },
    async remove() {
      await vms.delete(key);
      await vms.waitFor(key, (vm) => vm === undefined, LIMIT);
    },
  };
}
