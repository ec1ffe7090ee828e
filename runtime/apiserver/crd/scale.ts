/** What an object must have where its definition says that its scale stands. */
import type { FieldError } from "../../../rules/lang/schema/types.ts";
import type { KubeObject } from "../contract.ts";
import { fieldError } from "../errors.ts";
import type { DefinitionScale } from "./types.ts";

const most = 2 ** 31 - 1;

/** Complaints about the wanted number of replicas. */
export const scaleSpecErrors = (object: KubeObject, scale: DefinitionScale): FieldError[] =>
  replicasErrors(object, scale.specReplicasPath);

/** Complaints about the observed number of replicas and their selector. */
export function scaleStatusErrors(object: KubeObject, scale: DefinitionScale): FieldError[] {
  const { statusReplicasPath, labelSelectorPath: path } = scale;
  const errors = replicasErrors(object, statusReplicasPath);
  if (path === undefined) return errors;
  const { problem } = find(object, path, "string");
  return problem === undefined ? errors : [...errors, fieldError.invalid(path, "", problem)];
}

function replicasErrors(object: KubeObject, path: string): FieldError[] {
  const { value, problem } = find(object, path, "int64");
  if (problem !== undefined) return [fieldError.invalid(path, 0, problem)];
  const replicas = (value as number | undefined) ?? 0;
  if (replicas < 0) return [fieldError.invalid(path, replicas, "should be a non-negative integer")];
  if (replicas <= most) return [];
  return [fieldError.invalid(path, replicas, `should be less than or equal to ${most}`)];
}

const goObject = "map[string]interface{}";

/** The value at a path, undefined where it is not there; or the problem of one that has another type. */
function find(
  object: KubeObject,
  path: string,
  wanted: "int64" | "string",
): { value?: unknown; problem?: string } {
  const names = path.replace(/^\./, "").split(".");
  const mismatch = (value: unknown, depth: number, expected: string): string =>
    `.${names.slice(0, depth).join(".")} accessor error: ${value === null ? "<nil>" : String(value)} is of the type ${goType(value)}, expected ${expected}`;
  let value: unknown = object;
  for (const [index, name] of names.entries()) {
    if (goType(value) !== goObject) return { problem: mismatch(value, index + 1, goObject) };
    if (!Object.hasOwn(value as object, name)) return {};
    value = (value as { [field: string]: unknown })[name];
  }
  return goType(value) === wanted ? { value } : { problem: mismatch(value, names.length, wanted) };
}

function goType(value: unknown): string {
  if (value === null) return "<nil>";
  if (Array.isArray(value)) return "[]interface {}";
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "number":
      return Number.isInteger(value) ? "int64" : "float64";
    default:
      return goObject;
  }
}
