/** Where rule tables join the model: load, lower, place, check, emit. */
import { relative, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { CompiledDefault } from "../../rules/lang/compiled.ts";
import type { DescribedRow } from "../../rules/lang/described.ts";
import { PARAMETERS } from "../../rules/lang/parameters.ts";
import { makeParents } from "../assemble/defaults.ts";
import { checkCoverage, overtaken } from "../check/coverage.ts";
import { checkDefaultExamples } from "../check/default-examples.ts";
import { checkDefaults } from "../check/defaults.ts";
import { checkSettled } from "../check/defaults-settle.ts";
import { checkVerdicts } from "../check/field-verdicts.ts";
import { checkLookups } from "../check/lookups.ts";
import { checkConvergence } from "../check/moves-converge.ts";
import { checkPolicyExpressions } from "../check/policy-expressions.ts";
import { checkExamples } from "../check/row-examples.ts";
import { checkFields } from "../check/row-fields.ts";
import { checkRowHeaders, checkSharedIds } from "../check/row-headers.ts";
import { checkEvaluates } from "../check/rows-evaluate.ts";
import { checkTotal } from "../check/table-total.ts";
import { checkAgreement } from "../check/tables-agree.ts";
import { checkUpgrade } from "../check/upgrade.ts";
import { checkUpgradeLock, upgradeLock } from "../check/upgrade-lock.ts";
import { emitCompiledRules, emitRulesIndex } from "../emit/compiled-rules.ts";
import { emitConditions } from "../emit/conditions.ts";
import { emitCoverage } from "../emit/coverage-docs.ts";
import { describeRows, emitDescribedRows } from "../emit/described-rows.ts";
import { emitEnforcement, enforcementLines, enforcements } from "../emit/enforcement.ts";
import { fieldRules } from "../emit/field-rules.ts";
import { emitParameters, emitPolicies } from "../emit/policies.ts";
import { emitRuleDocs } from "../emit/rule-docs.ts";
import { emitUpdating } from "../emit/updating-docs.ts";
import { type Model, type ResourceModel, resourceKey } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { withRules } from "./as-crd.ts";
import type { PlacedCheck } from "./check.ts";
import { type CompiledKind, compileKind, Source } from "./compile.ts";
import { isSchemaDefault } from "./default-order.ts";
import { schemaAt } from "./fields.ts";
import { foreignResource, homeless } from "./foreign.ts";
import { rowsBySource, settle } from "./inventory.ts";
import { type Loaded, loadTables } from "./load.ts";
import { lookedUpBy } from "./looked-up.ts";
import { lowerChecks } from "./lower.ts";
import { placeCheck } from "./place.ts";
import { policiesOf } from "./policies.ts";
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

/**
 * The model with the rules of the folder on its schema nodes, and the files that rules alone make.
 * @param recorded the record of upgrade bits as the last run left it
 */
export async function applyRules(
  model: Model,
  rulesDir: string,
  base: string,
  recorded?: string,
): Promise<AppliedRules> {
  const loaded = await loadTables(resolve(rulesDir), base);
  const { kinds, conditions, problems, imports } = loaded;
  const applied: AppliedRules = {
    model: { ...model, resources: [...model.resources] },
    files: emitConditions(conditions),
    problems,
    report: [],
    imports,
  };
  const indexAt = { file: relative(base, resolve(rulesDir, "index.ts")), line: 1, column: 1 };
  if (problems.length > 0) return applied;
  problems.push(...checkSharedIds(kinds));
  if (problems.length > 0) return applied;
  problems.push(...checkUpgradeLock(kinds, recorded));
  for (const [path, text] of upgradeLock(kinds)) applied.files.set(path, text);
  const { lookedUp, unnamed } = lookedUpBy(kinds, model);
  applied.model.lookedUp = lookedUp;
  applied.problems.push(
    ...unnamed.map(({ name, kind }) =>
      problem("bad-table", indexAt, {
        complaint: `of lookups asks for ${kind} as ${name}, which the API does not declare; say its plural`,
      }),
    ),
  );
  const parametrised = model.resources.some((resource) => resource.kind === PARAMETERS.kind);
  if (parametrised) for (const [path, text] of emitParameters()) applied.files.set(path, text);
  const described: DescribedRow[] = [];
  for (const kind of kinds) {
    const index = model.resources.findIndex((resource) => resourceKey(resource) === kind.key);
    const written = model.resources[index] ?? foreignResource(kind);
    if (!written) {
      applied.problems.push(
        problem("bad-table", indexAt, { complaint: `speaks about ${kind.key}, which is no resource` }),
      );
      continue;
    }
    const known = { ...kind, parametrised, lookups: withSchemas(kind.lookups ?? {}, model) };
    const asking = checkLookups(known, written, indexAt);
    applied.problems.push(...asking);
    if (asking.length > 0) continue;
    const { resource, files, problems, report, rows } = applyOnce(known, written);
    if (index >= 0) applied.model.resources[index] = resource;
    for (const [path, text] of files) applied.files.set(path, text);
    applied.problems.push(...problems);
    applied.report.push(...report);
    described.push(...rows);
  }
  const compiled = kinds.filter(
    (kind) => kind.foreign || model.resources.some((resource) => resourceKey(resource) === kind.key),
  );
  for (const [path, text] of emitRulesIndex(compiled.map((kind) => kind.key))) applied.files.set(path, text);
  for (const [path, text] of emitDescribedRows(described)) applied.files.set(path, text);
  applyInventory(loaded, applied, resolve(rulesDir, ".."));
  return applied;
}

/**
 * Every line of the inventory has a verdict, and pages say which. Rows that are wrong carry nothing, and are told first.
 * `root` is the folder that verdicts name files below.
 */
function applyInventory({ inventory, kinds, positions }: Loaded, applied: AppliedRules, root: string): void {
  if (!inventory || applied.problems.length > 0) return;
  const settled = settle(inventory, rowsBySource(kinds));
  applied.problems.push(...checkCoverage(inventory, settled, applied.model, root, positions));
  applied.report.push(...overtaken(settled));
  for (const [path, text] of emitCoverage(inventory, settled, kinds)) applied.files.set(path, text);
}

/** Lookups with the schema of what they look up; objects of others are open. */
const withSchemas = (lookups: NonNullable<KindTables["lookups"]>, model: Model): KindTables["lookups"] =>
  Object.fromEntries(
    Object.entries(lookups).map(([name, lookup]) => {
      const schema = model.resources.find((resource) => resourceKey(resource) === lookup.kind)?.schema;
      return [name, { ...lookup, schema: lookup.untyped ? undefined : schema }];
    }),
  );

interface AppliedKind {
  resource: ResourceModel;
  files: Map<string, string>;
  problems: Problem[];
  report: string[];
  rows: DescribedRow[];
}

/** The last answer for each kind, by what it was made from: `--watch` asks again after each change of any file. */
const answers = new Map<string, { from: readonly [KindTables, ResourceModel]; answer: AppliedKind }>();

function applyOnce(kind: KindTables, resource: ResourceModel): AppliedKind {
  const from = [kind, resource] as const;
  const known = answers.get(kind.key);
  if (known && isDeepStrictEqual(known.from, from)) return known.answer;
  const answer = applyKind(kind, resource);
  answers.set(kind.key, { from, answer });
  return answer;
}

function applyKind(kind: KindTables, written: ResourceModel): AppliedKind {
  const failed = (problems: Problem[]): AppliedKind => ({
    resource: written,
    files: new Map(),
    problems,
    report: [],
    rows: [],
  });
  const resource = withDefaults(kind, written);
  const headers = checkRowHeaders(kind);
  if (headers.length > 0) return failed(headers);
  const lowered = lowerChecks(kind, resource);
  const lost = checkFields(kind, resource, lowered);
  if (lost.length > 0) return failed([...lost, ...checkVerdicts(kind, resource)]);
  const placed = lowered.map((check) => placeCheck(check, kind, resource.schema));
  const checks = placed.flatMap((result) => result.check ?? []);
  const problems = [
    ...placed.flatMap((result) => result.problems),
    ...proofs(kind, resource, checks),
    ...homeless(kind, checks),
  ];
  if (problems.length > 0) return failed(problems);
  const compiled = compileKind(kind, resource, checks);
  const policies = policiesOf(kind, resource, checks);
  const rows = enforcements(kind, checks);
  const ruled = {
    ...resource,
    schema: withRules(resource.schema, checks),
    fieldRules: fieldRules(kind, resource, checks),
  };
  return {
    resource: ruled,
    files: new Map([
      ...emitCompiledRules(compiled),
      ...emitPolicies(resource, policies),
      ...emitRuleDocs(kind, resource, checks),
      ...emitUpdating(kind, resource, checks),
      ...emitEnforcement(kind, rows),
    ]),
    problems: [...checkFilling(kind, ruled, compiled), ...checkPolicyExpressions(kind, checks, policies)],
    report: enforcementLines(rows),
    rows: describeRows(kind, resource, checks, policies),
  };
}

/** What must hold of the tables of a kind before anything is made of them. */
function proofs(kind: KindTables, resource: ResourceModel, checks: readonly PlacedCheck[]): Problem[] {
  const always = new Set(schemaDefaults(kind).map((row) => row.field));
  return [
    ...checkVerdicts(kind, resource),
    ...checkDefaults(kind, resource),
    ...checkUpgrade(kind),
    ...checkAgreement(kind),
    ...[...tablesOf(kind, "requests"), ...tablesOf(kind, "moves")].flatMap((table) =>
      checkTotal(table, resource.schema, always, kind),
    ),
    ...tablesOf(kind, "moves").flatMap((table) => checkConvergence(table, resource.schema, always, kind)),
    ...checks.flatMap((check) => checkExamples(check, resource, kind)),
    ...checks.flatMap((check) => checkEvaluates(check, resource, kind)),
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

/** The defaults as compiled, each with its example, and all together. */
function checkFilling(kind: KindTables, resource: ResourceModel, compiled: CompiledKind): Problem[] {
  const rows = tablesOf(kind, "defaulting").flatMap((table) => table.rows);
  const defaults = compiled.defaults.map(runnable) as unknown as CompiledDefault[];
  const alone = checkDefaultExamples(rows, defaults, kind);
  return alone.length > 0 ? alone : checkSettled(kind, resource, defaults);
}

/** Printed functions as functions. */
function runnable(value: unknown): unknown {
  if (value instanceof Source) return new Function(`return ${value.text}`)();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, runnable(inner)]));
}
