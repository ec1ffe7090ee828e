/**
 * Our CRDs against the published ones: whoever writes manifests for the published API finds the same fields here.
 * Every difference has a reason in `differences/`; an unlisted one fails, and so does a listed one that is gone.
 * VMOP_CRDS names another folder of CRDs to compare.
 */
import path from "node:path";
import { test } from "uvu";
import { compare, type Difference, explains, type Finding, staleAspects } from "./compare.ts";
import { everyKind, kinds, undeclared, unpublished } from "./differences.ts";
import { type FlatKind, nameOf, readCustomResources, readTables } from "./published.ts";

const root = path.join(import.meta.dirname, "../..");
const published = readTables(path.join(root, "test/conformance/schema"));
const ours = readCustomResources(process.env.VMOP_CRDS ?? path.join(root, "crds"));
const ourOwn = (kind: FlatKind) => ours.find((own) => nameOf(own) === nameOf(kind));

const findings = new Map<string, Finding[]>();
for (const theirs of published) {
  const own = ourOwn(theirs);
  if (own) findings.set(nameOf(theirs), compare(theirs, own));
}

for (const [name, found] of findings) {
  const listed = [...(kinds[name] ?? []), ...everyKind];
  test(`${name} differs only where a reason is given`, () => {
    const unlisted = found.filter((finding) => !listed.some((difference) => explains(difference, finding)));
    report(unlisted.map(toLine));
  });
}

test("every reason still has its difference", () => {
  const stale = Object.entries(kinds).flatMap(([name, list]) =>
    list.flatMap((difference) => toStaleLines(name, difference, findings.get(name) ?? [])),
  );
  const all = [...findings.values()].flat();
  stale.push(...everyKind.flatMap((difference) => toStaleLines("every kind", difference, all)));
  report(stale);
});

test("every published kind is declared, or there is a reason why not", () => {
  sameNames(published.filter((kind) => !ourOwn(kind)).map(nameOf), Object.keys(undeclared));
});

test("every declared kind is published, or there is a reason why not", () => {
  const names = new Set(published.map(nameOf));
  sameNames(
    ours.map(nameOf).filter((name) => !names.has(name)),
    Object.keys(unpublished),
  );
});

test.run();

function report(lines: readonly string[]): void {
  const complaint = lines.length === 1 ? "1 line to settle" : `${lines.length} lines to settle`;
  if (lines.length > 0) throw Object.assign(new Error(complaint), { details: lines.join("\n") });
}

function sameNames(found: readonly string[], listed: readonly string[]): void {
  report([
    ...found.filter((name) => !listed.includes(name)).map((name) => `${name}: no reason is listed`),
    ...listed.filter((name) => !found.includes(name)).map((name) => `${name}: the reason is stale`),
  ]);
}

/** A finding as it would be listed, with both sides behind it. */
function toLine({ path: at, differs, published: theirs, ours: own }: Finding): string {
  const entry = `{ path: ${JSON.stringify(at)}, differs: ${JSON.stringify(differs)}, reason: "" },`;
  if (differs === "missing" || differs === "added") return entry;
  return `${entry} // published ${JSON.stringify(theirs) ?? "nothing"}, ours ${JSON.stringify(own) ?? "nothing"}`;
}

const toStaleLines = (name: string, difference: Difference, found: readonly Finding[]): string[] =>
  staleAspects(difference, found).map((aspect) => `${name}: ${difference.path} ${aspect}`);
