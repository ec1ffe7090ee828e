import type { TaskQuery } from "../task.ts";
import type { Id } from "../vm.ts";
import type { Job } from "./model.ts";

/** How long an ended task is remembered. */
const MEMORY_MS = 10 * 60_000;
/** How many ended tasks of one machine are remembered. */
const MEMORY_COUNT = 20;

/** The tasks that run and those that ended lately, by id, key and machine. */
export class Jobs {
  readonly #jobs = new Map<Id, Job>();
  readonly #byKey = new Map<string, Id>();
  readonly #byVm = new Map<Id, Id[]>();
  readonly #running = new Map<Id, Id>();
  /** Ids in the order of ending: a set keeps it and forgets cheaply. */
  readonly #ended = new Set<Id>();
  readonly #forgotten: (id: Id) => void;

  constructor(forgotten: (id: Id) => void) {
    this.#forgotten = forgotten;
  }

  add(job: Job): void {
    const { id, key, state } = job.task;
    this.#jobs.set(id, job);
    this.#byKey.set(key, id);
    const ofVm = this.#byVm.get(job.request.vm);
    if (ofVm) ofVm.push(id);
    else this.#byVm.set(job.request.vm, [id]);
    if (state === "running") this.#running.set(job.request.vm, id);
    else this.#ended.add(id);
  }

  /** The job's task has ended. */
  end(job: Job): void {
    this.#running.delete(job.request.vm);
    this.#ended.add(job.task.id);
  }

  get(id: Id): Job | undefined {
    return this.#jobs.get(id);
  }

  /** The latest of that key. */
  ofKey(key: string): Job | undefined {
    return this.#jobs.get(this.#byKey.get(key) ?? "");
  }

  /** The one that holds the machine. */
  runningOf(vm: Id): Job | undefined {
    return this.#jobs.get(this.#running.get(vm) ?? "");
  }

  ofVm(vm: Id): Job[] {
    return (this.#byVm.get(vm) ?? []).map((id) => this.#jobs.get(id)!);
  }

  find({ key, actId, target }: TaskQuery): Job[] {
    const some = target !== undefined ? this.ofVm(target) : [...this.#jobs.values()];
    return some.filter(
      ({ task }) =>
        (key === undefined || task.key === key) &&
        (actId === undefined || task.actId === actId) &&
        (target === undefined || task.target === target),
    );
  }

  /** Forgets what ended too long ago, and what one machine has too many of. */
  prune(now: number, vm: Id): void {
    for (const id of this.#ended) {
      if (Date.parse(this.#jobs.get(id)!.task.completed!) > now - MEMORY_MS) break;
      this.#forget(id);
    }
    const ended = (this.#byVm.get(vm) ?? []).filter((id) => this.#ended.has(id));
    for (const id of ended.slice(0, Math.max(0, ended.length - MEMORY_COUNT))) this.#forget(id);
  }

  #forget(id: Id): void {
    const { task, request } = this.#jobs.get(id)!;
    this.#jobs.delete(id);
    this.#ended.delete(id);
    if (this.#byKey.get(task.key) === id) this.#byKey.delete(task.key);
    const rest = this.#byVm.get(request.vm)!.filter((other) => other !== id);
    if (rest.length > 0) this.#byVm.set(request.vm, rest);
    else this.#byVm.delete(request.vm);
    this.#forgotten(id);
  }
}
