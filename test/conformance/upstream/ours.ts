/** What we answer to a recorded request: the rows of every place, and what the schema already refuses. */
import { features } from "../../../rules/features.ts";
import { OPERATOR } from "../../../rules/lang/facts.ts";
import {
  applyDefaults,
  dropNulls,
  type FieldErrorType,
  fieldErrorText,
  type JSONSchemaProps,
  type PreparedSchema,
  prepare,
  validate,
} from "../../../rules/lang/schema/index.ts";
import { admit } from "../../../runtime/admission/admit.ts";
import type { Caller } from "../../../runtime/admission/facts.ts";
import { ERROR_TYPES } from "../../../runtime/admission/field-error.ts";
import { generatorsOf } from "../../../runtime/admission/generators.ts";
import { lookUp, type ObjectReader } from "../../../runtime/admission/lookups.ts";
import { rulesOf } from "../../rules/kinds.ts";
import { readCrds } from "../crds.ts";
import type { RecordedCase, RecordedObject } from "./recorded.ts";

const generators = generatorsOf("v1.2.3");

export interface Complaint {
  /** As we name it, with indexes. */
  readonly field: string;
  /** As Kubernetes' `field.Error` words it: `Invalid value`. */
  readonly type: string;
  /** The row, or "schema". */
  readonly by: string;
}

/** Kind → the schema of its newest version, without the rules that are rows. Kubernetes' own kinds have none. */
const schemas: ReadonlyMap<string, PreparedSchema> = new Map(
  readCrds().map(({ spec }) => {
    const { schema } = spec.versions.find(({ storage }) => storage)!;
    return [spec.names.kind, prepare(withoutRows(schema.openAPIV3Schema), { compat: "1.35" })];
  }),
);

/** A row's message ends with its id in brackets. */
function withoutRows(schema: JSONSchemaProps): JSONSchemaProps {
  const isRow = ({ message = "" }: { message?: string }): boolean => / \[[a-z0-9/-]+\]$/.test(message);
  return JSON.parse(
    JSON.stringify(schema, (key, value) =>
      key === "x-kubernetes-validations" && Array.isArray(value)
        ? value.filter((rule) => !isRow(rule))
        : value,
    ),
  );
}

interface Objects {
  readonly object: RecordedObject;
  readonly oldObject: RecordedObject | undefined;
}

/** Everything we complain about; nothing where we allow the request. */
export async function ask(recorded: RecordedCase): Promise<Complaint[]> {
  const { kind } = recorded;
  const { object, oldObject } = objectsOf(recorded);
  const asked = { object: decoded(kind, object), oldObject: oldObject && decoded(kind, oldObject) };
  return [...bySchema(recorded, asked), ...(await byRows(recorded, asked))];
}

/** The object as an API server shows it to admission. */
function decoded(kind: string, recorded: RecordedObject): RecordedObject {
  const schema = schemas.get(kind);
  return (schema ? applyDefaults(schema, dropNulls(schema, recorded)) : recorded) as RecordedObject;
}

/** The objects of the request. Hardly a recorded machine has the storage class that a new one needs (D52): it gets one. */
function objectsOf({ kind, op, new: object, old }: RecordedCase): Objects {
  if (op === "delete") return { object, oldObject: object };
  if (op === "update" || kind !== "VirtualMachine") return { object, oldObject: old ?? undefined };
  return {
    object: { ...object, spec: { storageClass: "storage-class", ...object.spec } },
    oldObject: undefined,
  };
}

/** A write of the object leaves its status alone, so what is wrong there does not count. */
function bySchema({ kind, op }: RecordedCase, { object, oldObject }: Objects): Complaint[] {
  const schema = schemas.get(kind);
  if (!schema || op === "delete") return [];
  const options = op === "create" ? { operation: op } : { operation: op, old: oldObject };
  return validate(schema, object, options)
    .errors.filter(({ field }) => !field.startsWith("status."))
    .map(({ field, type }) => ({ field, type: wordsOf(type), by: "schema" }));
}

/** An error's text begins with its field, then says its type. */
const wordsOf = (type: FieldErrorType): string =>
  fieldErrorText({ type, field: "", detail: "" }).slice(": ".length);

async function byRows(recorded: RecordedCase, { object, oldObject }: Objects): Promise<Complaint[]> {
  const rules = rulesOf(recorded.kind);
  const { op: operation } = recorded;
  const request = {
    operation,
    object: operation === "delete" ? undefined : object,
    oldObject,
    caller: callerOf(recorded),
    params: { spec: { features: featuresOf(recorded) } },
    lookedUp: await lookUp(rules, operation, object, object.metadata.namespace ?? "", readerOf(recorded)),
  };
  const verdict = admit(rules, request, ["crd", "policy", "webhook"], generators);
  if (verdict.allowed) return [];
  return verdict.refusals.map(({ field, reason, rule }) => ({
    field,
    type: ERROR_TYPES[reason].text,
    by: rule,
  }));
}

const callerOf = ({ user, privileged }: RecordedCase): Caller => ({
  username: user === UPSTREAM ? OPERATOR : user,
  groups: privileged ? ["system:masters"] : [],
});

/** Switches that we have too are set as they were. */
const featuresOf = (recorded: RecordedCase): { [name: string]: boolean } =>
  Object.fromEntries(Object.keys(features).map((name) => [name, recorded.features.includes(name)]));

/** The name that upstream's operator has in the records. */
const UPSTREAM = "system:serviceaccount:fake-vmoperator-system:";

/** Upstream asks its own environment which networks there are; we ask the namespace. */
const PROVIDERS = { NSXT_VPC: "vpc", NSXT: "nsx-tier1", VSPHERE_NETWORK: "vsphere-distributed" } as const;

/** Reads what the record has. */
function readerOf({ reads, networkProvider }: RecordedCase): ObjectReader {
  const environment =
    networkProvider === ""
      ? []
      : [
          {
            kind: "netoperator.vmware.com/v1alpha1/NetworkSettings",
            name: "default",
            object: { metadata: { name: "default" }, provider: PROVIDERS[networkProvider] },
          },
        ];
  const objects = [...reads, ...environment];
  return {
    get: async (kind, _namespace, name) =>
      objects.find((one) => one.kind === `${kind.apiVersion}/${kind.kind}` && one.name === name)?.object,
    list: async (kind) => [
      ...(reads.find((one) => one.kind === `${kind.apiVersion}/${kind.kind}List`)?.object?.items ?? []),
    ],
  };
}
