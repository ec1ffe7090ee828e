/** The API server accepts the rules in the schema: their CEL parses, type-checks and fits into the cost budgets. */
import { checkRules } from "../../rules/lang/schema/index.ts";
import type { FieldError } from "../../rules/lang/schema/types.ts";
import type { ResourceModel } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { COMPAT } from "../rules/environment.ts";
import { ofEach } from "./check.ts";
import { locate } from "./locate.ts";
import { dearRules } from "./rule-costs.ts";
import { complaintOf, madeHint } from "./structural.ts";

const ROOT = "schema";

export const checkSchemaRules = ofEach((resource) => {
  const errors = checkRules(resource.schema, ROOT, { compat: COMPAT });
  const wrong = errors.filter((error) => !isAboutCost(error)).map((error) => wrongRule(error, resource));
  return errors.some(isAboutCost) ? [...wrong, ...dearRules(resource)] : wrong;
});

function wrongRule(error: FieldError, resource: ResourceModel): Problem {
  const { path, at, node, keyword } = locate(error.field, ROOT, resource);
  const complaint = complaintOf(error);
  if (keyword === "default") return problem("bad-default", at, { path, complaint }, madeHint(path, resource));
  const index = /x-kubernetes-validations\[(\d+)\]/.exec(error.field)?.[1];
  const rule = node["x-kubernetes-validations"]?.[Number(index)];
  const which = rule ? `${path} "${rule.message ?? rule.rule}"` : path;
  return problem("bad-rule", at, { path: which, complaint: compilation(error.detail) ?? complaint });
}

const isAboutCost = ({ detail }: FieldError): boolean =>
  /exceeds budget by factor of|contributed to estimated rule cost/.test(detail);

/** `compilation failed: ERROR: <input>:1:27: no such overload` and a picture of the place, in one line. */
function compilation(detail: string): string | undefined {
  if (!detail.includes("compilation failed:")) return undefined;
  const found = [...detail.matchAll(/ERROR: <input>:(\d+):(\d+): (.*)\n \| (.*)/g)];
  return found.length === 0
    ? undefined
    : found
        .map(([, , column, what, line]) => `is no valid CEL: ${what}, at column ${column} of ${line}`)
        .join("; ");
}
