/** Condition types with their reasons: as types for the operator, which reports no other, and as a page. */
import type { ConditionDoc } from "../../rules/conditions.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY, tsHeader } from "./header.ts";
import { code, table } from "./markdown.ts";

const INTRODUCTION = `The types of \`status.conditions\`. Status \`True\` means what the first sentence says; \`reason\` tells why it is anything
else.`;

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
    const rows = Object.entries(reasons).map(([reason, text]) => [code(reason), text]);
    return `## ${type}\n\n${doc}\n\n${table(["Reason", "Meaning"], rows)}`;
  });
  return `<!-- ${MADE_BY} From rules/conditions.ts. -->\n# Conditions\n\n${INTRODUCTION}\n\n${sections.join("\n")}`;
}
