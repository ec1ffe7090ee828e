/** The order of defaults follows from what they read and write, wherever they stand. */
import { generatorReads } from "../../rules/lang/generator-reads.ts";
import { splitAtItems, splitAtKey, steps } from "./fields.ts";
import { type Mentions, mentions } from "./reads.ts";
import { type DefaultRow, writtenBy } from "./rows.ts";

/** What the value and the condition of a default mention. */
const mentionsOf = (row: DefaultRow): Mentions[] =>
  [row.from, row.when].flatMap((text) => {
    const read = text === undefined ? undefined : mentions(text);
    return read && "paths" in read ? [read] : [];
  });

/** Whether a default reads the field, something below it, or the list or map that holds it. */
const reads = (row: DefaultRow, field: string): boolean =>
  (row.generate !== undefined && generatorReads[row.generate].fields.some((path) => isAt(field, path))) ||
  mentionsOf(row).some((mentioned) =>
    mentioned.reads.some(({ path }) => {
      const [read, written] = [fromObject(path, row), steps(field)];
      return isBelow(read, written) || (isBelow(written, read) && isMember(field, read.length));
    }),
  );

/** Whether a path is the other, or leads on from it. */
const isBelow = (path: readonly string[], other: readonly string[]): boolean =>
  other.every((step, i) => path[i] === step);

/** Whether that step of the field leads to an item of a list, or to a key of a map. */
const isMember = (field: string, step: number): boolean =>
  steps(field)[step] === "[]" || (splitAtKey(field) !== undefined && step === steps(field).length - 1);

/** Whether a field is the path, below it, or in a list that is there. */
const isAt = (field: string, path: string): boolean =>
  field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[]`);

/** `self.diskMode` of a default of `spec.volumes[].sharingMode` → `spec.volumes[].diskMode`; nothing for what was before. */
function fromObject(mentioned: readonly string[], row: DefaultRow): readonly string[] {
  const [variable, ...below] = mentioned;
  if (variable === "root") return below;
  return variable === "self" ? [...steps(splitAtItems(row.field).items), ...below] : mentioned;
}

/** Rows so that each stands after those whose fields it reads; or a cycle, as ids. */
export function orderDefaults(rows: readonly DefaultRow[]): { rows: DefaultRow[] } | { cycle: string[] } {
  const ordered: DefaultRow[] = [];
  const state = new Map<DefaultRow, "open" | "done">();
  const visit = (row: DefaultRow, trail: string[]): string[] | undefined => {
    if (state.get(row) === "done") return undefined;
    if (state.get(row) === "open") return [...trail.slice(trail.indexOf(row.id)), row.id];
    state.set(row, "open");
    for (const other of rows) {
      if (other === row || !row.on.some((operation) => other.on.includes(operation))) continue;
      if (!writtenBy(other).some((field) => reads(row, field))) continue;
      const cycle = visit(other, [...trail, row.id]);
      if (cycle) return cycle;
    }
    state.set(row, "done");
    ordered.push(row);
    return undefined;
  };
  for (const row of [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const cycle = visit(row, []);
    if (cycle) return { cycle };
  }
  return { rows: ordered };
}

/** Constant on every operation: such a row is the schema's own `default`. */
export const isSchemaDefault = (row: DefaultRow): boolean =>
  row.value !== undefined && row.when === undefined && row.replace === undefined && row.on.length === 2;

/**
 * A constant or computed value that the object and the features decide, and nothing random: a mutating policy can give it,
 * unless the field is inside lists of lists.
 */
export function isPolicyDefault(row: DefaultRow, rows: readonly DefaultRow[]): boolean {
  if (isSchemaDefault(row) || row.generate !== undefined || row.replace || row.remove) return false;
  if (row.field.split("[]").length > 2) return false;
  if (mentionsOf(row).some(({ names }) => [...names].some((name) => !IN_POLICY.has(name)))) return false;
  return !rows.some(
    (other) =>
      other !== row && !isSchemaDefault(other) && writtenBy(other).some((field) => reads(row, field)),
  );
}

const IN_POLICY = new Set(["self", "root", "feature"]);
