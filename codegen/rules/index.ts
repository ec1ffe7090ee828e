/** Where rule tables join the model: load, lower, place, check, emit. */
import { relative, resolve } from "node:path";
import type { CompiledDefault } from "../../rules/lang/compiled.ts";
import { makeParents } from "../assemble/defaults.ts";
import { checkDefaultExamples } from "../check/default-examples.ts";
import { checkDefaults } from "../check/defaults.ts";
import { checkVerdicts } from "../check/field-verdicts.ts";
import { checkConvergence } from "../check/moves-converge.ts";
import { checkExamples } from "../check/row-examples.ts";
import { checkRowHeaders } from "../check/row-headers.ts";
import { checkTotal } from "../check/table-total.ts";
import { checkUpgrade } from "../check/upgrade.ts";
import { emitCompiledRules } from "../emit/compiled-rules.ts";
import { emitConditions } from "../emit/conditions.ts";
import { emitEnforcement, enforcementLines, enforcements } from "../emit/enforcement.ts";
import { emitPolicies } from "../emit/policies.ts";
import { emitRuleDocs, fieldRules } from "../emit/rule-docs.ts";
import { type Model, type ResourceModel, resourceKey } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { withRules } from "./as-crd.ts";
import type { PlacedCheck } from "./check.ts";
import { type CompiledKind, compileKind, Source } from "./compile.ts";
import { isSchemaDefault } from "./default-order.ts";
import { schemaAt } from "./fields.ts";
import { loadTables } from "./load.ts";
import { lowerChecks } from "./lower.ts";
import { placeCheck } from "./place.ts";
import { type KindTables, tablesOf } from "./rows.ts";

export interface AppliedRules {
  model: Model;
  files: Map<string, string>;
  problems: Problem[];
  /** Lines for people: which row is enforced where, and why. */
  report: string[];
  /** Files outside the folder that the tables import, relative to `base`. */
  imports: string[];
}

/** The model with the rules of the folder on its schema nodes, and the files that rules alone make. */
export async function applyRules(model: Model, rulesDir: string, base: string): Promise<AppliedRules> {
  const { kinds, conditions, problems, imports } = await loadTables(resolve(rulesDir), base);
  const applied: AppliedRules = {
    model: { ...model, resources: [...model.resources] },
    files: emitConditions(conditions),
    problems,
    report: [],
    imports,
  };
  if (problems.length > 0) return applied;
  for (const kind of kinds) {
    const index = model.resources.findIndex((resource) => resourceKey(resource) === kind.key);
    if (index < 0) {
      applied.problems.push(
        problem(
          "bad-table",
          { file: relative(base, resolve(rulesDir, "index.ts")), line: 1, column: 1 },
          { complaint: `speaks about ${kind.key}, which is no resource` },
        ),
      );
      continue;
    }
    const { resource, files, problems, report } = await applyOnce(kind, model.resources[index]!);
    applied.model.resources[index] = resource;
    for (const [path, text] of files) applied.files.set(path, text);
    applied.problems.push(...problems);
    applied.report.push(...report);
  }
  return applied;
}

interface AppliedKind {
  resource: ResourceModel;
  files: Map<string, string>;
  problems: Problem[];
  report: string[];
}

/** The last answer for each kind, by what it was made from: `--watch` asks again after each change of any file. */
const answers = new Map<string, { from: string; answer: AppliedKind }>();

async function applyOnce(kind: KindTables, resource: ResourceModel): Promise<AppliedKind> {
  const from = JSON.stringify([{ ...kind, positions: [...kind.positions] }, resource]);
  const known = answers.get(kind.key);
  if (known?.from === from) return known.answer;
  const answer = await applyKind(kind, resource);
  answers.set(kind.key, { from, answer });
  return answer;
}

async function applyKind(kind: KindTables, written: ResourceModel): Promise<AppliedKind> {
  const failed = (problems: Problem[]): AppliedKind => ({
    resource: written,
    files: new Map(),
    problems,
    report: [],
  });
  const resource = withDefaults(kind, written);
  const headers = checkRowHeaders(kind);
  if (headers.length > 0) return failed(headers);
  const placed = lowerChecks(kind, resource).map((check) => placeCheck(check, kind));
  const checks = placed.flatMap((result) => result.check ?? []);
  const problems = [...placed.flatMap((result) => result.problems), ...proofs(kind, resource, checks)];
  if (problems.length > 0) return failed(problems);
  const compiled = compileKind(kind, resource, checks);
  const rows = enforcements(kind, checks);
  return {
    resource: {
      ...resource,
      schema: withRules(resource.schema, checks),
      fieldRules: fieldRules(kind, checks),
    },
    files: new Map([
      ...emitCompiledRules(compiled),
      ...emitPolicies(kind, resource, checks),
      ...emitRuleDocs(kind, resource, checks),
      ...emitEnforcement(kind, rows),
    ]),
    problems: await checkFilling(kind, compiled),
    report: enforcementLines(rows),
  };
}

/** What must hold of the tables of a kind before anything is made of them. */
function proofs(kind: KindTables, resource: ResourceModel, checks: readonly PlacedCheck[]): Problem[] {
  const always = new Set(schemaDefaults(kind).map((row) => row.field));
  return [
    ...checkVerdicts(kind, resource),
    ...checkDefaults(kind, resource),
    ...checkUpgrade(kind),
    ...[...tablesOf(kind, "requests"), ...tablesOf(kind, "moves")].flatMap((table) =>
      checkTotal(table, resource.schema, always, kind),
    ),
    ...tablesOf(kind, "moves").flatMap((table) => checkConvergence(table, resource.schema, always, kind)),
    ...checks.flatMap((check) => checkExamples(check, resource, kind)),
  ];
}

const schemaDefaults = (kind: KindTables) =>
  tablesOf(kind, "defaulting")
    .flatMap((table) => table.rows)
    .filter(isSchemaDefault);

/** A constant default for every operation is the schema's own. */
function withDefaults(kind: KindTables, resource: ResourceModel): ResourceModel {
  const schema = structuredClone(resource.schema);
  for (const row of schemaDefaults(kind)) {
    const node = schemaAt(schema, row.field);
    if (node) node.default = row.value;
  }
  const madeDefaults = [...resource.madeDefaults, ...makeParents(schema, resource.presence)];
  return { ...resource, schema, madeDefaults };
}

/** The examples of defaults run on the rows as compiled. */
async function checkFilling(kind: KindTables, compiled: CompiledKind): Promise<Problem[]> {
  const rows = tablesOf(kind, "defaulting").flatMap((table) => table.rows);
  return checkDefaultExamples(rows, compiled.defaults.map(runnable) as unknown as CompiledDefault[], kind);
}

/** Printed functions as functions. */
function runnable(value: unknown): unknown {
  if (value instanceof Source) return new Function(`return ${value.text}`)();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, runnable(inner)]));
}
