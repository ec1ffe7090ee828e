/** The pure `admit` on a full VirtualMachine, beside what only reading the request costs and beside another CEL. */
import { join } from "node:path";
import { Environment } from "@marcbachmann/cel-js";
import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import { generate } from "../../codegen/generate.ts";
import { resourceKey } from "../../codegen/model.ts";
import type { Check } from "../../codegen/rules/check.ts";
import { loadTables } from "../../codegen/rules/load.ts";
import { lowerChecks } from "../../codegen/rules/lower.ts";
import { rules } from "../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import type { Place } from "../../rules/lang/compiled.ts";
import type { Operation } from "../../rules/lang/tables.ts";
import { type AdmissionRequest, admit } from "../../runtime/admission/admit.ts";
import { requestFacts } from "../../runtime/admission/facts.ts";
import { generatorsOf } from "../../runtime/admission/generators.ts";
import { nanoseconds } from "./measure.ts";
import { missing, type Row, type Section } from "./row.ts";
import { fullVm, sampleLookups, sampleStatus, sampleVm } from "./sample-vm.ts";

const generators = generatorsOf("v1.2.3");

const ROOT = join(import.meta.dirname, "../..");
const PLACES: readonly Place[] = ["crd", "policy", "webhook"];
const caller = { username: "developer", groups: ["system:authenticated"] };

export const section: Section = {
  name: "admission",
  async rows() {
    const checks = await rowsInCel();
    return Object.entries({ "a machine": sampleVm, "a full machine": fullVm }).flatMap(([what, sample]) =>
      (["create", "update"] as const).flatMap((operation) =>
        measure(what, requestOf(operation, sample("vm-1", "my-namespace")), checks),
      ),
    );
  },
};

/** A create as it arrives, or an update of a running machine that changes a label and a mode. */
function requestOf(operation: Operation, written: VirtualMachine): AdmissionRequest {
  const common = { caller, lookedUp: sampleLookups };
  if (operation === "create") return { operation, object: written, ...common };
  const created = admit(rules, { operation: "create", object: written, ...common }, PLACES, generators);
  if (!created.allowed) throw new Error(`the sample is refused: ${JSON.stringify(created.refusals)}`);
  const oldObject = { ...(created.object as VirtualMachine), status: sampleStatus(1) };
  const object = structuredClone(oldObject);
  object.metadata.labels = { ...object.metadata.labels, tier: "backend" };
  object.spec!.powerOffMode = "Hard";
  return { operation, object, oldObject, ...common };
}

function measure(what: string, request: AdmissionRequest, checks: readonly Check[]): Row[] {
  const verdict = admit(rules, request, PLACES, generators);
  if (!verdict.allowed) throw new Error(`the sample is refused: ${JSON.stringify(verdict.refusals)}`);
  const review = JSON.stringify(reviewOf(request));
  const other = otherEvaluator(request, checks);
  // All of them asked, whatever an update changes, as the other evaluator asks them.
  const shared = {
    ...rules,
    defaults: [],
    checks: rules.checks.filter(({ id }) => other.ids.has(id)).map(({ judges: _, ...check }) => check),
  };
  const ns = nanoseconds({
    admit: () => admit(rules, request, PLACES, generators),
    json: () => JSON.stringify(JSON.parse(review)),
    shared: () => admit(shared, request, PLACES, generators),
    other: other.evaluate,
  });
  const applying = rules.checks.filter((check) => check.on.includes(request.operation)).length;
  const unit = "evaluations/s";
  return [
    {
      what: `${request.operation} of ${what}, all ${applying} rows and the defaults`,
      unit,
      better: "more",
      ours: 1e9 / ns.admit,
      peer: `JSON.parse + stringify of the review (${(review.length / 1000).toFixed(1)} kB)`,
      theirs: 1e9 / ns.json,
    },
    {
      what: `${request.operation} of ${what}, ${other.ids.size} rows that cel-js can evaluate`,
      unit,
      better: "more",
      ours: 1e9 / ns.shared,
      peer: "@marcbachmann/cel-js",
      theirs: other.ids.size > 0 ? 1e9 / ns.other : missing("evaluates none of these rows"),
    },
  ];
}

const reviewOf = ({ operation, object, oldObject = null }: AdmissionRequest): object => ({
  apiVersion: "admission.k8s.io/v1",
  kind: "AdmissionReview",
  request: {
    uid: "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01",
    kind: { group: "vmoperator.vmware.com", version: "v1alpha5", kind: "VirtualMachine" },
    resource: { group: "vmoperator.vmware.com", version: "v1alpha5", resource: "virtualmachines" },
    operation: operation.toUpperCase(),
    userInfo: caller,
    object,
    oldObject,
  },
});

/** The rows as the generator lowers them: one CEL condition each. */
async function rowsInCel(): Promise<Check[]> {
  const { model } = await generate({ apiDir: join(ROOT, "api"), only: [] });
  const { kinds } = await loadTables(join(ROOT, "rules"), ROOT);
  const kind = kinds.find((candidate) => candidate.key === rules.kind)!;
  return lowerChecks(kind, model!.resources.find((resource) => resourceKey(resource) === rules.kind)!);
}

/** The rows that cel-js parses and answers with true, as we do; the others are left out on both sides. */
function otherEvaluator(request: AdmissionRequest, checks: readonly Check[]) {
  const env = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true });
  const { object, oldObject = {} } = request;
  const fact = requestFacts(rules, caller, object);
  const able = checks
    .filter((check) => check.on.includes(request.operation))
    .flatMap((check) => {
      const self = nodeAt(object, check.anchor);
      const variables = { self, oldSelf: nodeAt(oldObject, check.anchor) ?? {}, wrote: self, fact };
      try {
        const expression = env.parse(check.require);
        return self !== undefined && expression(variables) === true ? [{ check, expression, variables }] : [];
      } catch {
        return [];
      }
    });
  return {
    ids: new Set(able.map(({ check }) => check.id)),
    evaluate: () => able.every(({ expression, variables }) => expression(variables) === true),
  };
}

const nodeAt = (object: unknown, anchor: string): unknown =>
  anchor
    .split(".")
    .filter(Boolean)
    .reduce<unknown>((node, name) => (node as { [key: string]: unknown } | undefined)?.[name], object);
