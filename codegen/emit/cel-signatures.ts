/** How the functions of the CEL kernel are written, for people. */
import type { FunctionRow } from "../../rules/lang/cel/functions/row.ts";
import { type CelType, formatType } from "../../rules/lang/cel/types.ts";

/** Functions that are called alike, from the same version on. */
export interface CallGroup {
  readonly names: readonly string[];
  /** `f` stands for the name where there are several. */
  readonly forms: readonly string[];
  readonly since: string;
}

/** Rows with equal forms together, in the order of the table. */
export function callGroups(rows: readonly FunctionRow[]): CallGroup[] {
  const named = new Map<string, FunctionRow[]>();
  for (const row of rows) {
    const key = `${row.since} ${row.name}`;
    named.set(key, [...(named.get(key) ?? []), row]);
  }
  const alike = new Map<string, FunctionRow[][]>();
  for (const overloads of named.values()) {
    const { since, name } = overloads[0]!;
    const placeholder = isOperator(name) ? "_·_" : "f";
    const key = [since, ...overloads.map((row) => form(row, placeholder))].join("\n");
    alike.set(key, [...(alike.get(key) ?? []), overloads]);
  }
  return [...alike.values()].map((groups) => {
    const [overloads] = groups as [FunctionRow[]];
    const names = groups.map(([row]) => row!.name);
    const shown = names.length === 1 ? names[0]! : isOperator(names[0]!) ? "_·_" : "f";
    return {
      names: names.map(plainName),
      forms: overloads.map((row) => form(row, shown)),
      since: overloads[0]!.since,
    };
  });
}

const isOperator = (name: string): boolean => /^_.*_\]?$|^[!-]_$|^@in$/.test(name);

const plainName = (name: string): string =>
  name === "@in" ? "in" : isOperator(name) ? name.replaceAll("_", "") : name;

function form({ member, args, result }: FunctionRow, name: string): string {
  const [first = "", second = "", ...rest] = args.map(typeText);
  const yields = ` → ${typeText(result)}`;
  if (name === "_?_:_") return `${first} ? ${second} : ${rest.join("")}${yields}`;
  if (name === "@in") return `${first} in ${second}${yields}`;
  if (name === "_[_]" || name === "_[?_]")
    return `${first}${name[1] === "[" ? name.slice(1, -2) : ""}${second}]${yields}`;
  if (/^[!-]_$/.test(name)) return `${name[0]}${first}${yields}`;
  if (/^_.+_$/.test(name)) return `${first} ${name.slice(1, -1)} ${second}${yields}`;
  const inside = (member ? [second, ...rest] : [first, second, ...rest]).filter((text) => text !== "");
  return `${member ? `${first}.` : ""}${name}(${inside.join(", ")})${yields}`;
}

/** Names of types as expressions have them, without what does not help to write one. */
const typeText = (type: CelType): string =>
  formatType(type)
    .replaceAll("google.protobuf.", "")
    .replaceAll("kubernetes.authorization.", "")
    .replaceAll("kubernetes.", "")
    .replaceAll("optional_type", "optional");
