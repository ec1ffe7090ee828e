/** Simple JSON paths into a schema: `.spec.size`, `.spec['a.b']`. */

import { duplicate, invalid, required, tooMany } from "./field-error.ts";
import { child, key, ROOT } from "./field-path.ts";
import type { FieldError, JSONSchemaProps } from "./types.ts";

/** Where a path leads, or why nowhere. */
export type Resolved =
  | { readonly path: string; readonly names: readonly string[]; readonly schema: JSONSchemaProps | undefined }
  | { readonly problem: string };

const ESCAPES: { readonly [letter: string]: string } = {
  ...{ a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" },
  ...{ "'": "'", "\\": "\\" },
};

/** Splits into `.`, `[`, `]`, quoted texts and what stands between; an unfinished quote yields nothing more. */
function tokens(path: string): string[] {
  const found: string[] = [];
  let rest = path;
  while (rest !== "") {
    const quoted = /^'(?:[^\\]|\\.)*?(?<!\\)'/s.exec(rest)?.[0];
    if (rest.startsWith("'") && quoted === undefined) {
      found.push(rest);
      break;
    }
    const token = quoted ?? /^[.[\]]|^[^.[\]]+/.exec(rest)?.[0] ?? rest;
    found.push(token);
    rest = rest.slice(token.length);
  }
  return found;
}

function unquote(text: string): { readonly text: string } | { readonly problem: string } {
  let problem: string | undefined;
  const out = text.replace(/\\./gs, (match) => {
    const letter = ESCAPES[match[1] ?? ""];
    if (letter === undefined) problem = `invalid escape char ${match}`;
    return letter ?? "";
  });
  return problem === undefined ? { text: out } : { problem: `invalid string literal: ${problem}` };
}

/** Follows a path through properties and map values; list indices are not part of the notation. */
export function resolveFieldPath(path: string, root: JSONSchemaProps, arrayNotation = true): Resolved {
  const all = tokens(path);
  const names: string[] = [];
  let schema: JSONSchemaProps | undefined = root;
  let at = ROOT;
  let next = 0;
  const ended: Resolved = { problem: "unexpected end of JSON path" };
  while (next < all.length) {
    const token = all[next++] ?? "";
    let name: string;
    if (token === "[") {
      if (!arrayNotation) return { problem: "array notation is not allowed" };
      const quoted = all[next++];
      if (quoted === undefined) return ended;
      if (quoted.length < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
        return { problem: `expected single quoted string but got ${quoted}` };
      }
      const inner = unquote(quoted.slice(1, -1));
      if ("problem" in inner) return inner;
      name = inner.text;
      const close = all[next++];
      if (close === undefined) return ended;
      if (close !== "]") return { problem: `expected ] but got ${close}` };
    } else if (token === ".") {
      const plain = all[next++];
      if (plain === undefined) return ended;
      name = plain;
    } else return { problem: `expected [ or . but got: ${token}` };
    const here: JSONSchemaProps = schema ?? {};
    const { properties, additionalProperties } = here;
    const nowhere: Resolved = { problem: "does not refer to a valid field" };
    if (properties !== undefined && Object.keys(properties).length > 0) {
      if (!Object.hasOwn(properties, name)) return nowhere;
      schema = properties[name];
      at = child(at, name);
    } else if (additionalProperties !== undefined) {
      schema = typeof additionalProperties === "object" ? additionalProperties : undefined;
      at = key(at, name);
    } else return nowhere;
    names.push(name);
  }
  return { path: at, names, schema };
}

const SELECTABLE: ReadonlySet<string | undefined> = new Set(["string", "boolean", "integer"]);
const MAX_SELECTABLE = 8;

/** Complaints about a version's `selectableFields`, given their JSON paths, under `path`. */
export function checkSelectableFields(
  jsonPaths: readonly string[],
  schema: JSONSchemaProps,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  jsonPaths.forEach((jsonPath, index) => {
    const at = child(key(path, index), "jsonPath");
    if (jsonPath === "") {
      errors.push(required(at));
      return;
    }
    const resolved = resolveFieldPath(jsonPath, schema, false);
    if ("problem" in resolved) {
      errors.push(invalid(at, jsonPath, `is an invalid path: ${resolved.problem}`));
      return;
    }
    if (resolved.names[0] === "metadata")
      errors.push(invalid(at, jsonPath, "must not point to fields in metadata"));
    if (!SELECTABLE.has(resolved.schema?.type)) {
      const detail =
        "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.";
      errors.push(invalid(at, jsonPath, detail));
    }
    if (seen.has(resolved.path)) errors.push(duplicate(at, jsonPath));
    seen.add(resolved.path);
  });
  if (seen.size > MAX_SELECTABLE) errors.push(tooMany(path, seen.size, MAX_SELECTABLE));
  return errors;
}
