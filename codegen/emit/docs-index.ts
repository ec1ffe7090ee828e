/** The page that leads to every other, and to what else is generated. */
import type { Model } from "../model.ts";
import type { Derive, Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";
import { table } from "./markdown.ts";
import { kindsByGroup } from "./reference.ts";

type Link = readonly [to: string, says: string];

const FOR_CHANGES: readonly Link[] = [
  [
    "markers.md",
    "What the comment of a type or field can say: every marker, every format, and what those of other generators become.",
  ],
  ["cel.md", "What the expressions of rules and policies may use, on which Kubernetes version."],
  ["schemas.md", "What a CRD's schema may say, and which formats are enforced on which Kubernetes version."],
  ["compatibility.md", "Which change of the API breaks whom, and what to do instead."],
  ["size.md", "How large each CRD is, what makes it so, and what its rules may cost."],
];

// biome-ignore format: a table
const BEHAVIOUR: readonly (readonly [to: string, title: string, says: string])[] = [
  ["conditions.md",                "Conditions",                "what `status.conditions` report, and every reason."],
  ["rules/coverage.md",            "What the rules cover",      "each thing that is asked for, and what keeps it."],
  ["differences-from-upstream.md", "Differences from upstream", "where the specification decides, and what is left out."],
];

// biome-ignore format: a table
const OUTPUTS: readonly Link[] = [
  ["../samples",      "Manifests of every kind: the shortest, and one with every field."],
  ["../jsonschema",   "A JSON Schema of each kind (draft 2020-12), by which editors complete and check manifests."],
  ["../rbac",         "ClusterRoles: a viewer and an editor of each kind, and what the operator needs."],
  ["../types",        "TypeScript types of each version: objects, what a caller writes of them, and lists."],
  ["../resources.ts", "How each kind is addressed, with its types; what a typed client takes."],
  ["../constructs",   "cdk8s constructs of each kind."],
  ["../openapi",      "OpenAPI 3 documents as an API server publishes them, with their types."],
  ["../fuzzers",      "Random valid objects of each kind, for property tests with fast-check."],
];

/** One page, with a link to each page that the rule tables make. */
export function emitDocsIndex(model: Model, _: Derive, ruleFiles: Files): Files {
  const folder = "generated/docs/";
  const pages = [...ruleFiles.keys()].filter((file) => file.startsWith(folder));
  const rules = pages
    .filter((file) => /\/rules\/[^/]+\/README\.md$/.test(file))
    .map((file) => [file.slice(folder.length), /^# (.*)$/m.exec(ruleFiles.get(file)!)![1]!] as const);
  const behaviours = BEHAVIOUR.filter(([to]) => pages.includes(`${folder}${to}`));
  const behaviour = [
    ...rules.map(
      ([to, title]) => `- [${title}](${to}): what is refused, filled in and done, a page a table.\n`,
    ),
    ...behaviours.map(([to, title, says]) => `- [${title}](${to}): ${says}\n`),
  ];
  const text = [
    `<!-- ${MADE_BY} -->\n# Documentation\n\n`,
    `## [The API](reference/README.md)\n\n${kindsByGroup(model, "reference/")}\n`,
    behaviour.length === 0 ? "" : `## What it does\n\n${behaviour.join("")}\n`,
    `## Beside these pages\n\n${table(
      ["Where", "What"],
      OUTPUTS.map(([to, says]) => [link(to), says]),
    )}\n`,
    `## Changing the API\n\n${FOR_CHANGES.map(([to, says]) => `- ${link(to)}: ${says}\n`).join("")}`,
  ].join("");
  return new Map([[`${folder}README.md`, text]]);
}

const link = (to: string): string => `[${to.replace(/^\.\.\//, "")}](${to})`;
