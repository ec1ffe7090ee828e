/** JSON paths into a resource, checked against its types. */
import type { FieldNode } from "../model.ts";
import { didYouMean, type Position, type Problem, problem } from "../problems.ts";
import type { Resolver } from "./resolve.ts";

/** Whether `spec.disks[].name` is one value an object. */
export const isPlainPath = (path: string): boolean => !/[[{]/.test(path);

/** Follows `.status.powerState` through the types. What is in brackets is left to the API server. */
export function checkPath(
  path: string,
  fields: readonly FieldNode[],
  resolver: Resolver,
  kind: string,
  position: Position,
  problems: Problem[],
): boolean {
  const names = /^((?:\.[A-Za-z_][\w-]*)*)/.exec(path)![1]!.split(".").slice(1);
  let known: readonly FieldNode[] | undefined = fields;
  for (const name of names) {
    if (!known) break;
    const field: FieldNode | undefined = known.find((f) => f.name === name);
    if (!field) {
      const hint = didYouMean(
        name,
        known.map((f) => f.name),
      );
      problems.push(problem("bad-path", position, { path, kind }, hint));
      return false;
    }
    known = resolver.fields(field.type);
  }
  if (names.length > 0) return true;
  problems.push(problem("bad-path", position, { path, kind }, "write a path such as .status.phase"));
  return false;
}
