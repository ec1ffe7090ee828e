/** What the generated manifests say to a request, evaluated by the kernels and the admission of our API server. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import {
  applyDefaults,
  fieldErrorText,
  type JSONSchemaProps,
  type PreparedSchema,
  prepare,
  validate,
} from "../../rules/lang/schema/index.ts";
import { createMutatingPolicies } from "../../runtime/apiserver/admission/mutating.ts";
import { createValidatingPolicies } from "../../runtime/apiserver/admission/policies.ts";
import { createReinvocation } from "../../runtime/apiserver/admission/reinvocation.ts";
import type { AdmissionSources } from "../../runtime/apiserver/admission/types.ts";
import { type AdmissionAttributes, type KubeObject, StatusError } from "../../runtime/apiserver/contract.ts";
import type { Request } from "./machines.ts";

const crds = join(import.meta.dirname, "../../crds");

export const crd = parse(readFileSync(join(crds, "virtualmachines.vmoperator.vmware.com.yaml"), "utf8"));

const schema: PreparedSchema = prepare(crd.spec.versions[0].schema.openAPIV3Schema as JSONSchemaProps, {
  compat: "1.35",
});

export const policies: KubeObject[] = readdirSync(join(crds, "policies")).flatMap((file) =>
  parseAllDocuments(readFileSync(join(crds, "policies", file), "utf8")).map(
    (document) => document.toJS() as KubeObject,
  ),
);

const lists = new Map<string, KubeObject[]>();
const sources: AdmissionSources = {
  list(kind) {
    const list = lists.get(kind) ?? policies.filter((object) => object.kind === kind);
    lists.set(kind, list);
    return list;
  },
  namespace: (name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }),
  params: () => undefined,
  equivalents: () => [],
  convert: (object) => object,
  schema: () => schema.schema,
  authorize: () => true,
};
const validating = createValidatingPolicies(sources);
const mutating = createMutatingPolicies(sources);

export const callers = {
  ordinary: { username: "developer", groups: ["system:authenticated"] },
  privileged: { username: "admin", groups: ["system:masters", "system:authenticated"] },
};

function attributes({ operation, object, oldObject, privileged }: Request): AdmissionAttributes {
  const group = "vmoperator.vmware.com";
  const version = "v1alpha5";
  return {
    operation: operation === "create" ? "CREATE" : "UPDATE",
    resource: { group, version, resource: "virtualmachines" },
    kind: { group, version, kind: "VirtualMachine" },
    subresource: "",
    namespace: "ns",
    name: "vm",
    object,
    oldObject: oldObject ?? null,
    userInfo: privileged ? callers.privileged : callers.ordinary,
    dryRun: false,
    options: {},
  };
}

/** The object as the server shows it to admission: with the schema's defaults. */
export const decoded = (object: KubeObject): KubeObject => applyDefaults(schema, object) as KubeObject;

/** The ids that end the messages of a text. */
export const idsIn = (text: string): string[] =>
  [...text.matchAll(/\[(vm\/[^\]]+)\]/g)].map((match) => match[1]!);

/** Ids of the CRD's rules that refuse, in order; and what its schema says beside. */
export function refusedByCrd(
  { operation, object, oldObject }: Request,
  statusOnly = false,
): { ids: string[]; others: string[] } {
  const { errors } = validate(
    schema,
    object,
    operation === "create" ? { operation } : { operation, old: oldObject, statusOnly },
  );
  const texts = errors.map(fieldErrorText);
  return { ids: texts.flatMap(idsIn), others: texts.filter((text) => idsIn(text).length === 0) };
}

/** The id of the validating policies' refusal. */
export function refusedByPolicy(request: Request): string | undefined {
  try {
    validating.validate(
      attributes(request),
      () => {},
      () => {},
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return idsIn(error.message)[0] ?? error.message;
  }
}

/** The object after the mutating policies. */
export function filledByPolicies(request: Request): KubeObject {
  let object: KubeObject | null = request.object;
  createReinvocation().within(
    "policies",
    () => object,
    async (round) => {
      object = mutating.mutate(attributes(request), decoded, round);
    },
  );
  return object;
}
