/** The rows as compiled to JavaScript refuse and fill exactly what the generated manifests refuse and fill. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { rules } from "../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import type { Place } from "../../rules/lang/compiled.ts";
import type { Generators } from "../../rules/lang/defaulting.ts";
import { admit } from "../../runtime/admission/admit.ts";
import { callers, decoded, filledByPolicies, refusedByCrd, refusedByPolicy } from "./enforced.ts";
import { type Request, requests } from "./machines.ts";

const generators: Generators = {
  uuid4: () => "00000000-0000-4000-8000-000000000001",
  now: () => "2026-01-02T03:04:05.000000006Z",
};

/** The request as the last admission sees it, after all defaults. */
function filled(request: Request): Request {
  const verdict = compiled(request, []);
  assert.ok(verdict.allowed);
  return { ...request, object: verdict.object as Request["object"] };
}

const compiled = ({ privileged, ...request }: Request, places: readonly Place[]) =>
  admit(
    rules,
    { ...request, caller: privileged ? callers.privileged : callers.ordinary },
    places,
    generators,
  );

const refused = (request: Request, place: Place): string[] => {
  const verdict = compiled(request, [place]);
  return verdict.allowed ? [] : verdict.refusals.map((refusal) => refusal.rule);
};

/** Requests with the schema's defaults, as admission gets them. */
const decodedRequests = requests.map((request) => ({
  ...request,
  object: decoded(request.object),
  ...(request.oldObject ? { oldObject: decoded(request.oldObject) } : {}),
}));

test("the CRD's rules and the policies refuse what the compiled rows refuse", () => {
  fc.assert(
    fc.property(decodedRequests, (request) => {
      const final = filled(request);
      const { ids, others } = refusedByCrd(final);
      assert.equal(others, []);
      const byCrd = refused(request, "crd");
      assert.equal([...ids].sort(), [...byCrd].sort());
      const byPolicy = refused(request, "policy");
      assert.is(refusedByPolicy(final), byPolicy[0]);
    }),
    { numRuns: 3_000 },
  );
});

test("these requests make every row that an API server enforces refuse", () => {
  const seen = new Set(
    fc
      .sample(decodedRequests, { numRuns: 3_000, seed: 1 })
      .flatMap((request) => [...refused(request, "crd"), ...refused(request, "policy")]),
  );
  const never = rules.checks.filter(({ id, place }) => place !== "webhook" && !seen.has(id));
  assert.equal(
    never.map(({ id }) => id),
    [],
  );
});

test("the mutating policies give the values that the compiled rows give", () => {
  const byPolicy = new Set(["spec.powerState"]);
  fc.assert(
    fc.property(decodedRequests, (request) => {
      const verdict = compiled(request, []);
      assert.ok(verdict.allowed);
      const rows = verdict.filled.filter(({ path }) => byPolicy.has(path.join(".")));
      const expected = structuredClone(request.object) as { [key: string]: { [key: string]: unknown } };
      for (const { path, value } of rows) expected[path[0]!]![path[1]!] = value;
      assert.equal(filledByPolicies(request), expected);
    }),
    { numRuns: 500 },
  );
});

test("no rule of the CRD stands in the way of a new status", () => {
  fc.assert(
    fc.property(
      decodedRequests,
      fc.constantFrom("PoweredOn", "PoweredOff", "Suspended", undefined),
      ({ object }, powerState) => {
        const status = powerState === undefined ? {} : { powerState };
        const request: Request = {
          operation: "update",
          object: { ...object, status },
          oldObject: object,
          privileged: true,
        };
        assert.equal(refusedByCrd(request, true), { ids: [], others: [] });
      },
    ),
    { numRuns: 300 },
  );
});

test.run();
