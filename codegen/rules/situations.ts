/** Every situation a `unique` table has to speak about: axes × what its guards compare × free conditions. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { schemaAt, writePath } from "./fields.ts";
import { learn, NONE, OTHER, type Situation, type Vocabulary } from "./guard.ts";
import type { Axes, AxisRow } from "./rows.ts";

/** Beyond this a table has to be split. */
export const MOST_SITUATIONS = 1_000_000;

export interface Space {
  /** Field path → its values. Axes first. */
  fields: [path: string, values: (string | number)[]][];
  conditions: string[];
  size: number;
}

/**
 * The space of a table.
 * @param alwaysSet fields that a default fills on every write, so that they are never absent
 */
export function spaceOf(
  axes: Axes,
  rows: readonly AxisRow[],
  schema: JSONSchemaProps,
  alwaysSet: ReadonlySet<string>,
): Space {
  const vocabulary: Vocabulary = { fields: new Map(), conditions: new Set() };
  for (const row of rows) if (row.when) learn(row.when, vocabulary);
  const paths = [...new Set([...Object.values(axes), ...vocabulary.fields.keys()])];
  const fields = paths.map((path): Space["fields"][number] => {
    const values = valuesOf(schemaAt(schema, path), vocabulary.fields.get(path) ?? new Set());
    return [path, alwaysSet.has(path) ? values : [NONE, ...values]];
  });
  const conditions = [...vocabulary.conditions].sort();
  const size = fields.reduce((product, [, values]) => product * values.length, 2 ** conditions.length);
  return { fields, conditions, size };
}

function valuesOf(
  schema: JSONSchemaProps | undefined,
  constants: ReadonlySet<string | number>,
): (string | number)[] {
  if (schema?.enum) return schema.enum as string[];
  if (schema?.type === "boolean") return ["true", "false"];
  const numbers = [...constants]
    .filter((value): value is number => typeof value === "number")
    .sort((a, b) => a - b);
  if (numbers.length > 0) {
    const gaps = numbers.slice(1).map((value, i) => (value + numbers[i]!) / 2);
    return [numbers[0]! - 1, ...numbers, ...gaps, numbers.at(-1)! + 1].sort((a, b) => a - b);
  }
  return [...constants, OTHER];
}

/** All situations of a space, one after the other. */
export function* situations(space: Space): Generator<Situation> {
  for (let index = 0; index < space.size; index++) {
    let rest = index;
    const situation: Situation = { fields: {}, conditions: {} };
    for (const [path, values] of space.fields) {
      situation.fields[path] = values[rest % values.length]!;
      rest = Math.floor(rest / values.length);
    }
    for (const condition of space.conditions) {
      situation.conditions[condition] = rest % 2 === 1;
      rest = Math.floor(rest / 2);
    }
    if (isPossible(situation)) yield situation;
  }
}

/** Nothing is below what is absent. */
function isPossible({ fields }: Situation): boolean {
  return Object.entries(fields).every(
    ([path, value]) =>
      value !== NONE ||
      !Object.keys(fields).some((below) => below.startsWith(`${path}.`) && fields[below] !== NONE),
  );
}

/** A situation as an object a person can look at, with the free conditions spelt beside it. */
export function describe(situation: Situation): string {
  const object: { [key: string]: unknown } = {};
  const present = Object.entries(situation.fields).filter(([, value]) => value !== NONE);
  for (const [path, value] of present) {
    // A node with something below it is written by what is below.
    if (!present.some(([below]) => below.startsWith(`${path}.`))) writePath(object, path, value);
  }
  const free = Object.entries(situation.conditions).map(([text, value]) => `${text} is ${value}`);
  return [JSON.stringify(object), ...free].join(" and ");
}
