/**
 * All defaults of a kind together: what the schema and its rules accept they accept filled in too, and a second time
 * nothing changes. Tried on the samples, and on what the defaults' own examples begin with.
 */
import { isDeepStrictEqual } from "node:util";
import type { CompiledDefault } from "../../rules/lang/compiled.ts";
import { type Filled, type Generators, runDefaults } from "../../rules/lang/defaulting.ts";
import {
  applyDefaults,
  fieldErrorText,
  type PreparedSchema,
  validate,
} from "../../rules/lang/schema/index.ts";
import type { JsonObject } from "../../rules/lang/schema/json.ts";
import type { ResourceModel } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { type KindTables, positionOf, tablesOf } from "../rules/rows.ts";
import { preparedOf, samplesOf } from "../samples/samples.ts";
import { noFacts } from "./row-examples.ts";

/** Values that the formats of fields accept. */
const generators: Generators = {
  uuid4: () => "00000000-0000-4000-8000-000000000001",
  now: () => "2026-01-02T03:04:05.000000006Z",
  build: () => "v0.0.0",
};

/** @param resource with its rules */
export function checkSettled(
  kind: KindTables,
  resource: ResourceModel,
  defaults: readonly CompiledDefault[],
): Problem[] {
  if (defaults.length === 0) return [];
  const schema = preparedOf(resource);
  const features = Object.fromEntries(Object.keys(kind.features ?? {}).map((name) => [name, true]));
  const fill = (object: unknown) =>
    runDefaults(defaults, {
      object,
      oldObject: {},
      operation: "create",
      facts: noFacts,
      features,
      generators,
    });
  return objectsOf(kind, resource).flatMap((written) => {
    const object = applyDefaults(schema, written);
    if (refusal(schema, object) !== undefined) return [];
    const once = fill(object);
    const twice = fill(once.object);
    const at = (id: string) => positionOf(kind, id);
    const example = JSON.stringify(written);
    if (!isDeepStrictEqual(twice.object, once.object)) {
      const { id, path } = twice.filled[0]!;
      return [problem("default-unsettled", at(id), { id, field: path.join("."), example })];
    }
    const refused = refusal(schema, once.object);
    if (!refused) return [];
    const { id, path } = culprit(once.filled, refused.field);
    const complaint = refused.text;
    return [problem("default-refused", at(id), { id, field: path.join("."), example, complaint })];
  });
}

/** The samples, and the shortest one with what each default's example says. */
function objectsOf(kind: KindTables, resource: ResourceModel): JsonObject[] {
  const { minimal, full } = samplesOf(resource);
  const { metadata, spec } = minimal.object as { [part: string]: JsonObject };
  const begun = tablesOf(kind, "defaulting")
    .flatMap((table) => table.rows)
    .filter(({ example }) => example.old === undefined)
    .map(({ example }) => {
      const before = example.before as { [part: string]: JsonObject };
      return {
        ...minimal.object,
        metadata: { ...metadata, ...before.metadata },
        spec: { ...spec, ...before.spec },
      };
    });
  return [minimal.object, full.object, ...begun];
}

function refusal(schema: PreparedSchema, object: unknown): { field: string; text: string } | undefined {
  const [error] = validate(schema, object, { operation: "create" }).errors;
  return error && { field: error.field, text: fieldErrorText(error) };
}

/** The change that the refusal is about, or the last one. */
const culprit = (filled: readonly Filled[], field: string): Filled =>
  filled.find(({ path }) => `${path.join(".")}.`.startsWith(`${field}.`)) ?? filled.at(-1)!;
