/** Lookups ask in CEL that compiles, and do not read each other in a circle. */
import type { CelType } from "../../rules/lang/cel/index.ts";
import type { ResourceModel } from "../model.ts";
import { type Position, type Problem, problem } from "../problems.ts";
import { compileRow, followEnvironment, lookupEnvironment } from "../rules/environment.ts";
import { lookupsRead } from "../rules/looked-up.ts";
import type { KindTables, KnownLookup } from "../rules/rows.ts";

export function checkLookups(kind: KindTables, resource: ResourceModel, at: Position): Problem[] {
  const lookups = kind.lookups ?? {};
  return Object.entries(lookups).flatMap(([name, lookup]) =>
    [...wrongCel(lookup, kind, resource), ...circle(name, lookups)].map((complaint) =>
      problem("bad-table", at, { complaint: `of lookups asks for ${name}, which ${complaint}` }),
    ),
  );
}

function wrongCel(lookup: KnownLookup, kind: KindTables, resource: ResourceModel): string[] {
  const asked: readonly (readonly [cel: string | undefined, type: CelType["kind"]])[] = [
    [lookup.when, "bool"],
    ["name" in lookup ? lookup.name : undefined, "string"],
    ["names" in lookup ? lookup.names : undefined, "list"],
    ["labels" in lookup ? lookup.labels : undefined, "map"],
  ];
  const environment = lookupEnvironment(resource, kind);
  const complaints = asked.flatMap(([cel, type]) => {
    const compiled = cel === undefined ? undefined : compileRow(cel, environment, type);
    return compiled && "complaint" in compiled ? [compiled.complaint] : [];
  });
  if (!("follow" in lookup) || lookup.follow === undefined) return complaints;
  const follow = compileRow(lookup.follow, followEnvironment(lookup), "list");
  return "complaint" in follow ? [...complaints, follow.complaint] : complaints;
}

/** The way from a lookup back to itself. */
function circle(start: string, lookups: NonNullable<KindTables["lookups"]>): string[] {
  const visit = (name: string, trail: readonly string[]): string[] | undefined => {
    for (const next of lookups[name] ? lookupsRead(lookups[name]) : []) {
      if (next === start) return [...trail, next];
      const found = trail.includes(next) ? undefined : visit(next, [...trail, next]);
      if (found) return found;
    }
    return undefined;
  };
  const way = visit(start, [start]);
  return way ? [`reads itself: ${way.join(" → ")}`] : [];
}
