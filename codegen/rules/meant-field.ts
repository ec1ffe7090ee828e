/** The field that was probably meant, where a row names one that does not exist. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { didYouMean } from "../problems.ts";
import { joinPath, schemaAt, steps } from "./fields.ts";
import { mentions } from "./reads.ts";

/** Whether the path leads to a field, as far as the schema says what there is. */
export const isField = (schema: JSONSchemaProps, path: string): boolean =>
  missingStep(schema, path) === undefined;

/** `spec.levle` → "did you mean spec.level?" */
export function meantField(schema: JSONSchemaProps, path: string): string | undefined {
  const missing = missingStep(schema, path);
  return missing && didYouMean(missing.name, missing.known, missing.before);
}

/** `self.levle > 1`, at `spec` → "did you mean self.level?" */
export function meantByExpression(
  schema: JSONSchemaProps,
  anchor: string,
  source: string,
): string | undefined {
  const read = mentions(source);
  if ("complaint" in read) return undefined;
  for (const path of read.paths) {
    const [variable = "", ...below] = path.split(".");
    const from = ["root", "oldRoot"].includes(variable) ? "" : anchor;
    const missing = missingStep(schema, joinPath(from, ...below));
    const written = missing && path.slice(0, path.length - missing.after.length - missing.name.length);
    const hint = missing && didYouMean(missing.name, missing.known, written);
    if (hint) return hint;
  }
  return undefined;
}

interface MissingStep {
  name: string;
  /** What stands before and after it in the path. */
  before: string;
  after: string;
  /** What there is instead. */
  known: readonly string[];
}

function missingStep(schema: JSONSchemaProps, path: string): MissingStep | undefined {
  const names = steps(path);
  if (names[0] === "metadata") return undefined;
  let at = "";
  for (const [i, name] of names.entries()) {
    const next = name === "[]" ? `${at}[]` : joinPath(at, name);
    if (!schemaAt(schema, next)) {
      const node = schemaAt(schema, at);
      if (isOpen(node)) return undefined;
      const after = names
        .slice(i + 1)
        .map((step) => (step === "[]" ? step : `.${step}`))
        .join("");
      const before = at === "" ? "" : `${at}.`;
      return { name, before, after, known: Object.keys(node?.properties ?? {}) };
    }
    at = next;
  }
  return undefined;
}

/** Any name is one of its fields. */
const isOpen = (node: JSONSchemaProps | undefined): boolean =>
  node?.additionalProperties !== undefined || node?.["x-kubernetes-preserve-unknown-fields"] === true;
