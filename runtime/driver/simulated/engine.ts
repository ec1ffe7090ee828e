/** Runs tasks and guests over time and keeps the result: the part of the simulated hypervisor that outlives operators. */
import { type Clock, formatMicroTime } from "../../client/clock.ts";
import { DriverError, type DriverErrorInfo, driverError } from "../errors.ts";
import type { VmField } from "../events.ts";
import type { Op, Task, TaskKind } from "../task.ts";
import type { Id } from "../vm.ts";
import { Agenda } from "./agenda.ts";
import { apply } from "./changes.ts";
import { check, type Verdict } from "./checks.ts";
import { copy } from "./copy.ts";
import { step } from "./guest.ts";
import { Jobs } from "./jobs.ts";
import {
  enter,
  type Job,
  type Machine,
  nameKey,
  type Request,
  type SimulatedInventory,
  type World,
} from "./model.ts";
import type { Behaviour, Profile } from "./profile.ts";
import { Random } from "./random.ts";
import type { StateStore } from "./store.ts";
import { Watchers } from "./watchers.ts";

export interface EngineOptions {
  clock: Clock;
  store: StateStore;
  seed: number;
  profile: Profile;
  inventory: SimulatedInventory;
}

/** Kept beside machines and tasks, so that a reopened engine goes on exactly where it was. */
interface Meta {
  instanceId: string;
  random: number;
  machines: number;
  tasks: number;
}

type Due = { task: Id } | { guest: Id };

/** What each kind of task changes, as events name it. */
// biome-ignore format: table
const fieldOf: { readonly [K in TaskKind]: VmField } = {
  create: "config", reconfigure: "config", upgradeHardware: "config", destroy: "config",
  powerOn: "power", powerOff: "power", suspend: "power", reset: "power",
  shutdownGuest: "guest", standbyGuest: "guest", rebootGuest: "guest",
};

export class Engine {
  readonly world: World;
  readonly watchers: Watchers;
  readonly jobs: Jobs;
  readonly #clock: Clock;
  readonly #store: StateStore;
  readonly #agenda: Agenda<Due>;
  readonly #behaviours: { [K in TaskKind]: Behaviour };
  readonly #waiting = new Map<Id, Set<() => void>>();
  readonly #meta: Meta;
  /** Tasks that admin holds: by kind what came due meanwhile. */
  readonly #held = new Map<TaskKind, Id[]>();

  constructor({ clock, store, seed, profile, inventory }: EngineOptions) {
    const random = new Random(seed);
    this.#clock = clock;
    this.#store = store;
    this.#behaviours = { ...profile.operations };
    this.watchers = new Watchers(clock, profile.eventMs);
    this.#agenda = new Agenda(clock, (due, at) =>
      "task" in due ? this.#finish(due.task, at) : this.#guest(due.guest, at),
    );
    this.jobs = new Jobs((id) => store.remove(`task/${id}`));
    this.world = {
      inventory,
      guest: profile.guest,
      random,
      machines: new Map(),
      byUuid: new Map(),
      byName: new Map(),
      reserved: new Map(),
      used: new Map(),
    };
    this.#meta = this.#load() ?? { instanceId: random.uuid(), random: random.state, machines: 0, tasks: 0 };
    random.state = this.#meta.random;
    this.#saveMeta();
    this.#agenda.run();
  }

  get instanceId(): string {
    return this.#meta.instanceId;
  }

  /** Takes a request; the answer is its task, kept already. */
  async request(make: (newVm: () => Id) => Request, op: Op): Promise<Task> {
    op.signal?.throwIfAborted();
    this.#agenda.run();
    const known = this.jobs.ofKey(op.key);
    const newVm = () => `vm-${++this.#meta.machines}`;
    const job = known && known.task.state !== "error" ? known : this.#start(make(newVm), op);
    await this.#flush();
    return copy(job.task);
  }

  /** The task once it has ended, or after `ms`. */
  async wait(id: Id, ms: number): Promise<Task | undefined> {
    const job = this.jobs.get(id);
    if (job?.task.state === "running") {
      await new Promise<void>((resolve) => {
        const waiting = this.#waiting.get(id) ?? new Set();
        this.#waiting.set(id, waiting);
        const cancel = this.#clock.setTimeout(done, ms);
        function done() {
          cancel();
          waiting.delete(done);
          resolve();
        }
        waiting.add(done);
      });
    }
    return job && copy(job.task);
  }

  /** Changes a machine behind everybody's back. */
  async meddle(id: Id, field: VmField, change: (machine: Machine, at: number) => void): Promise<void> {
    this.#agenda.run();
    const machine = this.world.machines.get(id);
    if (!machine) throw new DriverError(driverError("NotFound", `There is no machine "${id}".`));
    change(machine, this.#clock.now());
    this.#changed(id, field);
    this.#saveMeta();
    await this.#flush();
  }

  setBehaviour(kind: TaskKind, behaviour: Behaviour): void {
    this.#behaviours[kind] = behaviour;
  }

  hold(kind: TaskKind): void {
    if (!this.#held.has(kind)) this.#held.set(kind, []);
  }

  release(kind: TaskKind): void {
    const held = this.#held.get(kind) ?? [];
    this.#held.delete(kind);
    for (const task of held) this.#agenda.add(this.#clock.now(), { task });
    this.#agenda.run();
  }

  async close(): Promise<void> {
    this.#agenda.close();
    this.watchers.close();
    for (const waiting of this.#waiting.values()) for (const done of waiting) done();
    this.#saveMeta();
    await this.#store.flush();
    await this.#store.close();
  }

  #start(request: Request, op: Op): Job {
    const now = this.#clock.now();
    const { world } = this;
    const { latencyMs, fault } = this.#behaviours[request.kind];
    const task: Task = {
      id: `task-${++this.#meta.tasks}`,
      key: op.key,
      ...(op.actId !== undefined && { actId: op.actId }),
      kind: request.kind,
      ...(request.kind !== "create" && { target: request.vm }),
      state: "running",
      started: formatMicroTime(now),
    };
    const job: Job = { task, request: copy(request), due: now + world.random.between(latencyMs) };
    if (fault && world.random.next() < fault.p) {
      job.fault = driverError(fault.code, `The hypervisor failed at ${request.kind}.`, {
        ...(fault.transient !== undefined && { transient: fault.transient }),
      });
    }
    const verdict = this.#busy(request) ?? check(world, request);
    if (verdict !== "go") {
      settle(job, verdict, now);
      this.jobs.add(job);
      this.#keep(job, now);
      return job;
    }
    this.#claim(request);
    this.jobs.add(job);
    this.#store.put(`task/${task.id}`, job);
    this.#saveMeta();
    this.#agenda.add(job.due, { task: task.id });
    this.#agenda.run();
    return job;
  }

  #busy(request: Request): DriverErrorInfo | undefined {
    const running = this.jobs.runningOf(request.vm);
    if (!running) return undefined;
    const { id, kind } = running.task;
    return driverError("TaskInProgress", `Task ${id} (${kind}) holds machine "${request.vm}".`);
  }

  #finish(id: Id, at: number): void {
    const job = this.jobs.get(id);
    if (job?.task.state !== "running") return;
    const held = this.#held.get(job.task.kind);
    if (held) {
      held.push(id);
      return;
    }
    const { request } = job;
    const verdict = job.fault ?? check(this.world, request);
    const host = this.world.machines.get(request.vm)?.state.place.host;
    if (verdict === "go") apply(this.world, request, at);
    else this.#unclaim(request);
    settle(job, verdict, at);
    this.jobs.end(job);
    this.#keep(job, at);
    if (verdict === "go") {
      this.#changed(request.vm, fieldOf[request.kind]);
      const moved = this.world.machines.get(request.vm)?.state.place.host !== host;
      if (moved && request.kind === "powerOn") this.watchers.vm(request.vm, "place");
    }
    this.watchers.task(copy(job.task));
  }

  /** Writes an ended task down and wakes who waits for it. */
  #keep(job: Job, at: number): void {
    this.#store.put(`task/${job.task.id}`, job);
    this.jobs.prune(at, job.request.vm);
    this.#saveMeta();
    for (const done of this.#waiting.get(job.task.id) ?? []) done();
    this.#waiting.delete(job.task.id);
  }

  /** A machine in creation has its name and its UUID already. */
  #claim(request: Request): void {
    if (request.kind !== "create") return;
    this.world.byUuid.set(request.spec.instanceUuid, request.vm);
    this.world.byName.set(nameKey(request.spec.folder, request.spec.name), request.vm);
  }

  #unclaim(request: Request): void {
    if (request.kind !== "create") return;
    this.world.byUuid.delete(request.spec.instanceUuid);
    this.world.byName.delete(nameKey(request.spec.folder, request.spec.name));
  }

  #guest(id: Id, at: number): void {
    const machine = this.world.machines.get(id);
    if (!machine) return;
    const power = machine.state.powerVersion;
    if (!step(this.world, machine, at)) return;
    this.#changed(id, machine.state.powerVersion === power ? "guest" : "power");
    this.#saveMeta();
  }

  /** Keeps the machine, tells the watchers, and plans what its guest will do. */
  #changed(id: Id, field: VmField): void {
    const machine = this.world.machines.get(id);
    if (!machine) {
      this.#store.remove(`vm/${id}`);
      this.watchers.gone(id);
      return;
    }
    this.#store.put(`vm/${id}`, machine);
    this.watchers.vm(id, field);
    if (machine.steps[0]) this.#agenda.add(machine.steps[0].at, { guest: id });
  }

  async #flush(): Promise<void> {
    try {
      await this.#store.flush();
    } catch (error) {
      throw new DriverError(
        driverError("Internal", `The simulated hypervisor cannot keep its state: ${error}`),
      );
    }
  }

  #saveMeta(): void {
    this.#meta.random = this.world.random.state;
    this.#store.put("meta", this.#meta);
  }

  #load(): Meta | undefined {
    let meta: Meta | undefined;
    const jobs: Job[] = [];
    for (const [key, value] of this.#store.entries()) {
      if (key === "meta") meta = value as Meta;
      else if (key.startsWith("vm/")) this.#restore(value as Machine);
      else jobs.push(value as Job);
    }
    const order = (job: Job) => Number(job.task.id.slice("task-".length));
    for (const job of jobs.sort((a, b) => order(a) - order(b))) {
      this.jobs.add(job);
      if (job.task.state !== "running") continue;
      this.#claim(job.request);
      this.#agenda.add(job.due, { task: job.task.id });
    }
    return meta;
  }

  #restore(machine: Machine): void {
    enter(this.world, machine);
    if (machine.steps[0]) this.#agenda.add(machine.steps[0].at, { guest: machine.state.id });
  }
}

/** Says in the task how it ended. */
function settle({ task, request }: Job, verdict: Verdict, at: number): void {
  task.completed = formatMicroTime(at);
  if (typeof verdict === "object") {
    task.state = "error";
    task.error = verdict;
  } else {
    task.state = "success";
    task.changed = verdict === "go";
    task.target = request.vm;
  }
}
