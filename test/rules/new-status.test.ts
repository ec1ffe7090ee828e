/** No rule of the CRD stands in the way of a new status, whatever the machine's specification. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { complaintsOfStatus, decoded } from "./machine-crd.ts";
import { requests } from "./machines.ts";

const powerStates = fc.constantFrom("PoweredOn", "PoweredOff", "Suspended", undefined);

test("a new status is accepted whatever stands in the specification", () => {
  fc.assert(
    fc.property(requests, powerStates, ({ object }, powerState) => {
      const old = decoded(object);
      const status = powerState === undefined ? {} : { powerState };
      assert.equal(complaintsOfStatus({ ...old, status }, old), []);
    }),
    { numRuns: 300 },
  );
});

test.run();
