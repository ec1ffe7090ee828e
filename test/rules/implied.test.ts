/**
 * No row is found to be implied by another one, or by the schema: for each, and for each other row, some request is
 * refused by the one and not by the other. The search is bounded: examples in several surroundings, and what is near.
 */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type AimedRequest, aimedAt } from "./aimed.ts";
import { everyKind, type KindUnderTest } from "./every-kind.ts";
import { refusedByAnyone } from "./judged.ts";
import { varied } from "./varied.ts";

/** Rows that this search cannot tell apart, with the reason. */
const EXCEPTIONS: { readonly [row: string]: string } = {
  "vm/restart-time-is-a-time": "our webhook, where it runs, refuses all but `now` and makes a time of that",
  "grouppublish/group-named": "only an object whose name the server makes has none to publish by",
};

/** Variations of all requests, and then of those that the rows refuse which still have companions. */
const NEAR = 10_000;
const NEARER = 600;

class Search {
  tried = 0;
  /** Of each row that refused: some requests, and the rows that refused each time. */
  readonly refused = new Map<string, { readonly some: AimedRequest[]; companions: readonly string[] }>();

  ask(request: AimedRequest): void {
    this.tried++;
    const rows = new Set(refusedByAnyone(request).map(({ rule }) => rule));
    for (const row of rows) {
      const known = this.refused.get(row) ?? { some: [], companions: [...rows].filter((one) => one !== row) };
      known.companions = known.companions.filter((other) => rows.has(other));
      if (known.some.length < MOST_KEPT) known.some.push(request);
      this.refused.set(row, known);
    }
  }
}

const MOST_KEPT = 50;

function search(kind: KindUnderTest): Search {
  const found = new Search();
  const aimed = aimedAt(kind);
  for (const request of aimed) {
    found.ask(request);
    found.ask({ ...request, privileged: !request.privileged });
  }
  for (const request of varied(aimed, Math.min(NEAR, 3 * aimed.length), 0)) found.ask(request);
  for (let round = 1; round <= ROUNDS; round++)
    for (const { some, companions } of [...found.refused.values()])
      if (companions.length > 0) for (const request of varied(some, NEARER, round, aimed)) found.ask(request);
  return found;
}

const ROUNDS = 3;

for (const kind of everyKind.filter(({ checks }) => checks.length > 0)) {
  test(`${kind.kind}: each row refuses what no other does`, () => {
    const { refused, tried } = search(kind);
    const found = [...new Set(kind.checks.map(({ id }) => id))].flatMap((id) => {
      const { companions } = refused.get(id) ?? {};
      const isExcepted = Object.hasOwn(EXCEPTIONS, id);
      if (companions?.length === 0) return isExcepted ? [`${id} is no exception any more`] : [];
      if (isExcepted) return [];
      return companions
        ? [`${id} is implied by ${companions.join(" and ")}, as far as ${tried} requests tell`]
        : [`${id} refuses none of ${tried} requests`];
    });
    assert.equal(found, []);
  });
}

test.run();
