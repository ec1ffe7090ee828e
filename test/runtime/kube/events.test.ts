import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Event } from "../../../runtime/client/builtin.ts";
import { ApiError } from "../../../runtime/client/errors.ts";
import { createEventRecorder, type EventRecorderOptions } from "../../../runtime/kube/events.ts";
import { manualClock } from "../client/manual-clock.ts";
import { statusOf } from "../client/stub.ts";

const VM = {
  apiVersion: "vmoperator.vmware.com/v1alpha5",
  kind: "VirtualMachine",
  metadata: { namespace: "demo", name: "my-vm", uid: "u-1", resourceVersion: "7" },
};

function recording(options: Partial<EventRecorderOptions> = {}) {
  const clock = manualClock();
  const created: Event[] = [];
  const patched: unknown[] = [];
  const fail = { create: undefined as Error | undefined, patch: undefined as Error | undefined };
  const events = {
    async create(event: Event) {
      if (fail.create) throw fail.create;
      created.push(structuredClone(event));
      return event as never;
    },
    async patch(key: unknown, patch: unknown) {
      if (fail.patch) throw fail.patch;
      patched.push({ key, patch });
      return {} as never;
    },
  };
  const recorder = createEventRecorder({ events, component: "vmop", clock, ...options });
  return { clock, created, patched, fail, recorder };
}

test("an event says what happened to which object, when, and who says so", async () => {
  const { created, recorder } = recording();
  recorder.event(VM, "Normal", "PoweredOn", "The machine runs");
  assert.is(created.length, 0, "nothing is sent within the call");
  await recorder.flush();
  const { metadata, ...event } = created[0]!;
  assert.is(metadata?.namespace, "demo");
  assert.match(metadata?.name ?? "", /^my-vm\.[0-9a-f]+$/);
  assert.equal(event, {
    apiVersion: "v1",
    kind: "Event",
    involvedObject: {
      apiVersion: "vmoperator.vmware.com/v1alpha5",
      kind: "VirtualMachine",
      namespace: "demo",
      name: "my-vm",
      uid: "u-1",
      resourceVersion: "7",
    },
    type: "Normal",
    reason: "PoweredOn",
    message: "The machine runs",
    count: 1,
    firstTimestamp: "2026-01-02T15:04:05Z",
    lastTimestamp: "2026-01-02T15:04:05Z",
    source: { component: "vmop" },
    reportingComponent: "vmop",
    reportingInstance: "vmop",
  });
});

test("the same again raises the count; what is said before it was sent is sent once", async () => {
  const { clock, created, patched, recorder } = recording();
  for (const _ of [1, 2, 3]) recorder.event(VM, "Warning", "NoClass", "missing");
  await recorder.flush();
  assert.is(created.length, 1);
  assert.is(created[0]?.count, 3);
  await clock.advance(60_000);
  recorder.event(VM, "Warning", "NoClass", "missing");
  await recorder.flush();
  assert.is(created.length, 1);
  assert.equal(patched, [
    {
      key: { namespace: "demo", name: created[0]?.metadata?.name },
      patch: { merge: { count: 4, lastTimestamp: "2026-01-02T15:05:05Z" } },
    },
  ]);
});

test("another message, reason, type or object is another event", async () => {
  const { created, recorder } = recording();
  recorder.event(VM, "Normal", "A", "x");
  recorder.event(VM, "Normal", "A", "y");
  recorder.event(VM, "Normal", "B", "x");
  recorder.event(VM, "Warning", "A", "x");
  recorder.event({ ...VM, metadata: { ...VM.metadata, uid: "u-2" } }, "Normal", "A", "x");
  await recorder.flush();
  assert.is(created.length, 5);
  assert.is(new Set(created.map(({ metadata }) => metadata?.name)).size, 5);
});

test("an event that the server has dropped is made again, and so is one that is an hour old", async () => {
  const { clock, created, fail, patched, recorder } = recording();
  recorder.event(VM, "Normal", "A", "x");
  await recorder.flush();
  fail.patch = new ApiError(statusOf(404, "NotFound") as never);
  recorder.event(VM, "Normal", "A", "x");
  await recorder.flush();
  assert.equal(
    created.map(({ count }) => count),
    [1, 2],
  );
  assert.is.not(created[0]?.metadata?.name, created[1]?.metadata?.name);
  fail.patch = undefined;
  await clock.advance(3_600_001);
  recorder.event(VM, "Normal", "A", "x");
  await recorder.flush();
  assert.equal(
    created.map(({ count }) => count),
    [1, 2, 1],
  );
  assert.equal(patched, []);
});

test("one object that says too much is cut off, another is not; it may go on later", async () => {
  const { clock, created, recorder } = recording({ burst: 3, refillMs: 10_000 });
  const say = (object: typeof VM, times: number) => {
    for (let each = 0; each < times; each++)
      recorder.event(object, "Normal", "Loop", `${clock.now()} ${each}`);
  };
  say(VM, 10);
  say({ ...VM, metadata: { ...VM.metadata, uid: "u-2" } }, 1);
  await recorder.flush();
  assert.is(created.length, 4);
  assert.is(recorder.dropped, 7);
  await clock.advance(10_000);
  say(VM, 2);
  await recorder.flush();
  assert.is(created.length, 5);
});

test("a server that fails costs the event, never the caller", async () => {
  const errors: unknown[] = [];
  const { created, fail, recorder } = recording({ onError: (error) => errors.push(error) });
  fail.create = new ApiError(statusOf(500, "InternalError") as never);
  recorder.event(VM, "Normal", "A", "x");
  await recorder.flush();
  assert.is(errors.length, 1);
  assert.is(recorder.dropped, 1);
  fail.create = undefined;
  recorder.event(VM, "Normal", "A", "x");
  await recorder.flush();
  assert.is(created[0]?.count, 2);
});

test("no more than so many wait", async () => {
  const { created, recorder } = recording({ maxPending: 2 });
  for (const reason of ["A", "B", "C"]) recorder.event(VM, "Normal", reason, "x");
  await recorder.flush();
  assert.equal(
    created.map(({ reason }) => reason),
    ["A", "B"],
  );
});

test("events of cluster-scoped objects are in the default namespace; a long message is cut", async () => {
  const { created, recorder } = recording();
  recorder.event({ kind: "StorageClass", metadata: { name: "fast" } }, "Normal", "A", "x".repeat(2_000));
  await recorder.flush();
  assert.is(created[0]?.metadata?.namespace, "default");
  assert.is(created[0]?.message?.length, 1_024);
});

test.run();
