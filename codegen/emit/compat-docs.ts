/** A page that says how the compatibility gate judges each change, from its own table. */
import { type ChangeClass, type ChangeCode, meaningOf, meanings } from "../compat/changes.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";

const CLASSES: Readonly<Record<ChangeClass, string>> = {
  breaking: "Stored objects lose data or cannot be updated any more, or clients that worked stop working.",
  ratcheted:
    "Stored objects stay as they are and can be updated, for Kubernetes from 1.33 on forgives values that do not change; new and changed values may be refused.",
  safe: "What was accepted still is, and no stored value is lost.",
};

export function emitCompatDocs(): Files {
  const blocks = Object.entries(CLASSES).map(([name, text]) => block(name as ChangeClass, text));
  const text = `<!-- ${MADE_BY} From codegen/compat/changes.ts. -->
# Compatibility of CRDs

\`npm run gen -- --compare DIR\` compares the CRDs in a folder, such as those of the last release, with those that would
be generated now, and writes nothing. It fails when a change is breaking; \`--fail-on ratcheted\` is stricter, and
\`--json\` gives the changes as data. How an API server treats stored objects after each change was asked of a real one.

${blocks.join("\n")}`;
  return new Map([["generated/docs/compatibility.md", text]]);
}

function block(name: ChangeClass, text: string): string {
  const rows = (Object.keys(meanings) as ChangeCode[])
    .map((code) => ({ code, ...meaningOf(code) }))
    .filter((meaning) => meaning.class === name)
    .map(({ code, what, why, todo }) => `| \`${code}\` | ${what} | ${why} | ${todo ?? ""} |`);
  return `## ${name[0]!.toUpperCase()}${name.slice(1)}

${text}

| Code | What happened | What follows | Instead |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}
