/** A page that says how large each CRD is, where its bytes are, and what its rules may cost. */
import { costReport, SCHEMA_LIMIT } from "../../rules/lang/schema/index.ts";
import type { Model, ResourceModel } from "../model.ts";
import { COMPAT } from "../rules/environment.ts";
import { appliedBytes, LIMIT, type MadeCrd, makeCrds } from "./crd.ts";
import type { Files } from "./emitter.ts";
import { MADE_BY } from "./header.ts";
import { largestParts, proseOf } from "./sizes.ts";

const PARTS_SHOWN = 10;

/** Below this a CRD is too small for anybody to ask where its bytes are. */
const WORTH_PARTS = 16 * 1024;

/** Sizes and shares are rounded, so that the page changes when they do and not with every word. */
export function emitSizeDocs(model: Model): Files {
  const crds = makeCrds(model);
  const large = crds.filter(({ crd }) => appliedBytes(crd) >= WORTH_PARTS);
  const text = `<!-- ${MADE_BY} -->
# Sizes and costs of the CRDs

Client-side apply keeps the whole CRD in an annotation, so a CRD may have ${kib(LIMIT)} as compact JSON. Where it would
have more, descriptions are cut, least useful first; \`@descriptions\` says which matter. An API server estimates from the
largest values that a schema admits what all rules of a version may cost together, and refuses more than
${SCHEMA_LIMIT.toLocaleString("en-US")}.

| Kind | Size | Of the limit | Descriptions | Cut | Cost of the rules |
| --- | ---: | ---: | ---: | ---: | ---: |
${crds.map(row).join("\n")}
${large.map(parts).join("")}`;
  return new Map([["generated/docs/size.md", text]]);
}

function row({ crd, versions, trimmed }: MadeCrd): string {
  const bytes = appliedBytes(crd);
  const prose = crd.spec.versions.reduce((sum, { schema }) => sum + proseOf(schema.openAPIV3Schema), 0);
  const cut = trimmed.saved === 0 ? "0" : kib(trimmed.saved);
  const cells = [kib(bytes), share(bytes, LIMIT), share(prose, bytes), cut, costs(versions)];
  return `| ${crd.spec.names.kind} | ${cells.join(" | ")} |`;
}

/** Of the dearest version. */
function costs(versions: readonly ResourceModel[]): string {
  const sums = versions.map(({ schema }) =>
    costReport(schema, { compat: COMPAT }).reduce((sum, { total }) => sum + total, 0),
  );
  return share(Math.max(...sums), SCHEMA_LIMIT);
}

function parts({ crd }: MadeCrd): string {
  const rows = largestParts(crd, PARTS_SHOWN).map(
    (part) => `| ${part.path} | ${kib(part.bytes)} | ${share(part.prose, part.bytes)} |`,
  );
  return `
## ${crd.spec.names.kind}

| Part | Size | Descriptions |
| --- | ---: | ---: |
${rows.join("\n")}
`;
}

function kib(bytes: number): string {
  return bytes < 1024 ? "< 1 KiB" : `${Math.round(bytes / 1024)} KiB`;
}

function share(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return percent > 0 && percent < 1 ? "< 1%" : `${Math.round(percent)}%`;
}
