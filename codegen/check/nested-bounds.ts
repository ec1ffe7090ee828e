/**
 * No bound stands inside allOf, anyOf, oneOf or not: the API server's cost estimate does not see it there, and neither do
 * most readers of schemas.
 */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { makeCrds } from "../emit/crd.ts";
import type { Model } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import { childrenOf } from "../schema-tree.ts";
import type { CheckResult } from "./check.ts";
import { positionOf } from "./locate.ts";

/** Looks at the CRDs as they are written, after everything that changes schemas. */
export function checkNestedBounds(model: Model): CheckResult {
  const problems = makeCrds(model).flatMap(({ crd, versions }) =>
    versions.flatMap((resource) => {
      const { schema } = crd.spec.versions.find(({ name }) => name === resource.version)!;
      return nestedBounds(schema.openAPIV3Schema, "").map(({ path, keyword, bound }): Problem => {
        const complaint = `${bound} stands inside ${keyword}, where the cost estimate does not see it`;
        const at = positionOf(path, resource);
        return problem(
          "not-structural",
          at,
          { path: path || resource.kind, complaint },
          "state it on the field",
        );
      });
    }),
  );
  return { problems, notes: [] };
}

interface Nested {
  path: string;
  keyword: string;
  bound: string;
}

const BOUNDS = [
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"],
] as readonly (keyof JSONSchemaProps)[];

/** The bounds in the alternatives of a schema and of everything below. */
export function nestedBounds(node: JSONSchemaProps, path: string): Nested[] {
  const inside = (["allOf", "anyOf", "oneOf", "not"] as const).flatMap((keyword) => {
    const value = node[keyword];
    const alternatives = value === undefined ? [] : Array.isArray(value) ? value : [value];
    return alternatives.flatMap((one) => boundsIn(one).map((bound) => ({ path, keyword, bound })));
  });
  return [...inside, ...childrenOf(node, path).flatMap((child) => nestedBounds(child.node, child.path))];
}

const boundsIn = (node: JSONSchemaProps): string[] => [
  ...BOUNDS.filter((bound) => node[bound] !== undefined),
  ...[...childrenOf(node, "").map((child) => child.node), ...alternatives(node)].flatMap(boundsIn),
];

const alternatives = ({ allOf = [], anyOf = [], oneOf = [], not }: JSONSchemaProps): JSONSchemaProps[] => [
  ...allOf,
  ...anyOf,
  ...oneOf,
  ...(not ? [not] : []),
];
