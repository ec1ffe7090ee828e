/** The recorded decisions of upstream's validators, as they stand in `cases.jsonl`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Operation } from "../../../rules/lang/tables.ts";

export interface RecordedObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
  readonly spec?: object;
}

/** An object that the validator asked for: what it got, or that it was missing. A list has `items`. */
export interface RecordedRead {
  readonly verb: "get" | "list";
  /** `group/version/Kind`, `version/Kind` for Kubernetes' own group. */
  readonly kind: string;
  readonly name?: string;
  readonly object?: RecordedObject & { readonly items?: readonly RecordedObject[] };
}

export interface RecordedCase {
  readonly id: string;
  readonly kind: string;
  readonly op: Operation;
  readonly privileged: boolean;
  readonly user: string;
  /** Upstream's switches that were on. */
  readonly features: readonly string[];
  /** Of the operator that was asked. */
  readonly buildVersion: string;
  /** What the operator's environment names as its provider of networks; empty where it names none. */
  readonly networkProvider: "" | "NSXT_VPC" | "NSXT" | "VSPHERE_NETWORK";
  readonly reads: readonly RecordedRead[];
  readonly old: RecordedObject | null;
  readonly new: RecordedObject;
  readonly allowed: boolean;
  /** Path and error type of each complaint; none on a refusal that is no field error. */
  readonly fields: readonly (readonly [path: string, type: string])[];
}

export const readCases = (): RecordedCase[] =>
  readFileSync(join(import.meta.dirname, "cases.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as RecordedCase);
