/** Every default turns its example's `before` into `after`, and a second time changes nothing. */
import { isDeepStrictEqual } from "node:util";
import type { CompiledDefault } from "../../rules/lang/compiled.ts";
import { type Generators, runDefaults } from "../../rules/lang/defaulting.ts";
import { type Problem, problem } from "../problems.ts";
import { type DefaultRow, type KindTables, positionOf } from "../rules/rows.ts";

const marks: Generators = { uuid4: () => "<uuid4>", now: () => "<now>", build: () => "<build>" };

export function checkDefaultExamples(
  rows: readonly DefaultRow[],
  compiled: readonly CompiledDefault[],
  kind: KindTables,
): Problem[] {
  return rows.flatMap((row) => {
    const one = compiled.filter((candidate) => candidate.id === row.id);
    const { old, facts = {}, off = [] } = row.example;
    const operation = old === undefined ? "create" : "update";
    const features = Object.fromEntries(
      Object.keys(kind.features ?? {}).map((name) => [name, !(off as readonly string[]).includes(name)]),
    );
    const apply = (object: unknown) =>
      runDefaults(one, { object, oldObject: old ?? {}, operation, facts, features, generators: marks })
        .object;
    const once = apply(row.example.before);
    const twice = apply(once);
    const at = positionOf(kind, row.id);
    const fails = (verdict: string, made: unknown): Problem[] => {
      const [example, found] = [JSON.stringify(row.example.before), `it makes ${JSON.stringify(made)}`];
      return [problem("example-fails", at, { id: row.id, verdict, example, found })];
    };
    if (!isDeepStrictEqual(once, row.example.after)) return fails("fill", once);
    if (!isDeepStrictEqual(twice, once)) return fails("leave alone what it filled in", twice);
    return [];
  });
}
