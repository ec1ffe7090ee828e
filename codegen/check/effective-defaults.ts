/**
 * Notes defaults that may wait: an API server fills a default only where the object around it is there. Often that is
 * what is meant, so it is a note; `@default {}` on the parent makes it always apply.
 */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Model } from "../model.ts";
import type { CheckResult } from "./check.ts";

export function noteWaitingDefaults(model: Model): CheckResult {
  const notes = model.resources.flatMap((resource) =>
    waiting(resource.schema, "", undefined).map(
      ({ path, parent }) =>
        `${resource.kind} ${resource.version}: the default of ${path} applies only where ${parent} is written`,
    ),
  );
  return { problems: [], notes };
}

interface Waiting {
  path: string;
  parent: string;
}

/** `parent` is the nearest object around the node that may be absent. */
function waiting(schema: JSONSchemaProps, path: string, parent: string | undefined): Waiting[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const here = path === "" ? name : `${path}.${name}`;
    const own = inner.default !== undefined && parent !== undefined ? [{ path: here, parent }] : [];
    // An object without spec is too rare to speak about.
    const present = path === "" || schema.required?.includes(name) || inner.default !== undefined;
    return [...own, ...waiting(inner, here, present ? parent : here)];
  });
}
