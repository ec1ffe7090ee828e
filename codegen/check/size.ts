/** A CRD fits into the annotation that client-side apply keeps: 256 KiB. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { type CustomResourceDefinition, crds } from "../emit/crd.ts";
import type { Model } from "../model.ts";
import { problem } from "../problems.ts";
import type { CheckResult } from "./check.ts";

const LIMIT = 256 * 1024;
const PARTS_SHOWN = 3;

export function checkSize(model: Model): CheckResult {
  const problems = crds(model).flatMap((crd) => {
    const size = JSON.stringify(crd).length;
    if (size <= LIMIT) return [];
    const { group, names } = crd.spec;
    const resource = model.resources.find((r) => r.group === group && r.kind === names.kind)!;
    const holes = { kind: names.kind, size, limit: LIMIT, parts: largestParts(crd) };
    return [
      problem(
        "too-large",
        resource.positions[""]!,
        holes,
        "shorten their docs, or make one of them OpenObject",
      ),
    ];
  });
  return { problems, notes: [] };
}

/** The largest subtrees two levels down: `v1 spec.template 81234`. */
function largestParts(crd: CustomResourceDefinition): string {
  const parts = crd.spec.versions.flatMap(({ name, schema }) =>
    childrenOf(schema.openAPIV3Schema).flatMap(([outer, inner]) =>
      childrenOf(inner).map(([field, part]) => ({
        path: `${name} ${outer}.${field}`,
        size: JSON.stringify(part).length,
      })),
    ),
  );
  parts.sort((a, b) => b.size - a.size);
  return parts
    .slice(0, PARTS_SHOWN)
    .map(({ path, size }) => `${path} ${size}`)
    .join(", ");
}

const childrenOf = (schema: JSONSchemaProps): [string, JSONSchemaProps][] =>
  Object.entries(schema.properties ?? {});
