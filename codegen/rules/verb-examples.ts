/** Examples of an immutability row follow from its verbs: each verb tried, refused or admitted as the row says. */
import { textMatching } from "../../rules/lang/samples/pattern-text.ts";
import { pattern as compiled } from "../../rules/lang/schema/pattern.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { ChangeVerb, Example, Surroundings } from "../../rules/lang/tables.ts";
import { parentOf, schemaAt, splitAtItems, writePath } from "./fields.ts";
import type { ImmutabilityRow } from "./rows.ts";

export function verbExamples(
  row: ImmutabilityRow,
  root: JSONSchemaProps,
): { admits: Example[]; refuses: Example[] } {
  const [one, another] = twoValues(schemaAt(root, row.field));
  const changes = (around: Surroundings): Record<ChangeVerb | "keep", Example> => {
    const before = (value: unknown) => holder(row, value, around, around.oldRoot ?? around.root);
    const after = (value: unknown) => holder(row, value, around, around.root);
    const change = (old: unknown, now: unknown): Example => ({
      ...known(row, around),
      old: before(old),
      new: after(now),
    });
    return {
      keep: change(one, one),
      set: change(undefined, one),
      modify: change(one, another),
      unset: change(one, undefined),
    };
  };
  const held = changes(row.holds ?? {});
  const refused = VERBS.filter((verb) => row.forbid.includes(verb)).map((verb) => held[verb]);
  const admitted = VERBS.filter((verb) => !row.forbid.includes(verb)).map((verb) => held[verb]);
  const byFact = row.unless
    ? refused.map((example) => ({ ...example, facts: { ...example.facts, [row.unless!]: true } }))
    : [];
  const free = row.when ? changes(row.lifts ?? {}) : undefined;
  const byGuard = free ? row.forbid.map((verb) => free[verb]) : [];
  return { admits: [held.keep, ...admitted, ...byFact, ...byGuard], refuses: refused };
}

const VERBS: readonly ChangeVerb[] = ["set", "modify", "unset"];

/** The node the row is anchored at with the value in it, among what is around. */
function holder(row: ImmutabilityRow, value: unknown, { self }: Surroundings, root: unknown): unknown {
  const { items, below } = splitAtItems(row.field);
  const node = (items === "" ? structuredClone(root ?? {}) : {}) as { [key: string]: unknown };
  if (self) {
    if (parentOf(below) === "") Object.assign(node, self);
    else writePath(node, parentOf(below), { ...self });
  }
  if (value !== undefined) writePath(node, below, value);
  return node;
}

/** What an example says beside the node: the whole object only where that is not the node itself. */
function known({ field }: ImmutabilityRow, { root, oldRoot, facts, off }: Surroundings): Partial<Example> {
  const whole = field.includes("[]") ? { root: root ?? {}, oldRoot: oldRoot ?? root ?? {} } : {};
  return { ...whole, ...(facts ? { facts } : {}), ...(off ? { off } : {}) };
}

/** Two different values of a schema, as small as it allows. */
function twoValues(schema: JSONSchemaProps | undefined): [unknown, unknown] {
  if (schema?.enum) return [schema.enum[0], schema.enum[1]];
  switch (schema?.type) {
    case "integer":
    case "number":
      return [schema.minimum ?? 1, (schema.minimum ?? 1) + 1];
    case "boolean":
      return [false, true];
    case "array":
      return [[], [twoValues(Array.isArray(schema.items) ? undefined : schema.items)[0]]];
    case "object":
      return twoObjects(schema);
    default:
      return schema?.format === "uuid"
        ? ["6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a01", "6f0e0a0c-8a43-4d5c-9d5a-0f6b6f6f0a02"]
        : twoTexts(schema?.pattern);
  }
}

/** The second differs from the first in its last character, where a pattern says how both look. */
function twoTexts(pattern: string | undefined): [string, string] {
  const one = pattern === undefined ? undefined : textMatching(pattern);
  const matcher = compiled(pattern ?? "");
  const another = [..."0123456789abcxyz"]
    .map((last) => `${one?.slice(0, -1)}${last}`)
    .find((text) => text !== one && "test" in matcher && matcher.test(text));
  return one === undefined || another === undefined ? ["one", "another"] : [one, another];
}

function twoObjects(schema: JSONSchemaProps): [unknown, unknown] {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) return [{}, { one: "another" }];
  const required = properties.filter(([name]) => schema.required?.includes(name));
  const chosen = required.length > 0 ? required : properties.slice(0, 1);
  const pick = (which: 0 | 1) =>
    Object.fromEntries(chosen.map(([name, node]) => [name, twoValues(node)[which]]));
  return [pick(0), pick(1)];
}
