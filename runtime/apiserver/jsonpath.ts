/**
 * The JSONPath of printer columns, as kubectl reads it: fields, `['a.b/c']`, indices, slices, `*`, `..`, unions and
 * filters `[?(@.type=="Ready")]`. A missing field yields nothing, never an error.
 */

export type JsonPath = readonly Step[];
export type JsonPathResult = { path: JsonPath; error?: undefined } | { path?: undefined; error: string };

type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";
type Operand = { path: JsonPath } | { literal: unknown };

type Step =
  | { kind: "field"; name: string }
  | { kind: "wildcard" }
  | { kind: "descend" }
  | { kind: "slice"; from: number | undefined; to: number | undefined; step: number }
  | { kind: "index"; at: number }
  | { kind: "union"; of: JsonPath[] }
  | { kind: "filter"; left: Operand; operator: Comparison | "exists"; right?: Operand };

class Bad extends Error {}

/** Parses a path such as `.status.conditions[?(@.type=="Ready")].status`, with or without `{ }` around it. */
export function parseJsonPath(text: string): JsonPathResult {
  const inner = /^\{.*\}$/s.test(text) ? text.slice(1, -1) : text;
  try {
    return { path: parse(inner.startsWith("$") ? inner.slice(1) : inner) };
  } catch (error) {
    if (error instanceof Bad) return { error: error.message };
    throw error;
  }
}

/** All values the path selects in `root`, in order. */
export function selectJsonPath(root: unknown, path: JsonPath): unknown[] {
  return path.reduce<unknown[]>((values, step) => values.flatMap((value) => apply(value, step)), [root]);
}

// --- parsing -----------------------------------------------------------------------------------------------------

function parse(text: string): JsonPath {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    if (char === "[") {
      const end = closingBracket(text, at);
      steps.push(bracket(text.slice(at + 1, end).trim()));
      at = end + 1;
      continue;
    }
    if (char === ".") {
      at++;
      if (text[at] === ".") {
        steps.push({ kind: "descend" });
        at++;
      }
      if (text[at] === "[" || at >= text.length) continue;
    } else if (at > 0)
      throw new Bad(`unexpected character ${JSON.stringify(char)} in ${JSON.stringify(text)}`);
    const [name, length] = word(text.slice(at));
    if (length === 0)
      throw new Bad(`unexpected character ${JSON.stringify(text[at])} in ${JSON.stringify(text)}`);
    at += length;
    steps.push(name === "*" ? { kind: "wildcard" } : { kind: "field", name });
  }
  return steps;
}

/** A field name, which ends at `.`, `[`, a space or an operator unless a backslash comes before. */
function word(text: string): [name: string, length: number] {
  let name = "";
  let at = 0;
  for (; at < text.length; at++) {
    const char = text[at] as string;
    if (char === "\\" && at + 1 < text.length) name += text[++at];
    else if (/[.[\]\s,=!<>()|{}]/.test(char)) break;
    else name += char;
  }
  return [name, at];
}

function closingBracket(text: string, open: number): number {
  let depth = 0;
  let quote = "";
  for (let at = open; at < text.length; at++) {
    const char = text[at] as string;
    if (quote !== "") {
      if (char === "\\") at++;
      else if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (char === "[") depth++;
    else if (char === "]" && --depth === 0) return at;
  }
  throw new Bad("unterminated array");
}

const SLICE = /^(-?\d*)(?::(-?\d*))?(?::(\d+))?$/;

function bracket(text: string): Step {
  if (text === "*") return { kind: "wildcard" };
  const filter = /^\?\((.*)\)$/s.exec(text);
  if (filter !== null) return filterStep((filter[1] as string).trim());
  const parts = splitOutsideQuotes(text, ",");
  if (parts.length > 1) return { kind: "union", of: parts.map((part) => [bracket(part.trim())]) };
  const name = quoted(text);
  if (name !== undefined) return { kind: "field", name };
  const slice = SLICE.exec(text);
  if (slice === null || text === "") throw new Bad(`invalid array index ${text}`);
  if (!text.includes(":")) return { kind: "index", at: Number(text) };
  const bound = (part: string | undefined) => (part === undefined || part === "" ? undefined : Number(part));
  return { kind: "slice", from: bound(slice[1]), to: bound(slice[2]), step: bound(slice[3]) ?? 1 };
}

function filterStep(text: string): Step {
  for (const operator of ["==", "!=", "<=", ">=", "<", ">"] as const) {
    const parts = splitOutsideQuotes(text, operator);
    if (parts.length === 2)
      return {
        kind: "filter",
        left: operand(parts[0] as string),
        operator,
        right: operand(parts[1] as string),
      };
  }
  return { kind: "filter", left: operand(text), operator: "exists" };
}

function operand(text: string): Operand {
  const trimmed = text.trim();
  const string = quoted(trimmed);
  if (string !== undefined) return { literal: string };
  if (trimmed === "true" || trimmed === "false") return { literal: trimmed === "true" };
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return { literal: Number(trimmed) };
  if (trimmed.startsWith("@")) return { path: parse(trimmed.slice(1)) };
  throw new Bad(`unrecognized identifier ${trimmed}`);
}

function quoted(text: string): string | undefined {
  const match = /^(["'])(.*)\1$/s.exec(text);
  return match === null ? undefined : (match[2] as string).replace(/\\(.)/gs, "$1");
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let quote = "";
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (quote !== "") {
      if (char === "\\") at++;
      else if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (text.startsWith(separator, at)) {
      parts.push(text.slice(start, at));
      at += separator.length - 1;
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

// --- evaluation --------------------------------------------------------------------------------------------------

const children = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : typeof value === "object" && value !== null ? Object.values(value) : [];

function apply(value: unknown, step: Step): unknown[] {
  switch (step.kind) {
    case "field":
      if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
      return Object.hasOwn(value, step.name) ? [(value as { [key: string]: unknown })[step.name]] : [];
    case "wildcard":
      return children(value);
    case "descend":
      return [value, ...children(value).flatMap((child) => apply(child, step))];
    case "index": {
      if (!Array.isArray(value)) return [];
      const at = step.at < 0 ? step.at + value.length : step.at;
      return at >= 0 && at < value.length ? [value[at]] : [];
    }
    case "slice": {
      if (!Array.isArray(value)) return [];
      return value.slice(step.from, step.to).filter((_, i) => i % Math.max(step.step, 1) === 0);
    }
    case "union":
      return step.of.flatMap((path) => selectJsonPath(value, path));
    case "filter":
      return children(value).filter((item) => holds(item, step));
  }
}

function holds(item: unknown, filter: Step & { kind: "filter" }): boolean {
  const left = operandValue(item, filter.left);
  if (filter.operator === "exists") return left !== undefined;
  const right = filter.right === undefined ? undefined : operandValue(item, filter.right);
  if (left === undefined || right === undefined) return false;
  if (filter.operator === "==") return left === right;
  if (filter.operator === "!=") return left !== right;
  const comparable =
    (typeof left === "number" && typeof right === "number") ||
    (typeof left === "string" && typeof right === "string");
  if (!comparable) return false;
  switch (filter.operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

const operandValue = (item: unknown, operand: Operand): unknown =>
  "literal" in operand ? operand.literal : selectJsonPath(item, operand.path)[0];
