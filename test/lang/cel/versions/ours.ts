/** What the kernel says of an expression in each place, in a compat version. */

import { CelTypes, compile, isProgram, refusalOf } from "../../../../rules/lang/cel/index.ts";
import { compileExpression } from "../../../../runtime/apiserver/admission/expressions.ts";
import type { Asked } from "./calls.ts";

const { string, int, list, map, dyn } = CelTypes;

/** As the Go program declares it. */
const self = CelTypes.object("selfType", {
  text: { json: "text", type: string },
  int: { json: "int", type: int },
  ints: { json: "ints", type: list(int) },
  map: { json: "map", type: map(string, string) },
  any: { json: "any", type: dyn },
  __namespace__: { json: "namespace", type: string },
});

const WANTED = { validating: "any", jsonPatch: "jsonPatch", applyConfiguration: "object" } as const;

/** The complaint; null where there is none. */
export function ours({ place, expression }: Asked, compat: string): string | null {
  if (place !== "rule") {
    const scope = { params: true, authorizer: true, compat };
    return compileExpression(expression, WANTED[place], scope).error ?? null;
  }
  const program = compile(expression, { compat, variables: { self } });
  return isProgram(program) ? null : refusalOf(expression, program.issues);
}
