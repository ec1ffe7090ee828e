/** Reference documentation: one Markdown page a kind and version, an index a group. */
import type { FieldRule, Model, ResourceModel } from "../model.ts";
import { schemaAt } from "../rules/fields.ts";
import { fileStem, samplesOf } from "../samples/samples.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";
import { jsonSchemaPath } from "./json-schema.ts";
import { code, paragraphs, prose, slugOf, table } from "./markdown.ts";
import { fieldSections, type Remarks } from "./reference-fields.ts";
import { samplePath } from "./samples.ts";
import { printYaml } from "./yaml.ts";

const FOLDER = "generated/docs/reference";
const UP = "../../../../";

/** One page a resource, and those that lead to them. */
export function emitReference(model: Model): Files {
  const files: Files = new Map();
  const served = model.resources.filter((r) => r.served);
  for (const r of served) files.set(`${FOLDER}/${fileStem(r)}.md`, page(r, served));
  const groups = [...new Set(served.map((r) => r.group))];
  for (const group of groups) {
    const kinds = served.filter((r) => r.group === group);
    files.set(`${FOLDER}/${group}/README.md`, index(group, kinds));
  }
  files.set(`${FOLDER}/README.md`, `${head("API reference")}${kindsByGroup(model, "")}`);
  return files;
}

/** Every kind with its page, which is under the folder. */
export function kindsByGroup(model: Model, folder: string): string {
  const served = model.resources.filter((r) => r.served);
  return [...new Set(served.map((r) => r.group))]
    .map((group) => {
      const list = kindsOf(served.filter((r) => r.group === group)).map(({ shown, others }) => {
        const also = others.map((r) => `[${r.version}](${folder}${pageOf(r)})`).join(", ");
        const page = `[${shown.kind}](${folder}${pageOf(shown)})`;
        return `- ${page}${also === "" ? "" : ` (also ${also})`}: ${prose(firstSentence(shown.doc))}\n`;
      });
      return `### [${group}](${folder}${group}/README.md)\n\n${list.join("")}`;
    })
    .join("\n");
}

const head = (title: string): string => `<!-- ${MADE_BY} -->\n# ${title}\n\n`;

const pageOf = (r: ResourceModel): string => `${fileStem(r)}.md`;

function index(group: string, resources: readonly ResourceModel[]): string {
  const rows = kindsOf(resources).map(({ shown, others }) => [
    code(shown.kind),
    [shown, ...others].map((r) => `[${r.version}](${r.version}/${r.kind.toLowerCase()}.md)`).join(", "),
    names(shown),
    prose(firstSentence(shown.doc)),
  ]);
  return head(group) + table(["Kind", "Versions", "Names in kubectl", "What it is"], rows);
}

/** The kinds, each with the version that is stored and the others. */
function kindsOf(resources: readonly ResourceModel[]): { shown: ResourceModel; others: ResourceModel[] }[] {
  return [...new Set(resources.map((r) => r.kind))].map((kind) => {
    const versions = resources.filter((r) => r.kind === kind);
    const shown = versions.find((r) => r.storage) ?? versions[0]!;
    return { shown, others: versions.filter((r) => r !== shown) };
  });
}

const firstSentence = (doc: string): string => /^.*?[.!?](?=\s|$)/s.exec(doc)?.[0] ?? doc;

const names = (r: ResourceModel): string =>
  [r.plural, ...(r.singular === "" ? [] : [r.singular]), ...r.shortNames].map(code).join(", ");

function page(r: ResourceModel, all: readonly ResourceModel[]): string {
  const shown = new Set<string>();
  const sections = fieldSections(withoutHead(r), remarksOf(r, shown));
  return [
    head(r.kind),
    r.doc === "" ? "" : `${paragraphs(r.doc)}\n\n`,
    facts(r, all),
    samples(r),
    columns(r),
    `## Fields\n\n${sections}`,
    otherRules(r, shown),
  ].join("");
}

/** `apiVersion`, `kind` and `metadata` are the same everywhere. */
function withoutHead(r: ResourceModel) {
  const { apiVersion, kind, metadata, ...properties } = r.schema.properties ?? {};
  return { ...r.schema, properties };
}

function facts(r: ResourceModel, all: readonly ResourceModel[]): string {
  const { status, scale } = r.subresources;
  const others = all.filter(
    (one) => one.group === r.group && one.kind === r.kind && one.version !== r.version,
  );
  const rows: string[][] = [
    ["apiVersion", code(`${r.group}/${r.version}`)],
    ["Scope", r.scope === "Namespaced" ? "a namespace" : "the whole cluster"],
    ["Names in kubectl", names(r)],
    ...(r.categories.length > 0 ? [["Categories", r.categories.map(code).join(", ")]] : []),
    ["Subresources", subresources(status, scale)],
    ...(r.selectableFields.length > 0
      ? [["Field selectors", r.selectableFields.map((path) => code(path.slice(1))).join(", ")]]
      : []),
    ...(r.deprecated === undefined ? [] : [["Deprecated", prose(r.deprecated)]]),
    ...(others.length > 0
      ? [
          [
            "Other versions",
            others.map((o) => `[${o.version}](../${o.version}/${o.kind.toLowerCase()}.md)`).join(", "),
          ],
        ]
      : []),
  ];
  return `${table(["", ""], rows)}\n`;
}

function subresources(status: boolean, scale: ResourceModel["subresources"]["scale"]): string {
  const parts = [
    ...(status ? [code("status")] : []),
    ...(scale ? [`${code("scale")} (${code(scale.specReplicasPath.slice(1))})`] : []),
  ];
  return parts.join(", ") || "none";
}

function columns(r: ResourceModel): string {
  if (r.columns.length === 0) return "";
  const rows = r.columns.map((column) => [
    column.name,
    code(column.jsonPath.replace(/^\./, "")),
    (column.priority ?? 0) > 0 ? "with `-o wide`" : "always",
    prose(column.description ?? firstSentence(described(r, column.jsonPath))),
  ]);
  return `## Columns of kubectl get\n\n${table(["Column", "Field", "Shown", "Meaning"], rows)}\n`;
}

/** The description of the field that a column shows. */
const described = (r: ResourceModel, jsonPath: string): string =>
  schemaAt(r.schema, jsonPath.replace(/^\./, ""))?.description ?? "";

function samples(r: ResourceModel): string {
  const schema = `${UP}${jsonSchemaPath(r).replace(/^generated\//, "")}`;
  const full = `${UP}${samplePath(r, "full").replace(/^generated\//, "")}`;
  const text = printYaml(samplesOf(r).minimal.object);
  return [
    "## Manifest\n\n",
    `The shortest that is accepted. [Another](${full}) has every field that can stand beside the others. The first\nline tells editors where [the schema](${schema}) is, relative to the manifest: they complete and check the rest.\n\n`,
    "```yaml\n",
    `# yaml-language-server: $schema=${schema}\n`,
    `${text}\`\`\`\n\n`,
  ].join("");
}

/** Links from the text of a page to that of a rule table. */
const pageLink = ({ id, page: file }: FieldRule): string =>
  `[${id}](${file.replace(/^generated\/docs\//, "../../../")}#${slugOf(id)})`;

/** What the rows of tables say stands at the field they speak about, once. */
function remarksOf(r: ResourceModel, shown: Set<string>): Remarks {
  const rules = r.fieldRules ?? [];
  const ids = new Set(rules.map(({ id }) => id));
  return {
    union: (path) => r.unions[path],
    about(path) {
      shown.add(path);
      const own = rules.filter((rule) => rule.field === path);
      return [
        ...(r.selectableFields.includes(`.${path}`) ? ["Usable in field selectors."] : []),
        ...own.map((rule) => `<br>• ${prose(rule.says)} (${rule.by}, ${pageLink(rule)})`),
      ];
    },
    isElsewhere: (message) => ids.has(/\[([^\]]+)\]$/.exec(message)?.[1] ?? ""),
  };
}

/** Rows that speak about what has no line of its own: the object, its metadata. */
function otherRules({ fieldRules = [] }: ResourceModel, shown: ReadonlySet<string>): string {
  const rows = fieldRules
    .filter((rule) => !shown.has(rule.field))
    .map((rule) => [
      rule.field === "" ? "the object" : code(rule.field),
      prose(rule.says),
      rule.by,
      pageLink(rule),
    ]);
  return rows.length === 0 ? "" : `\n## More rules\n\n${table(["About", "What holds", "By", "Row"], rows)}`;
}
