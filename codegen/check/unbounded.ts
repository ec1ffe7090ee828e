/** Which bounds are missing around a rule, so that its cost cannot be estimated well. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";

/**
 * The markers to add, as a hint: for lists and maps on the way from the root to `path` (`spec.parts[].labels`), and for
 * what lies below and is named in the rule. Nothing when all are bounded.
 */
export function boundsHint(root: JSONSchemaProps, path: string, rule: string): string | undefined {
  const missing: string[] = [];
  const look = (node: JSONSchemaProps, at: string): void => {
    const marker = missingBound(node);
    if (marker) missing.push(`@${marker} to ${at}`);
  };
  let node = root;
  let at = "";
  for (const step of path.match(/\[\]|\{\}|[^.[{]+/g) ?? []) {
    if (step === "[]" || step === "{}") look(node, at);
    const inner =
      step === "[]" ? node.items : step === "{}" ? node.additionalProperties : node.properties?.[step];
    if (typeof inner !== "object" || Array.isArray(inner)) break;
    node = inner;
    at += step === "[]" || step === "{}" || at === "" ? step : `.${step}`;
  }
  look(node, at);
  lookBelow(node, at, rule, look);
  return missing.length === 0 ? undefined : `add ${[...new Set(missing)].join(", ")}`;
}

function missingBound(node: JSONSchemaProps): "maxItems" | "maxProperties" | "maxLength" | undefined {
  if (node.type === "array") return node.maxItems === undefined ? "maxItems" : undefined;
  if (node.type === "object" && node.additionalProperties)
    return node.maxProperties === undefined ? "maxProperties" : undefined;
  if (node.type !== "string" || node.enum || node.format) return undefined;
  return node.maxLength === undefined ? "maxLength" : undefined;
}

/** Fields below a node whose names the rule mentions. */
function lookBelow(
  node: JSONSchemaProps,
  at: string,
  rule: string,
  look: (node: JSONSchemaProps, at: string) => void,
): void {
  for (const [name, inner] of Object.entries(node.properties ?? {})) {
    if (!new RegExp(`\\b${name.replace(/\W/g, "\\$&")}\\b`).test(rule)) continue;
    const here = at === "" ? name : `${at}.${name}`;
    look(inner, here);
    lookBelow(inner, here, rule, look);
  }
}
