/** Field selectors: `metadata.name=a,status.phase!=b` over the fields a resource offers. */
import type { KubeObject, ResourceInfo } from "../contract.ts";

interface Term {
  readonly field: string;
  readonly value: string;
  readonly equal: boolean;
}

export interface FieldSelector {
  readonly matches: (object: KubeObject) => boolean;
  /** The one name that can match, where the selector fixes it. */
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** A parsed selector (undefined for the empty one), or why it cannot be used with this resource. */
export type ParsedFieldSelector =
  | { readonly selector: FieldSelector | undefined; readonly error?: undefined }
  | { readonly selector?: undefined; readonly error: string };

export function parseFieldSelector(text: string, info: ResourceInfo): ParsedFieldSelector {
  if (text === "") return { selector: undefined };
  const offered = new Set([
    "metadata.name",
    ...(info.namespaced || !isBuiltin(info) ? ["metadata.namespace"] : []),
  ]);
  for (const path of info.selectableFields) offered.add(path.replace(/^\./, ""));
  const terms: Term[] = [];
  for (const part of splitTerms(text)) {
    const match = /^(.*?)(==|!=|=)(.*)$/s.exec(part);
    if (match === null) return { error: `invalid selector: '${text}'; can't understand '${part}'` };
    const field = match[1]!.trim();
    if (!offered.has(field)) return { error: `field label not supported: ${field}` };
    terms.push({ field, equal: match[2] !== "!=", value: unescaped(match[3]!) });
  }
  if (terms.length === 0) return { selector: undefined };
  const fixed = (field: string) => terms.find((term) => term.field === field && term.equal)?.value;
  return {
    selector: {
      matches: (object) =>
        terms.every(({ field, value, equal }) => (fieldText(object, field) === value) === equal),
      name: fixed("metadata.name"),
      namespace: fixed("metadata.namespace"),
    },
  };
}

/** Built-in cluster-scoped kinds do not offer metadata.namespace; custom ones do. */
function isBuiltin(info: ResourceInfo): boolean {
  return info.group === "" || info.group.endsWith(".k8s.io");
}

/** Splits at commas that are not escaped. */
function splitTerms(text: string): string[] {
  const parts: string[] = [];
  let current = "";
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === "\\" && i + 1 < text.length) current += char + text[++i];
    else if (char === ",") {
      parts.push(current);
      current = "";
    } else current += char;
  }
  parts.push(current);
  return parts.filter((part) => part !== "");
}

function unescaped(value: string): string {
  return value.replace(/\\([\\,=])/g, "$1");
}

function fieldText(object: KubeObject, field: string): string {
  let value: unknown = object;
  for (const part of field.split(".")) {
    if (typeof value !== "object" || value === null) return "";
    value = (value as { [key: string]: unknown })[part];
  }
  return value === undefined || value === null ? "" : String(value);
}
