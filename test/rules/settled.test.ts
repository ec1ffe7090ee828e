/**
 * Defaults keep the peace: what every row accepts without them is accepted with them, and what was accepted and filled in
 * can be written again, by the same caller, and stays as it is.
 */
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { KubeObject } from "../../runtime/apiserver/contract.ts";
import { type AimedRequest, aimedAt } from "./aimed.ts";
import { everyKind, type KindUnderTest } from "./every-kind.ts";
import { admitted } from "./judged.ts";
import { randomRequests, varied } from "./varied.ts";

const RANDOM = 50;
const NEAR = 1_000;

/** Creates of a kind, and updates of what could be created: those of its examples, some near them, and random ones. */
function requestsAbout(kind: KindUnderTest): AimedRequest[] {
  const aimed = aimedAt(kind);
  const near = aimed.length > 0 ? varied(aimed, Math.min(NEAR, 2 * aimed.length), 7) : [];
  return [...aimed, ...near, ...randomRequests(kind, RANDOM, 7)].filter(
    (request) =>
      request.operation === "create" || (request.operation === "update" && couldBeCreated(request)),
  );
}

/** What stays as it was is forgiven, and a default is a change: what was there has to be faultless. */
function couldBeCreated({ oldObject, ...request }: AimedRequest): boolean {
  return admitted({ ...request, operation: "create", object: oldObject!, privileged: true }).allowed;
}

const shown = (request: AimedRequest, found: unknown): string => {
  const { of: _, ...asked } = request;
  return `${JSON.stringify(asked)}\n${JSON.stringify(found)}`;
};

let filledIn = 0;

for (const kind of everyKind.filter(({ rules }) => rules.defaults.length > 0)) {
  const bare = { ...kind.rules, defaults: [] };
  test(`${kind.kind}: filled in and accepted, a second time unchanged`, () => {
    for (const request of requestsAbout(kind)) {
      const verdict = admitted(request);
      if (!verdict.allowed) {
        assert.not.ok(admitted(request, bare).allowed, shown(request, verdict.refusals));
        continue;
      }
      const object = verdict.object as KubeObject;
      const again = admitted({ ...request, operation: "update", object, oldObject: object });
      assert.ok(again.allowed, shown(request, again));
      assert.equal(again.object, object, shown(request, again.filled));
      if (verdict.filled.length > 0) filledIn++;
    }
  });
}

test("that is more than a few", () => {
  assert.ok(filledIn > 200, `${filledIn} requests were filled in`);
});

test.run();
