/** What keeps each line of the inventory, and where upstream does something else. */
import { posix } from "node:path";
import type { Inventory, Line, WhyOther } from "../../rules/inventory/lines.ts";
import { compare } from "../problems.ts";
import { type CarryingRow, rowsOf, type Settled } from "../rules/inventory.ts";
import { type KindTables, sourcesOf } from "../rules/rows.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";
import { code, table as grid, mark, slugOf } from "./markdown.ts";
import { pagePath } from "./rule-docs.ts";

const DOCS = "generated/docs/";
const COVERAGE = "rules/coverage.md";
const DIFFERENCES = "differences-from-upstream.md";

export function emitCoverage(
  inventory: Inventory,
  settled: readonly Settled[],
  kinds: readonly KindTables[],
): Files {
  return new Map([
    [`${DOCS}${COVERAGE}`, coverage(inventory, settled, kinds)],
    [`${DOCS}${DIFFERENCES}`, differences(inventory, settled)],
  ]);
}

// ── Coverage ────────────────────────────────────────────────────────────────────────────────────────────────────

type By = Settled["by"];

// biome-ignore format: a table
const KEPT: { readonly [by in By]: { readonly name: string; readonly means: string } } = {
  rows:       { name: "rows",        means: "Rows of the tables carry it; their pages say who enforces them." },
  schema:     { name: "schema",      means: "A keyword of a CRD keeps it." },
  reconcile:  { name: "reconcile",   means: "The operator does it." },
  later:      { name: "later",       means: "Nothing keeps it yet." },
  notCarried: { name: "not carried", means: "Nothing will keep it, for the reason given." },
  nothing:    { name: "nothing",     means: "It has no verdict, so that nothing is generated." },
};

function coverage(
  { explaining }: Inventory,
  settled: readonly Settled[],
  kinds: readonly KindTables[],
): string {
  const groups = [...new Set(settled.map(({ line }) => groupOf(line)))];
  const sections = groups.map((group) => {
    const lines = settled.filter(({ line }) => groupOf(line) === group);
    return `## ${group}\n\n${grid(["Line", "Says", "Kept by"], lines.map(lineCells))}\n`;
  });
  const silent = Object.entries(explaining)
    .filter(([, names]) => names.length > 0)
    .map(([document, names]) => [code(document), names.map(code).join(", ")]);
  return `<!-- ${MADE_BY} From rules/inventory and the sources of rows. -->
# What the rules cover

Each line is one thing that the specification or upstream's inventory asks for, and what keeps it.

${grid(["Kept by", "Specification", "Upstream", "Meaning"], counts(settled))}${waiting(settled)}
${sections.join("\n")}
## Rows of our own

Rows that carry no single line, with what they name instead.

${grid(["Row", "From"], ownRows(kinds, settled))}
## Sections that only explain

${grid(["Document", "Sections"], silent)}`;
}

const isSpec = (line: Line): boolean => line.id.startsWith("spec:");

function groupOf(line: Line): string {
  const [, document] = /^spec:([^#]+)#/.exec(line.id) ?? [];
  if (document !== undefined) return `Specification: ${document}`;
  const [, part] = /^upstream:([A-Z]|[0-9]+)/.exec(line.id) ?? [];
  return `Upstream: ${UPSTREAM_PARTS[part!] ?? part}`;
}

/** Letters of numbered rules, and sections whose rules have none. */
const UPSTREAM_PARTS: { readonly [part: string]: string } = {
  M: "defaults of a virtual machine",
  V: "validation of a virtual machine",
  G: "validation of a group",
  D: "code against specification",
  S: "contradictions of the documents",
  0: "framework and schemas",
  1: "how an image is found",
  3: "other kinds",
  4: "power",
  5: "schema upgrade",
  6: "volumes",
  7: "groups",
  8: "snapshots, encryption, resize, status",
  9: "conversion between versions",
  10: "reconcile",
};

function counts(settled: readonly Settled[]): string[][] {
  const present = (Object.keys(KEPT) as By[]).filter((by) => settled.some((one) => one.by === by));
  const count = (by: By, spec: boolean): string =>
    String(settled.filter((one) => one.by === by && isSpec(one.line) === spec).length);
  return present.map((by) => [KEPT[by].name, count(by, true), count(by, false), KEPT[by].means]);
}

/** What is kept later, by topic; lines that see another wait with that one. */
function waiting(settled: readonly Settled[]): string {
  const topics = settled
    .filter(({ by, line, decidedBy }) => by === "later" && line === decidedBy)
    .map(({ line }) => line.later!.slice(0, line.later!.indexOf(":")));
  if (topics.length === 0) return "";
  const rows = [...new Set(topics)]
    .sort(compare)
    .map((topic) => [topic, String(topics.filter((one) => one === topic).length)]);
  return `\n${grid(["Waits for", "Lines"], rows)}`;
}

function lineCells(settled: Settled): string[] {
  const { line, decidedBy } = settled;
  const seen = decidedBy === line ? "" : `as ${linkTo(decidedBy, COVERAGE)}: `;
  return [
    `${mark(line.id)}${code(line.id.replace(/^(spec:[^#]+|upstream:)/, ""))}`,
    line.says,
    `${seen}${keptBy(settled, COVERAGE)}`,
  ];
}

function keptBy({ by, rows, decidedBy: line }: Settled, page: string): string {
  switch (by) {
    case "rows":
      return rows.map((row) => rowLink(row, page)).join(", ");
    case "schema":
      return code(line.schema!);
    case "reconcile":
      return code(line.reconcile!);
    case "later":
      return `later: ${line.later}`;
    case "notCarried":
      return `not carried: ${line.notCarried}`;
    case "nothing":
      return "nothing";
  }
}

const rowLink = ({ id, kind, table }: CarryingRow, page: string): string => {
  const to = posix.relative(posix.dirname(`${DOCS}${page}`), pagePath(kind, table));
  return `[${code(id)}](${to}#${slugOf(id)})`;
};

const linkTo = ({ id }: Line, page: string): string =>
  `[${code(id.replace(/^spec:/, ""))}](${page === COVERAGE ? "" : COVERAGE}#${slugOf(id)})`;

function ownRows(kinds: readonly KindTables[], settled: readonly Settled[]): string[][] {
  const lines = new Set(settled.map(({ line }) => line.id as string));
  return kinds
    .flatMap(rowsOf)
    .filter(({ row }) => !sourcesOf(row).some((source) => lines.has(source)))
    .map(({ row, kind, table }) => [
      rowLink({ id: row.id, kind, table }, COVERAGE),
      sourcesOf(row).map(code).join(", "),
    ]);
}

// ── Differences ─────────────────────────────────────────────────────────────────────────────────────────────────

function differences({ upstreamExceptions }: Inventory, settled: readonly Settled[]): string {
  const upstream = settled.filter(({ line }) => !isSpec(line));
  const decided = upstream.filter(({ line }) => line.id.startsWith("upstream:D"));
  const left = upstream.filter((one) => one.by === "notCarried" && !decided.includes(one));
  return `<!-- ${MADE_BY} From rules/inventory. -->
# Differences from upstream

Upstream is the open-source VM Operator. Where its code and the specification disagree, we follow the specification.

## Where the specification decides

${grid(
  ["", "Upstream", "Here", "Decided by", "Kept by"],
  decided.map((one) => {
    const same = one.decidedBy === one.line;
    return [
      code(numberOf(one.line)),
      one.line.says,
      same ? "The same." : one.decidedBy.says,
      same ? "" : linkTo(one.decidedBy, DIFFERENCES),
      keptBy(one, DIFFERENCES),
    ];
  }),
)}
## What we leave out

${grid(
  ["", "Upstream", "Why not here"],
  left.map((one) => [code(numberOf(one.line)), one.line.says, one.decidedBy.notCarried!]),
)}${exceptions(upstreamExceptions, settled)}`;
}

const numberOf = ({ id }: Line): string => id.replace("upstream:", "");

// biome-ignore format: a table
const WHY: { readonly [why in WhyOther]: string } = {
  specification: "The specification decides",
  notAsked: "Upstream has a switch, or asks what we do not ask",
  filled: "What is missing is filled in first; upstream's validators were asked without defaults",
  worded: "The same verdict, with another field or type of error",
  narrower: "A rule of ours takes in less",
  caller: "The record does not say who asks",
};

function exceptions(listed: Inventory["upstreamExceptions"], settled: readonly Settled[]): string {
  if (listed.length === 0) return "";
  const groups = (Object.keys(WHY) as WhyOther[])
    .map((why) => ({ why, members: listed.filter((exception) => exception.why === why) }))
    .filter(({ members }) => members.length > 0)
    .map(({ why, members }) => `### ${WHY[why]}: ${casesOf(members)}\n\n${exceptionGrid(members, settled)}`);
  return `
## Recorded verdicts that differ: ${casesOf(listed)}

Upstream's validators were asked about recorded requests (\`test/conformance/upstream\`). To all others our answer is the same: allow or refuse, and where both refuse, the fields and the types of their errors.

${groups.join("\n")}`;
}

const casesOf = (listed: Inventory["upstreamExceptions"]): number =>
  listed.flatMap(({ cases }) => cases).length;

const exceptionGrid = (listed: Inventory["upstreamExceptions"], settled: readonly Settled[]): string =>
  grid(
    ["Because", "Here", "Kept by", "Cases"],
    listed.map(({ because, says, cases }) => {
      const decides = settled.find(({ line }) => line.id === because);
      const cells = decides
        ? [linkTo(decides.line, DIFFERENCES), says, keptBy(decides, DIFFERENCES)]
        : [code(because), says, ""];
      return [...cells, cases.map(code).join(", ")];
    }),
  );
