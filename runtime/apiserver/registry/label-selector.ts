/** Label selectors: `a=b, c!=d, e in (f, g), h notin (i), j, !k, l > 1`. */
import { labelValueProblems, qualifiedNameProblems } from "./names.ts";

type Operator = "=" | "!=" | "in" | "notin" | "exists" | "absent" | ">" | "<";

interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

export type Labels = { readonly [key: string]: string };

/** A parsed selector, or why the text is none. */
export type ParsedLabelSelector =
  | { readonly matches: ((labels: Labels | undefined) => boolean) | undefined; readonly error?: undefined }
  | { readonly matches?: undefined; readonly error: string };

const token = /\s*(\(|\)|,|==|=|!=|!|<|>|[^\s(),=!<>]+)/y;

/** `matches` is undefined for the empty selector, which matches everything. */
export function parseLabelSelector(text: string): ParsedLabelSelector {
  if (text.trim() === "") return { matches: undefined };
  const tokens = tokenize(text);
  const requirements: Requirement[] = [];
  let at = 0;
  for (;;) {
    const parsed = parseRequirement(tokens, at);
    if ("error" in parsed) return { error: `unable to parse requirement: ${parsed.error}` };
    requirements.push(parsed.requirement);
    at = parsed.next;
    if (at >= tokens.length) break;
    if (tokens[at] !== ",") return { error: `found '${tokens[at]}', expected: ',' or 'end of string'` };
    at++;
    if (at >= tokens.length) return { error: "found '', expected: identifier after ','" };
  }
  return { matches: (labels) => requirements.every((requirement) => holds(requirement, labels ?? {})) };
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) tokens.push(match[1]!);
  return tokens;
}

type Parsed = { requirement: Requirement; next: number } | { error: string };

const punctuation = new Set(["(", ")", ",", "==", "=", "!=", "!", "<", ">"]);

function parseRequirement(tokens: readonly string[], start: number): Parsed {
  let at = start;
  const negated = tokens[at] === "!";
  if (negated) at++;
  const key = tokens[at++];
  if (key === undefined || punctuation.has(key)) {
    return { error: `found '${key ?? ""}', expected: '!', identifier, or 'end of string'` };
  }
  const keyProblems = qualifiedNameProblems(key);
  if (keyProblems.length > 0) {
    return { error: `key: Invalid value: ${JSON.stringify(key)}: ${keyProblems.join("; ")}` };
  }
  const next = tokens[at];
  if (negated || next === undefined || next === ",") {
    if (negated && next !== undefined && next !== ",")
      return { error: `found '${next}', expected: ',' or 'end of string'` };
    return { requirement: { key, operator: negated ? "absent" : "exists", values: [] }, next: at };
  }
  at++;
  switch (next) {
    case "=":
    case "==":
    case "!=": {
      const value = tokens[at];
      const missing = value === undefined || value === ",";
      if (!missing && punctuation.has(value)) return { error: `found '${value}', expected: identifier` };
      const values = [missing ? "" : value];
      return checked(key, next === "!=" ? "!=" : "=", values, missing ? at : at + 1);
    }
    case ">":
    case "<": {
      const value = tokens[at];
      if (value === undefined || !/^[+-]?\d+$/.test(value)) {
        return {
          error: `values[0]: Invalid value: ${JSON.stringify(value ?? "")}: for 'Gt', 'Lt' operators, the value must be an integer`,
        };
      }
      return { requirement: { key, operator: next, values: [value] }, next: at + 1 };
    }
    case "in":
    case "notin":
      return parseSet(key, next, tokens, at);
    default:
      return { error: `found '${next}', expected: in, notin, =, ==, !=, gt, lt` };
  }
}

function parseSet(key: string, operator: "in" | "notin", tokens: readonly string[], start: number): Parsed {
  let at = start;
  if (tokens[at] !== "(") return { error: `found '${tokens[at] ?? ""}' expected: '('` };
  at++;
  const values: string[] = [];
  let expectValue = true;
  for (;;) {
    const found = tokens[at++];
    if (found === undefined) return { error: "found '', expected: ',' or ')'" };
    if (found === ")") {
      if (expectValue) values.push("");
      return checked(key, operator, values, at);
    }
    if (found === ",") {
      if (expectValue) values.push("");
      expectValue = true;
    } else if (expectValue && !punctuation.has(found)) {
      values.push(found);
      expectValue = false;
    } else {
      return { error: `found '${found}', expected: ',' or ')'` };
    }
  }
}

function checked(key: string, operator: Operator, values: readonly string[], next: number): Parsed {
  for (const [i, value] of values.entries()) {
    const found = labelValueProblems(value);
    if (found.length > 0) {
      return { error: `values[${i}][${key}]: Invalid value: ${JSON.stringify(value)}: ${found.join("; ")}` };
    }
  }
  return { requirement: { key, operator, values }, next };
}

function holds({ key, operator, values }: Requirement, labels: Labels): boolean {
  const present = Object.hasOwn(labels, key);
  const value = present ? labels[key]! : "";
  switch (operator) {
    case "=":
    case "in":
      return present && values.includes(value);
    case "!=":
    case "notin":
      return !present || !values.includes(value);
    case "exists":
      return present;
    case "absent":
      return !present;
    case ">":
      return present && /^[+-]?\d+$/.test(value) && Number(value) > Number(values[0]);
    case "<":
      return present && /^[+-]?\d+$/.test(value) && Number(value) < Number(values[0]);
    default:
      return operator satisfies never;
  }
}
