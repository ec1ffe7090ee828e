/**
 * A CRD fits into the annotation in which client-side apply keeps it. Descriptions make room by themselves, which is
 * noted; only a CRD that is too large without them is a problem.
 */
import { appliedBytes, BUDGET, makeCrds } from "../emit/crd.ts";
import { largestParts, proseOf } from "../emit/sizes.ts";
import type { Model } from "../model.ts";
import { problem } from "../problems.ts";
import type { CheckResult } from "./check.ts";

const PARTS_SHOWN = 3;

export function checkSize(model: Model): CheckResult {
  const result: CheckResult = { problems: [], notes: [] };
  for (const { crd, versions, trimmed } of makeCrds(model)) {
    const size = appliedBytes(crd);
    const { kind } = crd.spec.names;
    if (size > BUDGET) {
      const parts = largestParts(crd, PARTS_SHOWN)
        .map(({ path, bytes }) => `${path} ${bytes}`)
        .join(", ");
      const kept = crd.spec.versions.reduce((sum, { schema }) => sum + proseOf(schema.openAPIV3Schema), 0);
      const hint =
        size - kept <= BUDGET
          ? `@descriptions full keeps ${kept} bytes of descriptions; take it back somewhere`
          : "mark one of them @opaque, or split the resource";
      const at = versions[0]!.positions[""]!;
      result.problems.push(problem("too-large", at, { kind, size, limit: BUDGET, parts }, hint));
    } else if (trimmed.saved > 0) {
      result.notes.push(
        `${kind}: ${trimmed.shortened} descriptions shortened and ${trimmed.dropped} left out of the CRD, ${trimmed.saved} bytes, to stay below ${BUDGET}; @descriptions says which matter`,
      );
    }
  }
  return result;
}
