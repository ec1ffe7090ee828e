/** The rules of one schema node, with a place for their programs. */

import type { CompiledRule } from "./rules-compile.ts";
import type { JSONSchemaProps, ValidationRule } from "./types.ts";

export interface NodeRules {
  readonly list: readonly ValidationRule[];
  /** True at the root of a custom resource and of an embedded one, where kind, apiVersion and metadata are visible. */
  readonly isResource: boolean;
  /** Filled when the node is first evaluated. */
  compiled?: readonly CompiledRule[];
}

export function nodeRules(schema: JSONSchemaProps, at: { isResource: boolean }): NodeRules {
  return { list: schema["x-kubernetes-validations"] ?? [], isResource: at.isResource };
}
