/** Every kind that has rows: its rows with their examples, as compiled, its CRD, and accepted objects of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { ResourceModel } from "../../codegen/model.ts";
import type { PlacedCheck } from "../../codegen/rules/check.ts";
import { isPolicyDefault } from "../../codegen/rules/default-order.ts";
import { loadTables } from "../../codegen/rules/load.ts";
import { lowerChecks } from "../../codegen/rules/lower.ts";
import { placeCheck } from "../../codegen/rules/place.ts";
import { type KindTables, tablesOf } from "../../codegen/rules/rows.ts";
import { allRules } from "../../generated/rules/index.js";
import type { CompiledRules } from "../../rules/lang/compiled.ts";
import { type JSONSchemaProps, type PreparedSchema, prepare } from "../../rules/lang/schema/index.ts";
import type { KubeObject } from "../../runtime/apiserver/contract.ts";
import { type Crd, readCrds } from "../conformance/crds.ts";

const ROOT = join(import.meta.dirname, "../..");
const SAMPLES = join(ROOT, "generated/samples");

export interface KindUnderTest {
  readonly kind: string;
  readonly apiVersion: string;
  readonly crd: Crd;
  readonly schema: JSONSchemaProps;
  /** The schema without its rules. */
  readonly bare: PreparedSchema;
  readonly rules: CompiledRules;
  /** The rules as a cluster without our webhook has them: its defaults are those of mutating policies. */
  readonly served: CompiledRules;
  readonly checks: readonly PlacedCheck[];
  /** The generated samples, the plainest first. */
  readonly samples: readonly KubeObject[];
}

/** A schema without `x-kubernetes-validations`, all the way down. */
export function withoutRules<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(withoutRules) as T;
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key, value]) => !isRuleList(key, value));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutRules(value)])) as T;
}

/** Not a property of that name. */
const isRuleList = (key: string, value: unknown): boolean =>
  key === "x-kubernetes-validations" && Array.isArray(value);

const { kinds, problems } = await loadTables(join(ROOT, "rules"), ROOT);
if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
const crds = readCrds();

/** The kinds that have a CRD of ours. */
export const everyKind: readonly KindUnderTest[] = kinds.flatMap((tables) => {
  const [group, version, kind] = tables.key.split("/") as [string, string, string];
  const crd = crds.find(({ spec }) => spec.group === group && spec.names.kind === kind);
  return crd ? [underTest(tables, crd, group, version, kind)] : [];
});

function underTest(
  tables: KindTables,
  crd: Crd,
  group: string,
  version: string,
  kind: string,
): KindUnderTest {
  const { openAPIV3Schema: schema } = crd.spec.versions.find(({ name }) => name === version)!.schema;
  const rules = allRules.find((one) => one.kind === tables.key)!;
  const filling = tablesOf(tables, "defaulting").flatMap((table) => table.rows);
  const byPolicy = new Set(filling.filter((row) => isPolicyDefault(row, filling)).map(({ id }) => id));
  const checks = lowerChecks(tables, { schema } as ResourceModel).flatMap(
    (check) => placeCheck(check, tables, schema).check ?? [],
  );
  const sample = (size: string) =>
    parse(
      readFileSync(join(SAMPLES, group, version, `${kind.toLowerCase()}.${size}.yaml`), "utf8"),
    ) as KubeObject;
  return {
    kind,
    apiVersion: `${group}/${version}`,
    crd,
    schema,
    bare: prepare(withoutRules(schema), { compat: "1.32" }),
    rules,
    served: { ...rules, defaults: rules.defaults.filter(({ id }) => byPolicy.has(id)) },
    checks,
    samples: [sample("minimal"), sample("full")],
  };
}
