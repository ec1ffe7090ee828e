/** The generated CRD of VirtualMachine, and what its schema gives to an object and says against it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import {
  applyDefaults,
  type FieldError,
  type JSONSchemaProps,
  prepare,
  validate,
} from "../../rules/lang/schema/index.ts";
import type { KubeObject } from "../../runtime/apiserver/contract.ts";
import { crdFolder } from "../conformance/crds.ts";

export const crd = parse(readFileSync(join(crdFolder, "virtualmachines.vmoperator.vmware.com.yaml"), "utf8"));

const schema = prepare(crd.spec.versions[0].schema.openAPIV3Schema as JSONSchemaProps, { compat: "1.35" });

/** The object as the server shows it to admission: with the schema's defaults. */
export const decoded = (object: KubeObject): KubeObject => applyDefaults(schema, object) as KubeObject;

/** What the schema and its rules have against a new status. */
export const complaintsOfStatus = (object: KubeObject, old: KubeObject): FieldError[] =>
  validate(schema, object, { operation: "update", old, statusOnly: true }).errors;
