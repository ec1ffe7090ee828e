import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { runWorkers } from "../../../runtime/kube/workers.ts";
import { PRIORITY, type QueueOptions, WorkQueue } from "../../../runtime/kube/workqueue.ts";
import { manualClock, settle } from "../client/manual-clock.ts";

function queueAt(options: QueueOptions = {}) {
  const clock = manualClock();
  return { clock, queue: new WorkQueue({ clock, random: () => 0, ...options }) };
}

/** Takes and gives back until nothing waits. */
function takeAll(queue: WorkQueue): string[] {
  const keys: string[] = [];
  for (let key = queue.take(); key !== undefined; key = queue.take()) {
    keys.push(key);
    queue.done(key);
  }
  return keys;
}

test("keys come out first come, first served, each once however often it was added", () => {
  const { queue } = queueAt();
  for (const key of ["b", "a", "b", "c", "a"]) queue.add(key);
  assert.is(queue.depth, 3);
  assert.equal(takeAll(queue), ["b", "a", "c"]);
});

test("a higher priority goes first, also when it comes later for a waiting key", () => {
  const { queue } = queueAt();
  queue.add("low", PRIORITY.low);
  queue.add("normal");
  queue.add("raised", PRIORITY.low);
  queue.add("high", PRIORITY.high);
  queue.add("raised", PRIORITY.high);
  queue.add("high", PRIORITY.low);
  assert.equal(takeAll(queue), ["raised", "high", "normal", "low"]);
});

test("a key added while it is worked on waits until that is done, then comes once", () => {
  const { queue } = queueAt();
  queue.add("a");
  assert.is(queue.take(), "a");
  queue.add("a");
  queue.add("a", PRIORITY.high);
  queue.add("b");
  assert.is(queue.take(), "b");
  assert.is(queue.take(), undefined);
  queue.done("a");
  assert.is(queue.take(), "a");
  queue.done("a");
  assert.is(queue.take(), undefined);
});

test("addAfter waits; the earliest of several counts; the highest priority counts", async () => {
  const { queue, clock } = queueAt();
  queue.addAfter("a", 1_000);
  queue.addAfter("a", 500, PRIORITY.high);
  queue.addAfter("a", 2_000);
  queue.addAfter("b", 500);
  await clock.advance(499);
  assert.equal(takeAll(queue), []);
  await clock.advance(1);
  assert.equal(takeAll(queue), ["a", "b"]);
  await clock.advance(5_000);
  assert.equal(takeAll(queue), []);
  assert.is(clock.timers, 0);
});

test("a delay longer than a timer can be is kept", async () => {
  const { queue, clock } = queueAt({});
  const longest = 2 ** 31 - 1;
  const short = {
    ...clock,
    setTimeout: (f: () => void, ms: number) => clock.setTimeout(f, Math.min(ms, longest)),
  };
  const patient = new WorkQueue({ clock: { ...short, now: () => clock.now() } });
  patient.addAfter("a", longest + 10);
  await clock.advance(longest + 9);
  assert.is(patient.take(), undefined);
  await clock.advance(1);
  assert.is(patient.take(), "a");
  queue.close();
});

test("retry waits longer each time up to the cap, until the key is forgotten", () => {
  const { queue } = queueAt({ backoff: { baseMs: 10, factor: 2, maxMs: 50, jitter: 0.5 } });
  const delays = () => [1, 2, 3, 4, 5].map(() => queue.retry("a"));
  assert.equal(delays(), [10, 20, 40, 50, 50]);
  assert.is(queue.failures("a"), 5);
  assert.is(queue.retry("b"), 10);
  queue.forget("a");
  assert.is(queue.retry("a"), 10);
});

test("jitter takes off up to its share", () => {
  const { queue } = queueAt({
    backoff: { baseMs: 100, factor: 2, maxMs: 1_000, jitter: 0.5 },
    random: () => 0.999,
  });
  assert.is(queue.retry("a"), 50);
});

test("the observer is told depth, waiting and working times, and retries", async () => {
  const told: string[] = [];
  const { queue, clock } = queueAt({
    observer: {
      depth: (keys) => told.push(`depth ${keys}`),
      waited: (ms) => told.push(`waited ${ms}`),
      worked: (ms) => told.push(`worked ${ms}`),
      retried: () => told.push("retried"),
    },
  });
  queue.add("a");
  await clock.advance(30);
  queue.take();
  await clock.advance(70);
  queue.retry("a");
  queue.done("a");
  assert.equal(told, ["depth 1", "waited 30", "depth 0", "retried", "worked 70"]);
});

test("close drops what waits, sets no timer, and lets work under way finish", async () => {
  const { queue, clock } = queueAt();
  for (const key of ["a", "b"]) queue.add(key);
  queue.addAfter("c", 10);
  const finish: (() => void)[] = [];
  const over = runWorkers(queue, 1, () => new Promise((resolve) => finish.push(resolve)));
  let ended = false;
  void over.then(() => {
    ended = true;
  });
  queue.close();
  queue.add("d");
  await settle();
  assert.is(ended, false);
  assert.is(clock.timers, 0);
  assert.is(finish.length, 1);
  finish[0]!();
  await over;
  assert.is(queue.active + queue.depth, 0);
});

test("workers run as many at once as allowed", async () => {
  const { queue } = queueAt();
  let running = 0;
  let most = 0;
  const done: string[] = [];
  const over = runWorkers(queue, 3, async (key) => {
    most = Math.max(most, ++running);
    await settle();
    running--;
    done.push(key);
    if (done.length === 10) queue.close();
  });
  for (let index = 0; index < 10; index++) queue.add(`key-${index}`);
  await over;
  assert.is(most, 3);
  assert.is(new Set(done).size, 10);
});

type Step =
  | { do: "add" | "retry"; key: string; priority: number }
  | { do: "addAfter"; key: string; ms: number }
  | { do: "take" }
  | { do: "done"; nth: number }
  | { do: "pass"; ms: number };

const key = fc.constantFrom("a", "b", "c", "d");
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("add" as const), key, priority: fc.integer({ min: -2, max: 2 }) }),
  fc.record({ do: fc.constant("retry" as const), key, priority: fc.constant(0) }),
  fc.record({ do: fc.constant("addAfter" as const), key, ms: fc.integer({ min: 0, max: 20 }) }),
  fc.record({ do: fc.constant("take" as const) }),
  fc.record({ do: fc.constant("done" as const), nth: fc.nat(3) }),
  fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 30 }) }),
);

/** Time that passes at once, for a property that runs often. */
function quickClock() {
  let now = 0;
  let timers: { due: number; callback: () => void }[] = [];
  return {
    now: () => now,
    setTimeout(callback: () => void, ms: number) {
      const timer = { due: now + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    pass(ms: number) {
      const end = now + ms;
      for (;;) {
        const next = timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
        if (next === undefined) break;
        timers = timers.filter((each) => each !== next);
        now = next.due;
        next.callback();
      }
      now = end;
    },
  };
}

test("whatever happens in whatever order: no key is worked on twice at once, and none that was added is lost", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const clock = quickClock();
      const queue = new WorkQueue({ clock, backoff: { baseMs: 5, factor: 2, maxMs: 20, jitter: 0 } });
      const active: string[] = [];
      /** For each key, when it was last wanted by; it is owed a take that begins at or after that. */
      const owed = new Map<string, number>();
      const owe = (name: string, at: number) => owed.set(name, Math.max(at, owed.get(name) ?? 0));
      const take = () => {
        const taken = queue.take();
        if (taken === undefined) return;
        assert.not(active.includes(taken), `${taken} is worked on twice`);
        active.push(taken);
        if ((owed.get(taken) ?? Number.POSITIVE_INFINITY) <= clock.now()) owed.delete(taken);
      };
      for (const each of steps) {
        switch (each.do) {
          case "add":
            queue.add(each.key, each.priority);
            owe(each.key, clock.now());
            break;
          case "retry":
            queue.retry(each.key);
            owe(each.key, clock.now());
            break;
          case "addAfter":
            queue.addAfter(each.key, each.ms);
            owe(each.key, clock.now());
            break;
          case "take":
            take();
            break;
          case "done": {
            const [given] = active.splice(each.nth % Math.max(active.length, 1), 1);
            if (given !== undefined) queue.done(given);
            break;
          }
          case "pass":
            clock.pass(each.ms);
        }
      }
      for (let left = 200; left > 0; left--) {
        for (const each of active.splice(0)) queue.done(each);
        clock.pass(20);
        for (let waiting = queue.depth; waiting > 0; waiting--) take();
      }
      assert.equal([...owed.keys()], [], "lost");
      assert.is(queue.depth + queue.delayed, 0);
    }),
    { numRuns: 400 },
  );
});

test.run();
