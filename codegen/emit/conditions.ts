/** Condition types with their reasons: as types for the operator, which reports no other, and as a page. */
import type { ConditionDoc } from "../../rules/conditions.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY, tsHeader } from "./header.ts";

export type Conditions = { readonly [type: string]: ConditionDoc };

/** Nothing where no conditions are declared. */
export function emitConditions(conditions: Conditions): Files {
  if (Object.keys(conditions).length === 0) return new Map();
  return new Map([
    ["generated/conditions.ts", typesOf(conditions)],
    ["generated/docs/conditions.md", pageOf(conditions)],
  ]);
}

function typesOf(conditions: Conditions): string {
  const members = Object.entries(conditions).map(([type, { doc, reasons }]) => {
    const names = Object.keys(reasons).map((reason) => JSON.stringify(reason));
    return `  /** ${doc} */\n  ${type}: ${names.join(" | ")};\n`;
  });
  return `${tsHeader("rules/conditions.ts")}
/** Every condition type, with the reasons it is reported for beside the plain "True". */
export interface ConditionReasons {
${members.join("")}}

export type ConditionType = keyof ConditionReasons;
`;
}

function pageOf(conditions: Conditions): string {
  const sections = Object.entries(conditions).map(([type, { doc, reasons }]) => {
    const rows = Object.entries(reasons).map(([reason, text]) => `| \`${reason}\` | ${text} |\n`);
    return `## ${type}\n\n${doc}\n\n| Reason | Meaning |\n| --- | --- |\n${rows.join("")}`;
  });
  return `<!-- ${MADE_BY} From rules/conditions.ts. -->\n# Conditions\n\n${sections.join("\n")}`;
}
