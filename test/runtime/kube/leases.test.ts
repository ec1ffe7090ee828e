import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Lease } from "../../../runtime/client/builtin.ts";
import { ApiError } from "../../../runtime/client/errors.ts";
import type { Stored } from "../../../runtime/client/object.ts";
import { decideLease, type ElectionOptions, runElection } from "../../../runtime/kube/leases.ts";
import { manualClock, settle } from "../client/manual-clock.ts";
import { statusOf } from "../client/stub.ts";

const KEY = { namespace: "vmop", name: "leader" };

/** One Lease as an API server keeps it, with faults to switch on. */
function leaseServer() {
  let lease: Stored<Lease> | undefined;
  let version = 0;
  const server = {
    down: false,
    hangs: false,
    writes: 0,
    get lease() {
      return lease;
    },
  };
  const arrive = async () => {
    await Promise.resolve();
    if (server.down) throw new ApiError(statusOf(503, "ServiceUnavailable") as never);
    if (server.hangs) await new Promise(() => {});
  };
  const keep = (object: Lease): Stored<Lease> => {
    server.writes++;
    version++;
    lease = {
      ...object,
      apiVersion: "coordination.k8s.io/v1",
      kind: "Lease",
      metadata: {
        ...KEY,
        uid: "u",
        creationTimestamp: "2026-01-02T15:04:05Z",
        resourceVersion: String(version),
      },
    };
    return lease;
  };
  const leases: ElectionOptions["leases"] = {
    async find() {
      await arrive();
      return lease;
    },
    async create(object) {
      await arrive();
      if (lease !== undefined) throw new ApiError(statusOf(409, "AlreadyExists") as never);
      return keep(object);
    },
    async update(object) {
      await arrive();
      if (object.metadata?.resourceVersion !== lease?.metadata.resourceVersion) {
        throw new ApiError(statusOf(409, "Conflict") as never);
      }
      return keep(object);
    },
  };
  return { server, leases };
}

type World = ReturnType<typeof leaseServer> & { clock: ReturnType<typeof manualClock>; log: string[] };

function world(): World {
  return { ...leaseServer(), clock: manualClock(), log: [] };
}

function join({ leases, clock, log }: World, identity: string) {
  const stop = new AbortController();
  const terms: AbortSignal[] = [];
  const over = runElection(
    {
      leases,
      key: KEY,
      identity,
      clock,
      random: () => 0,
      onElected(signal) {
        log.push(`${identity} leads`);
        terms.push(signal);
      },
      onLost: () => log.push(`${identity} is out`),
    },
    stop.signal,
  );
  return {
    terms,
    async leave() {
      stop.abort();
      await over;
    },
  };
}

test("the first leads, renews, and a second waits", async () => {
  const all = world();
  const a = join(all, "a");
  await settle();
  const b = join(all, "b");
  await all.clock.advance(60_000);
  assert.equal(all.log, ["a leads"]);
  assert.is(all.server.lease?.spec?.holderIdentity, "a");
  assert.is(all.server.lease?.spec?.acquireTime, "2026-01-02T15:04:05.000000Z");
  assert.is(all.server.lease?.spec?.renewTime, "2026-01-02T15:05:05.000000Z");
  await b.leave();
  await a.leave();
});

test("a leader that leaves frees the lease for the next within one try", async () => {
  const all = world();
  const a = join(all, "a");
  await settle();
  const b = join(all, "b");
  await all.clock.advance(1_000);
  await a.leave();
  assert.is(all.server.lease?.spec?.holderIdentity, "");
  await all.clock.advance(2_100);
  assert.equal(all.log, ["a leads", "a is out", "b leads"]);
  assert.is(all.server.lease?.spec?.leaseTransitions, 1);
  await b.leave();
});

for (const fault of ["down", "hangs"] as const) {
  test(`a leader whose server ${fault === "down" ? "refuses" : "hangs"} is out before another could lead`, async () => {
    const all = world();
    const a = join(all, "a");
    await settle();
    assert.is(a.terms[0]?.aborted, false);
    all.server[fault] = true;
    await all.clock.advance(9_999);
    assert.is(a.terms[0]?.aborted, false);
    await all.clock.advance(1);
    assert.is(a.terms[0]?.aborted, true);
    assert.equal(all.log, ["a leads", "a is out"]);
    all.server[fault] = false;
    const b = join(all, "b");
    void b.leave();
    if (fault === "down") {
      await all.clock.advance(2_100);
      assert.equal(all.log, ["a leads", "a is out", "a leads"]);
      await a.leave();
    }
  });
}

test("a holder that died is followed after its whole term, by the follower's own clock", async () => {
  const all = world();
  await all.leases.create({
    metadata: KEY,
    // A clock far ahead must not matter.
    spec: { holderIdentity: "dead", leaseDurationSeconds: 15, renewTime: "2030-01-01T00:00:00.000000Z" },
  });
  const a = join(all, "a");
  await all.clock.advance(15_000);
  assert.equal(all.log, []);
  await all.clock.advance(2_100);
  assert.equal(all.log, ["a leads"]);
  await a.leave();
});

test("a leader that finds another in its place is out", async () => {
  const all = world();
  const a = join(all, "a");
  await settle();
  await all.leases.update({ ...all.server.lease!, spec: { holderIdentity: "b", leaseDurationSeconds: 15 } });
  await all.clock.advance(2_000);
  assert.equal(all.log, ["a leads", "a is out"]);
  await a.leave();
  assert.is(all.server.lease?.spec?.holderIdentity, "b");
});

test("a leader that leaves does not free what another holds by now", async () => {
  const all = world();
  const a = join(all, "a");
  await settle();
  await all.leases.update({ ...all.server.lease!, spec: { holderIdentity: "b", leaseDurationSeconds: 15 } });
  await a.leave();
  assert.equal(all.log, ["a leads", "a is out"]);
  assert.is(all.server.lease?.spec?.holderIdentity, "b");
});

test("two that come at once: one leads", async () => {
  const all = world();
  const both = [join(all, "a"), join(all, "b")];
  await all.clock.advance(30_000);
  assert.is(all.log.length, 1);
  for (const each of both) await each.leave();
});

// biome-ignore format: a table reads by its columns
const STEPS = [
  ["none",                    undefined,               undefined,  "create"],
  ["ours",                    "me",                    undefined,  "renew" ],
  ["free",                    "",                      undefined,  "take"  ],
  ["another's, first seen",   "other",                 undefined,  "wait"  ],
  ["another's, just renewed", "other",                 ["0", 0],   "wait"  ],
  ["another's, in its term",  "other",                 ["1", 85],  "wait"  ],
  ["another's, silent",       "other",                 ["1", 84],  "take"  ],
] as const;

for (const [say, holderIdentity, seen, step] of STEPS) {
  test(`a lease that is ${say}: ${step}`, () => {
    const lease =
      holderIdentity === undefined
        ? undefined
        : ({
            metadata: { resourceVersion: "1" },
            spec: { holderIdentity, leaseDurationSeconds: 15 },
          } as Stored<Lease>);
    const sighting = seen && { resourceVersion: seen[0], at: seen[1] * 1_000 };
    assert.is(decideLease(lease, sighting, "me", 100_000, 15_000).do, step);
  });
}

test.run();
