/** The committed outputs, used as their readers use them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { Testing } from "cdk8s";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { VirtualMachine } from "../../generated/constructs/vmoperator.vmware.com/v1alpha5/virtualmachine.ts";
import { type ResourceInputs, resources } from "../../generated/resources.ts";

const root = path.join(import.meta.dirname, "../..");
const readJson = (file: string) => JSON.parse(readFileSync(path.join(root, "generated", file), "utf8"));

const vm = {
  apiVersion: "vmoperator.vmware.com/v1alpha5",
  kind: "VirtualMachine",
  metadata: { name: "my-vm", namespace: "my-ns" },
  spec: { className: "small", imageName: "ubuntu", storageClass: "fast", powerState: "PoweredOn" },
} as const satisfies ResourceInputs["vmoperator.vmware.com/v1alpha5/VirtualMachine"];

test("the resource table says what the CRDs say", () => {
  const crds = readdirSync(path.join(root, "crds"))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => parse(readFileSync(path.join(root, "crds", file), "utf8")).spec);
  const said = crds.flatMap(({ group, names, scope, versions }) =>
    versions.map(({ name }: { name: string }) => [
      `${group}/${name}/${names.kind}`,
      names.plural,
      scope === "Namespaced",
    ]),
  );
  const table = Object.entries(resources).map(([key, r]) => [key, r.plural, r.namespaced]);
  assert.equal(table.sort(), said.sort());
});

test("the JSON Schema accepts a machine, and names what is wrong with another", () => {
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
  addFormats.default(ajv);
  const validate = ajv.compile(readJson("jsonschema/vmoperator.vmware.com/v1alpha5/virtualmachine.json"));
  assert.ok(validate(vm), JSON.stringify(validate.errors));
  assert.not(validate({ ...vm, apiVersion: "v1", spec: { ...vm.spec, powerState: "On", clasName: "x" } }));
  assert.equal(validate.errors?.map((e) => `${e.instancePath} ${e.keyword}`).sort(), [
    "/apiVersion const",
    "/spec additionalProperties",
    "/spec/powerState enum",
  ]);
});

test("every reference in an OpenAPI document leads somewhere, and every operation has its own name", () => {
  const document = readJson("openapi/vmoperator.vmware.com.v1alpha5.json");
  const names: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === "$ref") assert.ok(document.components.schemas[inner.split("/").at(-1)], inner);
      if (key === "operationId") names.push(inner);
      visit(inner);
    }
  };
  visit(document);
  assert.ok(names.includes("createVmoperatorVmwareComV1alpha5NamespacedVirtualMachine"));
  assert.is(new Set(names).size, names.length);
});

test("a construct makes the manifest of its kind", () => {
  const chart = Testing.chart();
  new VirtualMachine(chart, "vm", { metadata: { name: "my-vm", namespace: "my-ns" }, spec: vm.spec });
  assert.equal(Testing.synth(chart), [vm]);
  assert.equal(VirtualMachine.manifest({ metadata: vm.metadata, spec: vm.spec }), vm);
});

test.run();

// @ts-expect-error a construct refuses a value that the API does not know
export const wrongValue = () => VirtualMachine.manifest({ spec: { powerState: "On" } });
// @ts-expect-error and a field
export const wrongField = () => VirtualMachine.manifest({ spec: { clasName: "small" } });
