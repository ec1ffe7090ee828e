/** Every line of the inventory has one verdict, and none is out of date. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Inventory, Line } from "../../rules/inventory/lines.ts";
import type { Model } from "../model.ts";
import { didYouMean, type Position, type Problem, problem } from "../problems.ts";
import { leafOf, parentOf, schemaAt } from "../rules/fields.ts";
import { LINE_ID, type Settled, sectionOf, VERDICTS, verdictsOf } from "../rules/inventory.ts";
import { SENTENCE } from "./row-headers.ts";

interface Complaint {
  says: string;
  hint?: string | undefined;
}

/** `root` is the folder that verdicts name files below. */
export function checkCoverage(
  inventory: Inventory,
  settled: readonly Settled[],
  model: Model,
  root: string,
  positions: ReadonlyMap<string, Position>,
): Problem[] {
  const seen = new Set<string>();
  const ids = inventory.lines.map(({ id }) => id as string);
  return settled.flatMap((one) => {
    const { line } = one;
    const complaints = [
      ...(seen.has(line.id) ? [{ says: "stands here twice" }] : []),
      ...headerComplaints(line, inventory),
      ...verdictComplaints(one, ids),
      ...placeComplaints(line, model, root),
    ];
    seen.add(line.id);
    const at = positions.get(line.id) ?? { file: line.id, line: 1, column: 1 };
    return complaints.map(({ says, hint }) =>
      problem("bad-line", at, { id: line.id, complaint: says }, hint),
    );
  });
}

/** Lines that wait although rows carry them by now: for people, since the rows count already. */
export const overtaken = (settled: readonly Settled[]): string[] =>
  settled
    .filter(({ line, rows }) => line.later !== undefined && rows.length > 0)
    .map(({ line, rows }) => `${line.id} is carried by ${namesOf(rows)}: its "later" can go`);

function headerComplaints({ id, says }: Line, { explaining }: Inventory): Complaint[] {
  const [, document, section] = /^spec:(.+)#(.+)$/.exec(sectionOf(id)) ?? [];
  const explains = document !== undefined && explaining[document]?.includes(section!);
  return [
    ...(LINE_ID.test(id) ? [] : [{ says: "is no number such as spec:document#section/1 or upstream:V16" }]),
    ...(SENTENCE.test(says) ? [] : [{ says: "needs a sentence" }]),
    ...(explains ? [{ says: `stands in a section that only explains: take ${section} off that list` }] : []),
  ];
}

function verdictComplaints({ line, by, rows }: Settled, ids: readonly string[]): Complaint[] {
  const verdicts = verdictsOf(line);
  if (verdicts.length > 1) return [{ says: `has several verdicts: ${verdicts.join(", ")}` }];
  if (line.see !== undefined && !ids.includes(line.see))
    return [{ says: `sees ${line.see}, which is no line`, hint: didYouMean(line.see, ids) }];
  if (line.see !== undefined && by === "nothing")
    return [{ says: `sees ${line.see}, which has no verdict but this` }];
  if (by === "nothing") {
    const hint = `name it as the source of a row, or say here ${VERDICTS.slice(0, -1).join(", ")} or ${VERDICTS.at(-1)}`;
    return [{ says: "has no verdict", hint }];
  }
  const [own] = verdicts;
  const stale = rows.length > 0 && own !== undefined && own !== "later" && own !== "see";
  return stale
    ? [{ says: `says ${own}, but ${namesOf(rows)} names it as a source`, hint: `remove one of the two` }]
    : [];
}

function placeComplaints({ schema, reconcile }: Line, model: Model, root: string): Complaint[] {
  if (reconcile !== undefined && !existsSync(join(root, reconcile)))
    return [{ says: `names the file ${reconcile}, which does not exist` }];
  const complaint = schema === undefined ? undefined : schemaComplaint(schema, model);
  return complaint ? [complaint] : [];
}

/** What is wrong with `VirtualMachine.spec.powerState enum`. */
function schemaComplaint(place: string, { resources }: Model): Complaint | undefined {
  const [, kind, path, keyword] = /^(\w+)\.(\S+) (\S+)$/.exec(place) ?? [];
  if (kind === undefined) return { says: `says schema: ${place}, which is no field and keyword` };
  const resource = resources.find((one) => one.kind === kind && one.storage);
  if (!resource) {
    const kinds = resources.map((one) => one.kind);
    return { says: `names the kind ${kind}, which does not exist`, hint: didYouMean(kind, kinds) };
  }
  const node = schemaAt(resource.schema, path!);
  if (!node) return { says: `names ${kind}.${path}, which does not exist` };
  const holder = keyword === "required" ? schemaAt(resource.schema, parentOf(path!)) : node;
  const holds =
    keyword === "required"
      ? (holder?.required?.includes(leafOf(path!)) ?? false)
      : Object.hasOwn(node, keyword!);
  return holds ? undefined : { says: `names ${keyword} of ${kind}.${path}, which does not say it` };
}

const namesOf = (rows: Settled["rows"]): string => rows.map(({ id }) => id).join(", ");
