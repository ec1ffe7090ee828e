import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Handler, Informer } from "../../../runtime/client/informer.ts";
import { keyString, type ObjectKey, type ObjectLike, type Stored } from "../../../runtime/client/object.ts";
import { createStore, type Indexes } from "../../../runtime/client/store.ts";
import {
  type ControllerOptions,
  createController,
  generationChanged,
  source,
  toIndexed,
  toOwners,
  toSelf,
} from "../../../runtime/kube/controller.ts";
import { manualClock, settle } from "../client/manual-clock.ts";

interface Machine extends ObjectLike {
  spec?: { className?: string };
}

/** An informer whose changes the test makes. */
function fakeInformer<T extends ObjectLike, I extends string = never>(indexes: Indexes<T, I>) {
  const store = createStore<T, I>(indexes);
  const handlers = new Set<Handler<T>>();
  const informer: Informer<T, I> = {
    resource: undefined as never,
    store,
    start() {},
    stop: async () => {},
    synced: async () => {},
    hasSynced: true,
    handle(handler) {
      handlers.add(handler);
      for (const object of store.list()) handler.added?.(object, true);
      return () => handlers.delete(handler);
    },
  };
  return {
    informer,
    handlers,
    put(object: T) {
      const old = store.put(object as Stored<T>);
      for (const handler of handlers) {
        if (old === undefined) handler.added?.(object as Stored<T>, false);
        else handler.updated?.(object as Stored<T>, old);
      }
    },
    remove(key: string) {
      const old = store.remove(key)!;
      for (const handler of handlers) handler.deleted?.(old);
    },
  };
}

const machine = (name: string, className: string, generation = 1): Machine => ({
  metadata: { namespace: "n", name, generation },
  spec: { className },
});

async function controlling(
  sources: ControllerOptions["sources"],
  use: (all: {
    seen: string[];
    clock: ReturnType<typeof manualClock>;
    controller: ReturnType<typeof createController>;
  }) => Promise<void>,
  options: Partial<ControllerOptions> = {},
) {
  const clock = manualClock();
  const seen: string[] = [];
  const controller = createController({
    sources,
    clock,
    random: () => 0,
    backoff: { baseMs: 100, factor: 2, maxMs: 1_000, jitter: 0 },
    async reconcile(key) {
      seen.push(keyString(key));
      return undefined;
    },
    ...options,
  });
  await controller.start();
  await settle();
  await use({ seen, clock, controller });
  await controller.stop();
}

test("what is there and what changes is reconciled, by key", async () => {
  const machines = fakeInformer<Machine>({});
  machines.put(machine("a", "small"));
  await controlling([source(machines.informer, toSelf)], async ({ seen }) => {
    assert.equal(seen, ["n/a"]);
    machines.put(machine("b", "small"));
    machines.remove("n/a");
    await settle();
    assert.equal(seen, ["n/a", "n/b", "n/a"]);
  });
});

test("a class that appears wakes the machines that name it", async () => {
  const machines = fakeInformer<Machine, "class">({
    class: ({ metadata, spec }: Stored<Machine>) =>
      spec?.className ? [`${metadata.namespace}/${spec.className}`] : [],
  });
  const classes = fakeInformer<ObjectLike>({});
  machines.put(machine("a", "small"));
  machines.put(machine("b", "large"));
  const sources = [
    source(
      classes.informer,
      toIndexed(machines.informer, "class", (each) => [`${each.metadata.namespace}/${each.metadata.name}`]),
    ),
  ];
  await controlling(sources, async ({ seen }) => {
    assert.equal(seen, []);
    classes.put({ metadata: { namespace: "n", name: "large" } });
    await settle();
    assert.equal(seen, ["n/b"]);
  });
});

test("an owned object wakes its owner, and the owner it had before", async () => {
  const disks = fakeInformer<ObjectLike>({});
  const owned = (owner: string): ObjectLike => ({
    metadata: {
      namespace: "n",
      name: "disk",
      ownerReferences: [
        { apiVersion: "v1", kind: "Machine", name: owner, uid: owner },
        { apiVersion: "v1", kind: "Other", name: "x", uid: "x" },
      ],
    },
  });
  await controlling([source(disks.informer, toOwners("Machine"))], async ({ seen }) => {
    disks.put(owned("a"));
    await settle();
    disks.put(owned("b"));
    await settle();
    assert.equal(seen, ["n/a", "n/a", "n/b"]);
  });
});

test("updates that do not matter are left out", async () => {
  const machines = fakeInformer<Machine>({});
  await controlling([source(machines.informer, toSelf, { changed: generationChanged })], async ({ seen }) => {
    machines.put(machine("a", "small", 1));
    await settle();
    machines.put(machine("a", "small", 1));
    await settle();
    assert.is(seen.length, 1);
    machines.put(machine("a", "small", 2));
    await settle();
    assert.is(seen.length, 2);
  });
});

test("what changes goes before what was there at the start", async () => {
  const machines = fakeInformer<Machine>({});
  for (const name of ["a", "b", "c"]) machines.put(machine(name, "small"));
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const seen: string[] = [];
  const reconcile = async (key: ObjectKey) => {
    seen.push(key.name);
    await gate;
    return undefined;
  };
  await controlling(
    [source(machines.informer, toSelf)],
    async () => {
      machines.put(machine("new", "small"));
      open();
      await settle();
      assert.equal(seen, ["a", "new", "b", "c"]);
    },
    { reconcile, workers: 1 },
  );
});

test("a failure is repeated with back-off, said aloud, and forgotten after success", async () => {
  const errors: string[] = [];
  let failing = true;
  let calls = 0;
  await controlling(
    [],
    async ({ clock, controller }) => {
      controller.enqueue({ namespace: "n", name: "a" });
      await clock.advance(700);
      assert.equal(errors, ["n/a no 100", "n/a no 200", "n/a no 400", "n/a no 800"]);
      failing = false;
      await clock.advance(800);
      failing = true;
      controller.enqueue({ namespace: "n", name: "a" });
      await settle();
      assert.is(errors.at(-1), "n/a no 100");
      assert.is(calls, 6);
    },
    {
      async reconcile() {
        calls++;
        if (failing) throw new Error("no");
        return undefined;
      },
      onError: (key, error, ms) => errors.push(`${keyString(key)} ${(error as Error).message} ${ms}`),
    },
  );
});

test("requeueAfterMs reconciles again after that time", async () => {
  const times: number[] = [];
  const clock = manualClock();
  const start = clock.now();
  await controlling(
    [],
    async ({ controller }) => {
      controller.enqueue({ name: "a" });
      await clock.advance(12_000);
      assert.equal(times, [0, 5_000, 10_000]);
    },
    {
      async reconcile() {
        times.push(clock.now() - start);
        return { requeueAfterMs: 5_000 };
      },
      clock,
    },
  );
});

test("stop ends a start that still waits for its sources", async () => {
  const never = { synced: () => new Promise<void>(() => {}), connect: () => () => {} };
  const controller = createController({ sources: [never], reconcile: async () => undefined });
  const started = controller.start();
  await controller.stop();
  await started;
});

test("stop waits for what is under way, tells it so, and takes nothing more", async () => {
  let told = false;
  let finished = false;
  const machines = fakeInformer<Machine>({});
  machines.put(machine("a", "small"));
  machines.put(machine("b", "small"));
  await controlling([source(machines.informer, toSelf)], async () => {}, {
    workers: 1,
    async reconcile(_, signal) {
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      told = true;
      await settle();
      assert.not(finished, "a second one began");
      finished = true;
      return undefined;
    },
  });
  assert.ok(told && finished);
  assert.is(machines.handlers.size, 0);
});

test.run();
