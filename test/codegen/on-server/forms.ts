/** For each sample of a union or of a type that contains itself: does an API server give the verdict that it should? */
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { eventually } from "../../support/eventually.ts";
import type { Send } from "../../support/http.ts";
import { recursionSamples, type Sample, unionSamples } from "../form-samples.ts";

const scenarios = path.join(import.meta.dirname, "../scenarios");

const verdict = ({ what, accepted }: Sample) => `${what}: ${accepted ? "accepted" : "refused"}`;

/** Declares the tests. */
export function givesVerdicts(send: Send): void {
  for (const [scenario, samples] of [
    ["discriminated", unionSamples],
    ["recursion", recursionSamples],
  ] as const) {
    test(`each verdict on ${scenario} is given`, async () => {
      const group = await install(send, scenario);
      const found: string[] = [];
      for (const sample of samples) {
        const { status, spec } = await create(send, group, sample.spec);
        found.push(verdict({ ...sample, accepted: status === 201 }));
        if (status === 201) assert.equal(spec, { ...sample.spec, ...filled(sample.spec) }, sample.what);
      }
      assert.equal(found, samples.map(verdict));
    });
  }
  test("a refusal says what is wrong in a sentence, at the field where it is one", async () => {
    const group = await install(send, "discriminated");
    const said = async (spec: object) => (await create(send, group, spec)).causes;
    const disk = { type: "Memory" };
    assert.equal(await said({ disk: { type: "File" } }), [
      "spec.disk FieldValueInvalid: when type is File, path must be set, and device, size, host, port and options must not be set",
    ]);
    assert.equal(await said({ disk, retry: { policy: "limited" } }), [
      "spec.retry.times FieldValueRequired: when policy is limited, times must be set",
    ]);
    assert.equal(await said({ disk, retry: { policy: "never", times: 1 } }), [
      "spec.retry.times FieldValueForbidden: when policy is never, times must not be set",
    ]);
    assert.equal(await said({ disk, source: {} }), [
      "spec.source FieldValueInvalid: exactly one of http, snapshot and empty must be set",
    ]);
  });
}

/** The one default of the samples. */
const filled = ({ tree }: { tree?: object }): object => (tree ? { tree: { weight: 1, ...tree } } : {});

/** Installs the CRD of a scenario in a group of its own, without a warning, and waits until it is served. */
async function install(send: Send, scenario: string): Promise<string> {
  const group = `${scenario}.example.com`;
  const file = path.join(scenarios, scenario, "output/crds/widgets.shop.example.com.yaml");
  const text = readFileSync(file, "utf8").replaceAll("shop.example.com", group);
  const crds = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  const reply = await send(`${crds}?fieldValidation=Strict`, { method: "POST", body: parse(text) });
  if (reply.status === 409) return group;
  assert.is(reply.status, 201, reply.text);
  assert.is(reply.headers.warning, undefined);
  const conditions = await eventually(`${scenario} is established`, async () => {
    const { json } = await send(`${crds}/widgets.${group}`);
    const found =
      (json as { status?: { conditions?: { type: string; status: string }[] } }).status?.conditions ?? [];
    return found.some((c) => c.type === "Established" && c.status === "True") && found;
  });
  assert.not(conditions.some((c) => c.type === "NonStructuralSchema"));
  await eventually(
    `${group} is served`,
    async () => (await send(`/apis/${group}/v1/widgets`)).status === 200,
  );
  return group;
}

/** A strict dry run. */
async function create(send: Send, group: string, spec: object) {
  const reply = await send(`/apis/${group}/v1/namespaces/default/widgets?dryRun=All&fieldValidation=Strict`, {
    method: "POST",
    body: { apiVersion: `${group}/v1`, kind: "Widget", metadata: { name: "w" }, spec },
  });
  const json = reply.json as {
    spec?: unknown;
    details?: { causes?: { reason: string; field: string; message: string }[] };
  };
  const causes = (json.details?.causes ?? []).map(
    ({ field, reason, message }) =>
      `${field} ${reason}: ${message.replace(/^(Invalid value|Required value|Forbidden): /, "")}`,
  );
  return { status: reply.status, spec: json.spec, causes };
}
