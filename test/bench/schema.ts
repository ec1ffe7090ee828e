/** What the schema kernel does to a VirtualMachine with every field set, beside reading its JSON and beside ajv. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { parse } from "yaml";
import {
  applyDefaults,
  fieldErrorText,
  type JSONSchemaProps,
  type PreparedSchema,
  prepare,
  prune,
  validate,
} from "../../rules/lang/schema/index.ts";
import { nanoseconds } from "./measure.ts";
import type { Row, Section } from "./row.ts";

const ROOT = join(import.meta.dirname, "../..");
const CRD = "crds/virtualmachines.vmoperator.vmware.com.yaml";
const SAMPLE = "generated/samples/vmoperator.vmware.com/v1alpha5/virtualmachine.full.yaml";
const COMPAT = "1.36";

export const section: Section = {
  name: "schema",
  async rows() {
    const schema = schemaOf("v1alpha5");
    const text = JSON.stringify(read(SAMPLE));
    const figures = measure(schema, withoutRules(schema), text);
    const size = `${(text.length / 1000).toFixed(1)} kB`;
    const row = (what: string, ours: number, peer: string, theirs: number): Row => ({
      ...{ what, unit: "µs", better: "less", ours: ours / 1000, peer, theirs: theirs / 1000 },
    });
    const { json, ajv, ...ours } = figures;
    return [
      ...Object.entries(ours).map(([what, ns]) =>
        row(`${what}, ${size}`, ns, "JSON.parse of the same", json),
      ),
      row(`validated without rules, ${size}`, ours["validated without rules"], "ajv", ajv),
    ];
  },
};

function measure(schema: JSONSchemaProps, plain: JSONSchemaProps, text: string) {
  const [whole, values] = [schema, plain].map((one) => prepare(one, { compat: COMPAT })) as [
    PreparedSchema,
    PreparedSchema,
  ];
  const object = JSON.parse(text);
  const old = JSON.parse(text);
  const ajv = compiled(plain);
  for (const prepared of [whole, values]) accepts(prepared, object);
  if (!ajv(object)) throw new Error(`ajv refuses the sample: ${JSON.stringify(ajv.errors)}`);
  return nanoseconds({
    json: () => JSON.parse(text),
    pruned: () => prune(whole, object),
    defaulted: () => applyDefaults(whole, object),
    "validated without rules": () => validate(values, object, { operation: "create" }),
    "validated on create": () => validate(whole, object, { operation: "create" }),
    "validated on update": () => validate(whole, object, { operation: "update", old }),
    ajv: () => ajv(object),
  });
}

function accepts(schema: PreparedSchema, object: unknown): void {
  const { errors } = validate(schema, object, { operation: "create" });
  if (errors.length > 0) throw new Error(`the sample is refused: ${errors.map(fieldErrorText).join("; ")}`);
}

/** All of it but formats that only Kubernetes has. */
function compiled(schema: JSONSchemaProps) {
  const ajv = new Ajv({ strict: false, logger: false });
  formats.default(ajv);
  return ajv.compile(schema);
}

const withoutRules = (schema: JSONSchemaProps): JSONSchemaProps =>
  JSON.parse(
    JSON.stringify(schema, (key, value) => (key === "x-kubernetes-validations" ? undefined : value)),
  );

const read = (file: string) => parse(readFileSync(join(ROOT, file), "utf8"));

function schemaOf(version: string): JSONSchemaProps {
  const { versions } = read(CRD).spec as {
    versions: { name: string; schema: { openAPIV3Schema: JSONSchemaProps } }[];
  };
  return versions.find(({ name }) => name === version)!.schema.openAPIV3Schema;
}
