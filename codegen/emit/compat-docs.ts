/** A page that says how the compatibility gate judges each change, from its own table. */
import { type Change, type ChangeClass, type ChangeCode, meaningOf, meanings } from "../compat/changes.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";
import { code, table } from "./markdown.ts";

const CLASSES: Readonly<Record<ChangeClass, string>> = {
  breaking: "Stored objects lose data or cannot be updated any more, or clients that worked stop working.",
  ratcheted:
    "Stored objects stay as they are and can be updated, for Kubernetes from 1.33 on forgives values that do not change; new and changed values may be refused.",
  safe: "What was accepted still is, and no stored value is lost.",
};

// biome-ignore format: a table
const FIELDS: { readonly [Field in keyof Required<Change>]: string } = {
  class:         "`breaking`, `ratcheted` or `safe`",
  code:          "a code of the tables below, which keep their meaning",
  crd:           "the name of the CRD, such as `backups.backup.example.org`",
  kind:          "its kind",
  version:       "absent for what concerns all versions",
  path:          "the field, such as `spec.disks[].name`; empty for the resource",
  what:          "what happened, for people",
  was:           "what was there, as text; absent for what is new",
  is:            "what is there now, as text; absent for what is gone",
  rule:          "the CEL, for rules",
  why:           "what follows, for people",
  todo:          "what to do instead, for people; absent where nothing need be done",
  forgivenWhile: "for ratcheted changes below it: the path that must stay as it is for the old value to be forgiven",
};

/** The page about every change that the gate knows. */
export function emitCompatDocs(): Files {
  const blocks = Object.entries(CLASSES).map(([name, text]) => block(name as ChangeClass, text));
  const text = `<!-- ${MADE_BY} From codegen/compat/changes.ts. -->
# Compatibility of CRDs

\`vmop gen --compare DIR\` compares the CRDs in a folder, such as those of the last release, with those that would
be generated now, and writes nothing. It fails when a change is breaking; \`--fail-on ratcheted\` is stricter, and
\`--json\` gives the changes as data. How an API server treats stored objects after each change was asked of a real one.

With \`--json\` the answer is \`{"changes": [...]}\`, by CRD and then by class, each change with

${table(
  ["Field", "What it holds"],
  Object.entries(FIELDS).map(([field, text]) => [code(field), text]),
)}
${blocks.join("\n")}`;
  return new Map([["generated/docs/compatibility.md", text]]);
}

function block(kind: ChangeClass, text: string): string {
  const rows = (Object.keys(meanings) as ChangeCode[])
    .map((name) => ({ name, ...meaningOf(name) }))
    .filter((meaning) => meaning.class === kind)
    .map(({ name, what, why, todo }) => [code(name), what, why, todo ?? ""]);
  return `## ${kind[0]!.toUpperCase()}${kind.slice(1)}

${text}

${table(["Code", "What happened", "What follows", "Instead"], rows)}`;
}
