/** Markers whose keywords depend on what they stand on: @size, @maxBytes and @format. */
import { type Format, formats } from "../../api/formats.ts";
import type { MarkerName } from "../../api/markers.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { MarkerUse } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { markerOf } from "./markers.ts";

const known: { readonly [name: string]: Format } = formats;

/** Writes the keywords of the marker into the schema of its node. */
export function applyDerived(
  schema: JSONSchemaProps,
  derives: "size" | "bytes" | "format",
  use: MarkerUse,
  problems: Problem[],
): void {
  if (derives === "size") applySize(schema, use, problems);
  else if (derives === "bytes") applyBytes(schema, use.value as number);
  else applyFormat(schema, use, problems);
}

/** The markers in the order in which they work: those that read what others wrote come last. */
export const inOrder = <Use extends { name: MarkerName }>(uses: readonly Use[]): Use[] => [
  ...uses.filter((use) => !("derives" in markerOf(use.name).effect)),
  ...uses.filter((use) => "derives" in markerOf(use.name).effect),
];

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;

function applySize(schema: JSONSchemaProps, use: MarkerUse, problems: Problem[]): void {
  const { min, max } = use.value as { min?: number; max?: number };
  const [least, most] = sizeKeywords(schema);
  const complain = (complaint: string) =>
    problems.push(
      problem("contradictory-markers", use.position, { marker: use.name, complaint }, "keep one"),
    );
  if (min === undefined && max === undefined) {
    problems.push(
      problem("marker-argument", use.position, { marker: use.name, complaint: "needs min=… or max=…" }),
    );
  } else if (min !== undefined && schema[least] !== undefined) complain(`says min, and so does @${least}`);
  else if (max !== undefined && schema[most] !== undefined) complain(`says max, and so does @${most}`);
  else {
    if (min !== undefined) schema[least] = min;
    if (max !== undefined) schema[most] = max;
  }
}

function sizeKeywords(schema: JSONSchemaProps) {
  if (schema.type === "array") return ["minItems", "maxItems"] as const;
  return schema.type === "object"
    ? (["minProperties", "maxProperties"] as const)
    : (["minLength", "maxLength"] as const);
}

/** A character takes one to four bytes: the bytes bound the characters, and few characters need no rule. */
function applyBytes(schema: JSONSchemaProps, most: number): void {
  if (schema.maxLength !== undefined && schema.maxLength * 4 <= most) return;
  schema.maxLength = Math.min(schema.maxLength ?? most, most);
  const rule = { rule: `size(bytes(self)) <= ${most}`, message: `must be at most ${most} bytes long` };
  schema["x-kubernetes-validations"] = [...(schema["x-kubernetes-validations"] ?? []), rule];
}

function applyFormat(schema: JSONSchemaProps, use: MarkerUse, problems: Problem[]): void {
  const name = use.value as string;
  const { on, native, pattern, maxLength } = known[name]!;
  if (schema.type !== on) {
    const found = schema.type ?? "open value";
    const complaint = `is ${name}, for ${withArticle(on)}, but this is ${withArticle(found)}`;
    const hint = on === "integer" && found === "number" ? "add @integer, or write Int32 or Int64" : undefined;
    problems.push(problem("contradictory-markers", use.position, { marker: use.name, complaint }, hint));
  } else if (native) schema.format = name;
  else {
    if (schema.pattern !== undefined) {
      const complaint = `is ${name}, which is a pattern, and there is another`;
      problems.push(
        problem("contradictory-markers", use.position, { marker: use.name, complaint }, "keep one"),
      );
    }
    schema.pattern = pattern!;
    if (maxLength !== undefined) schema.maxLength = Math.min(schema.maxLength ?? maxLength, maxLength);
  }
}
