/** `vmop explain`: every verdict with the row that gives it, every mistake of the input in one line. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Explanation } from "../../../runtime/explain/explain.ts";
import { explain, machine, manifest, root } from "./command.ts";

const parameters = {
  apiVersion: "admission.vmoperator.vmware.com/v1alpha1",
  kind: "AdmissionParameters",
  metadata: { name: "default" },
  spec: { privilegedUsers: ["gardener"] },
};

const asData = async (...args: string[]): Promise<Explanation[]> =>
  JSON.parse((await explain(...args, "--json")).printed);

test("a new machine is allowed, and each field that was left out is told with the row that fills it", async () => {
  const { code, printed, complained } = await explain(manifest("new.yaml", machine()));
  assert.equal([code, complained], [0, ""]);
  assert.match(printed, /^VirtualMachine shop\/web-01: create by developer: allowed$/m);
  assert.match(
    printed,
    '  fills spec.powerState = "PoweredOn" (vm/on-by-default, by a mutating admission policy',
  );
  assert.match(printed, '  fills spec.suspendMode = "TrySoft" (vm/suspend-tries-softly, by the CRD)');
  assert.match(
    printed,
    /fills spec\.biosUUID = "[0-9a-f-]{36}" \(vm\/random-bios-uuid, by the admission webhook\)/,
  );
  assert.match(printed, /\d{2,} rows asked, 0 refused, \d+ fields filled$/);
});

test("what a row takes away is told too", async () => {
  const annotations = { "vmoperator.vmware.com/upgraded-to-feature-version": "7" };
  const { printed } = await explain(manifest("copied.yaml", machine({}, { annotations })));
  assert.match(
    printed,
    "  removes metadata.annotations[vmoperator.vmware.com/upgraded-to-feature-version] (vm/new-is-not-upgraded/feature, by the admission webhook)",
  );
  assert.match(
    printed,
    'fills metadata.annotations[vmoperator.vmware.com/created-at-build-version] = "v1.2.3"',
  );
  assert.match(printed, /0 refused, \d+ fields filled, 1 removed$/);
});

test("a field that was written is not filled", async () => {
  const [told] = await asData(manifest("off.yaml", machine({ powerState: "PoweredOff" })));
  assert.not.ok(told!.filled.some(({ field }) => field === "spec.powerState"));
});

test("a change that a row forbids is told with field, sentence, place and source, and exits with 1", async () => {
  const old = manifest("old.yaml", machine());
  const { code, printed } = await explain(old, manifest("changed.yaml", machine({ storageClass: "silver" })));
  assert.is(code, 1);
  assert.match(printed, /^VirtualMachine shop\/web-01: update by developer: refused$/m);
  assert.match(
    printed,
    `  refuses spec.storageClass: Invalid value: cannot be set later, replaced or removed [vm/storage-class-fixed]
    A machine keeps the storage class it was created with.
    enforced by the CRD: reads the object, old and new
    from upstream:V16`,
  );
});

test("all places are asked at once, and items are told with their index", async () => {
  const interfaces = [{ name: "eth0" }, { name: "eth1", gateway4: "nowhere" }];
  const file = manifest(
    "many.yaml",
    machine({
      powerState: "Suspended",
      biosUUID: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01",
      network: { interfaces },
    }),
  );
  const [told] = await asData(file);
  const found = Object.fromEntries(told!.refusals.map(({ rule, field, place }) => [rule, [field, place]]));
  assert.equal(found["vm/power/not-born-suspended"], ["spec.powerState", "crd"]);
  assert.equal(found["vm/gateway4-is-ipv4"], ["spec.network.interfaces[1].gateway4", "crd"]);
  assert.equal(found["vm/bios-uuid-by-hand"], ["spec.biosUUID", "webhook"]);
});

test("who asks decides", async () => {
  const old = manifest("unchecked.yaml", machine());
  const held = manifest(
    "checked.yaml",
    machine({}, { annotations: { "delete.check.vmoperator.vmware.com/ad": "waiting" } }),
  );
  assert.is((await explain(old, held)).code, 1);
  assert.is((await explain(old, held, "--as", "kubernetes-admin")).code, 0);
  const trusted = await explain(old, held, "--group", "vmoperator.vmware.com:privileged");
  assert.is(trusted.code, 0);
});

test("an object that is only in the first file is deleted, and so are those of one file with --delete", async () => {
  const both = manifest("both.yaml", parameters, machine());
  const one = manifest("one.yaml", machine());
  const decisions = (told: Explanation[]) =>
    told.map(({ name, operation, allowed }) => `${name} ${operation} ${allowed ? "allowed" : "refused"}`);
  assert.equal(decisions(await asData(both, one)), ["shop/web-01 update allowed", "default delete refused"]);
  assert.equal(decisions(await asData(both, "--delete")), [
    "default delete refused",
    "shop/web-01 delete allowed",
  ]);
});

test("rows that look up other objects find those of --with, and say what they did not find", async () => {
  const request = {
    apiVersion: "vmoperator.vmware.com/v1alpha5",
    kind: "VirtualMachineGroupPublishRequest",
    metadata: { name: "shop", namespace: "shop" },
    spec: { source: "shop", target: "images" },
  };
  const group = {
    apiVersion: "vmoperator.vmware.com/v1alpha5",
    kind: "VirtualMachineGroup",
    metadata: { name: "shop", namespace: "shop" },
  };
  const file = manifest("publish.yaml", request);
  const [alone] = await asData(file);
  const [beside] = await asData(file, "--with", manifest("group.yaml", group));
  const missesGroup = ({ refusals }: Explanation) =>
    refusals.some(({ rule, place }) => rule === "grouppublish/group-exists" && place === "webhook");
  assert.equal([missesGroup(alone!), missesGroup(beside!)], [true, false]);
  assert.ok(alone!.missing.includes("VirtualMachineGroup shop"));
  assert.not.ok(beside!.missing.includes("VirtualMachineGroup shop"));
  assert.match(
    (await explain(file)).printed,
    /taken as absent, for --with does not give them: .*VirtualMachineGroup shop/,
  );
});

test("parameters of admission among --with say who is privileged", async () => {
  const chosen = manifest("chosen.yaml", machine({ biosUUID: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01" }));
  const as = ["--as", "gardener"];
  assert.is((await explain(chosen, ...as)).code, 1);
  assert.is((await explain(chosen, ...as, "--with", manifest("parameters.yaml", parameters))).code, 0);
});

test("the object's form comes first, in the API server's words, and no row is asked", async () => {
  const wrong = machine({ minHardwareVersion: "seventeen", powerState: "Suspended" });
  const { code, printed } = await explain(manifest("wrong.yaml", wrong));
  assert.is(code, 1);
  assert.match(
    printed,
    '  the API server refuses: spec.minHardwareVersion: Invalid value: "string": spec.minHardwareVersion in body must be of type integer: "string"',
  );
  assert.match(printed, "no row was asked");
  assert.not.match(printed, "not-born-suspended");
  const unknown = await explain(manifest("unknown.yaml", machine({ clasName: "small" })));
  assert.match(unknown.printed, 'strict decoding error: unknown field "spec.clasName"');
});

test("an update leaves the status as it was", async () => {
  const running = machine({ powerState: "PoweredOn" }, {}, { status: { powerState: "PoweredOn" } });
  const old = manifest("running.yaml", running);
  const claims = machine({ powerState: "Suspended" }, {}, { status: { powerState: "PoweredOff" } });
  assert.is((await explain(old, manifest("suspend.yaml", claims))).code, 0);
});

test("an object that is being deleted may lose its finalizers, whatever policies say", async () => {
  const annotations = { "delete.check.vmoperator.vmware.com/ad": "waiting" };
  const going = { deletionTimestamp: "2026-01-02T03:04:05Z", finalizers: ["example.com/hold"] };
  const old = manifest("going.yaml", machine({}, { ...going, annotations }));
  const letGo = manifest("gone.yaml", machine({}, { deletionTimestamp: going.deletionTimestamp }));
  assert.is((await explain(old, letGo)).code, 0);
});

// biome-ignore format: a table
const UNREADABLE: readonly (readonly [what: string, text: string, complaint: RegExp])[] = [
  ["bad YAML",         "apiVersion: v1\nkind: [VirtualMachine\n", /^\S+bad-YAML\.yaml:\d: is not YAML: /],
  ["no name",          "apiVersion: v1\nkind: Pod\n",             /^\S+no-name\.yaml:1: Pod: metadata\.name is not set$/],
  ["a misspelt kind",  JSON.stringify(machine()).replace("VirtualMachine", "VirtualMachin"), /:1: there is no kind VirtualMachin here; did you mean VirtualMachine\?$/],
  ["another version",  JSON.stringify(machine()).replace("v1alpha5", "v1alpha9"), /:1: there is no VirtualMachine in vmoperator\.vmware\.com\/v1alpha9, only in vmoperator\.vmware\.com\/v1alpha5/],
  ["another API",      "apiVersion: v1\nkind: Teapot\nmetadata: {name: a}\n", /:1: there is no kind Teapot here$/],
];

for (const [what, text, complaint] of UNREADABLE) {
  test(`refused to read: ${what}`, async () => {
    const { code, printed, complained } = await explain(manifest(`${what.replaceAll(" ", "-")}.yaml`, text));
    assert.equal([code, printed], [2, ""]);
    assert.match(complained, complaint);
  });
}

test("a missing file, too many files and an unknown option exit with 2", async () => {
  const missing = await explain("missing.yaml");
  assert.equal(
    [missing.code, missing.complained],
    [2, "missing.yaml: cannot be read: there is no such file"],
  );
  for (const args of [[], ["a", "b", "c"], ["a", "b", "--delete"], ["a", "--loud"]]) {
    const { code, complained } = await explain(...args);
    assert.is(code, 2);
    assert.match(complained, /^vmop explain: .*\n\nUsage: vmop explain/);
  }
});

test("the README shows what is printed", async () => {
  const myVm = join(root, "test/conformance/manifests/my-vm.yaml");
  const gold = readFileSync(myVm, "utf8").replace("my-storage-class", "gold");
  const { printed } = await explain(myVm, manifest("gold.yaml", gold));
  const [, shown] = /^\$ npm start -- explain .*\n([\s\S]*?)^```/m.exec(
    readFileSync(join(root, "README.md"), "utf8"),
  )!;
  const withoutCount = (text: string) => text.replace(/\d+ rows asked/, "… rows asked").trimEnd();
  assert.is(withoutCount(printed), withoutCount(shown!));
});

test.run();
