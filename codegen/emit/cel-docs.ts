/** The page of what an expression may use on which Kubernetes version, from the tables of the CEL kernel. */
import { EVERY_FUNCTION, LIBRARIES, PATCHES } from "../../rules/lang/cel/environment.ts";
import type { FunctionRow } from "../../rules/lang/cel/functions/row.ts";
import { MACROS } from "../../rules/lang/cel/macros.ts";
import { PER_CALL_LIMIT } from "../../rules/lang/cel/runtime.ts";
import { TYPE_IDENTIFIERS } from "../../rules/lang/cel/types.ts";
import { isAtLeast, SYNTAX } from "../../rules/lang/cel/versions.ts";
import { EXPRESSION_LIMIT, OBJECT_LIMIT, SCHEMA_LIMIT } from "../../rules/lang/schema/index.ts";
import { COMPAT } from "../rules/environment.ts";
import EVIDENCE from "./cel-evidence.json" with { type: "json" };
import { callGroups } from "./cel-signatures.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";
import { code, table } from "./markdown.ts";

/** Releases that the page counts for. */
const RELEASES = ["1.28", "1.29", "1.30", "1.31", "1.32", "1.33", "1.34", "1.35", "1.36"];

const count = (number: number): string => number.toLocaleString("en-US");
const minor = (version: string): number => Number(version.split(".")[1]);

/** An API server holds new expressions to the minor version before its own. */
const release = (since: string): string => (since === "1.0" ? "any" : `1.${minor(since) + 1}`);
const compatOf = (version: string): string => `1.${minor(version) - 1}`;

/** Where the functions of a library are of use. */
const ONLY_IN: Partial<Record<keyof typeof LIBRARIES, string>> = {
  Authorizer:
    "In admission policies and in match conditions of webhooks, where there are the variables `authorizer` and `authorizer.requestResource`; not in message expressions.",
};

const SYNTAX_MEANS: Readonly<Record<keyof typeof SYNTAX, string>> = {
  optional: "Optional syntax: `a.?b`, `a[?b]`, `[?a]`, `{?k: a}`, `T{?f: a}`",
  literalChecks:
    "Durations, timestamps, patterns and format strings that are literals are looked at before there is a value",
  reservedFieldNames:
    "Fields that are called like a word of the language need no escape: `self.namespace`, not `self.__namespace__`",
};

/** The one page. */
export function emitCelDocs(): Files {
  const text = `<!-- ${MADE_BY} From the tables under rules/lang/cel. -->
# CEL by Kubernetes version

What rules of CRDs and expressions of admission policies may use. **From** is the Kubernetes release whose API server
accepts it in a new expression: that is one release after it was introduced, because a server holds what is new to the
minor version before its own, so that it can be rolled back. What is stored already may use all that a server knows. Our
own rules are checked for ${release(COMPAT)}, the oldest release that we support.

## By release

${table(["Kubernetes", "Functions", "Overloads", "Macros", "New"], RELEASES.map(releaseRow))}
## Syntax

${table(
  ["What", "From"],
  [
    ...(Object.keys(SYNTAX) as (keyof typeof SYNTAX)[]).map((part) => [
      SYNTAX_MEANS[part],
      release(SYNTAX[part]),
    ]),
    ["Everything else of the language", "any"],
  ],
)}
Not there in any release: names in backticks, building protobuf messages, a container for names, and the extensions
\`cel.bind\`, \`cel.block\`, \`math\`, \`base64\`, \`proto\` and \`regex\`.

## Macros

${table(
  ["Macro", "From"],
  MACROS.map((macro) => [code(macro.usage), release(macro.since)]),
)}
## Functions

Letters are types that are equal wherever the same letter stands; \`dyn\` is any. Where several functions are called
alike, \`f\` stands for the name, and \`·\` for the operator.

${Object.entries(LIBRARIES)
  .map(([title, rows]) => library(title, rows, ONLY_IN[title as keyof typeof LIBRARIES]))
  .join("\n")}
${library("JSON patches", PATCHES, "In mutations of mutating admission policies, beside the types `JSONPatch`, `Object` and `Object.<field>`.")}
## Names of types

What \`type(x)\` can be compared with.

${table(
  ["Type", "From"],
  Object.entries(TYPE_IDENTIFIERS).map(([name, since]) => [code(name), release(since)]),
)}
## Limits

An API server counts what expressions cost, in units of about one operation.

${table(
  ["What", "Most"],
  LIMITS.map(([what, most]) => [what, count(most)]),
)}
## How it is known

${table(["Compared", "With", "How often"], evidence())}
Conformance cases that are answered otherwise, as Kubernetes does:

${table(
  ["Why", "Cases"],
  Object.entries(EVIDENCE.conformance.different).map(([why, cases]) => [why, count(cases)]),
)}`;
  return new Map([["generated/docs/cel.md", text]]);
}

const LIMITS: readonly (readonly [string, number])[] = [
  ["The estimate for a rule or a message expression, times how often it can run", EXPRESSION_LIMIT],
  ["The estimate for all rules of a version's schema together", SCHEMA_LIMIT],
  ["One evaluation of one expression", PER_CALL_LIMIT],
  ["All rules of one object in one request", OBJECT_LIMIT],
];

function releaseRow(version: string): string[] {
  const has = ({ since }: { readonly since: string }): boolean => isAtLeast(compatOf(version), since);
  const functions = EVERY_FUNCTION.filter(isWritable).filter(has);
  const isNew = ({ since }: { readonly since: string }): boolean => release(since) === version;
  const titles = Object.entries(LIBRARIES).flatMap(([title, rows]) => {
    const fresh = (rows as readonly FunctionRow[]).filter(isWritable).filter(isNew).length;
    return fresh === 0 ? [] : [fresh === rows.length ? title : `some of ${title}`];
  });
  const news = [...titles, ...(MACROS.some(isNew) ? ["macros"] : [])];
  const names = new Set(functions.map(({ name }) => name));
  return [
    version,
    count(names.size),
    count(functions.length),
    count(MACROS.filter(has).length),
    news.join(", "),
  ];
}

/** Only macros call what has an @ in its name. */
const isWritable = ({ name }: FunctionRow): boolean => name === "@in" || !name.includes("@");

function library(title: string, rows: readonly FunctionRow[], onlyIn: string | undefined): string {
  const groups = callGroups(rows.filter(isWritable));
  return `### ${title}

${onlyIn === undefined ? "" : `${onlyIn}\n\n`}${table(
  ["Function", "Called as", "From"],
  groups.map(({ names, forms, since }) => [
    names.map(code).join(" "),
    forms.map(code).join("<br>"),
    release(since),
  ]),
)}`;
}

function evidence(): string[][] {
  const { conformance, versions, costs, wrong, onServers } = EVIDENCE;
  const different = Object.values(conformance.different).reduce((sum, cases) => sum + cases, 0);
  return [
    [
      "Values and errors",
      "the language's conformance suite, where Kubernetes has it",
      `${count(conformance.cases)} cases: ${count(conformance.cases - different)} as specified, ${count(different)} as Kubernetes answers`,
    ],
    [
      "What there is, and what is said of the rest",
      "the API server's packages, for versions 1.25 to 1.36, and those of releases 1.28 to 1.35",
      `${count(versions.answers)} answers about ${count(versions.expressions)} expressions, ${count(versions.different)} of which differ, none for a supported release`,
    ],
    [
      "Estimates and costs",
      "the API server's packages",
      `${count(costs.expressions)} estimates, ${count(costs.evaluations)} evaluations`,
    ],
    ["Words of refusals", "a running API server", `${count(wrong)} wrong expressions`],
    [
      "What there is in 1.33 to 1.36",
      "running API servers that emulate a version or must be compatible with it",
      `${count(versions.expressions)} expressions, five times`,
    ],
    [
      "Values and errors of every function",
      "a running API server and the embedded one",
      `${count(onServers.expressions)} expressions, each over dozens of objects`,
    ],
  ];
}
