/** The API server accepts the rules in the schema: their CEL parses, type-checks and fits into the cost budgets. */
import { checkRules } from "../../rules/lang/schema/index.ts";
import type { Model } from "../model.ts";
import { problem } from "../problems.ts";
import { COMPAT } from "../rules/environment.ts";
import type { CheckResult } from "./check.ts";
import { locate } from "./locate.ts";
import { complaintOf } from "./structural.ts";
import { boundsHint } from "./unbounded.ts";

const ROOT = "schema";

export function checkSchemaRules(model: Model): CheckResult {
  const problems = model.resources.flatMap((resource) =>
    checkRules(resource.schema, ROOT, { compat: COMPAT }).map((error) => {
      const { path, at, node } = locate(error.field, ROOT, resource);
      const index = /x-kubernetes-validations\[(\d+)\]/.exec(error.field)?.[1];
      const rule = node["x-kubernetes-validations"]?.[Number(index)];
      const which = rule ? `${path} "${rule.message ?? rule.rule}"` : path;
      const hint =
        rule && error.detail.includes("cost") ? boundsHint(resource.schema, path, rule.rule) : undefined;
      return problem("bad-rule", at, { path: which, complaint: complaintOf(error) }, hint);
    }),
  );
  return { problems, notes: [] };
}
