import * as assert from "uvu/assert";
import { type Abilities, ability } from "../../../../runtime/driver/abilities.ts";
import type { HypervisorDriver } from "../../../../runtime/driver/driver.ts";
import { DriverError, type ErrorCode } from "../../../../runtime/driver/errors.ts";
import type { DriverEvent } from "../../../../runtime/driver/events.ts";
import type { CreateSpec } from "../../../../runtime/driver/spec.ts";
import type { Op, Task } from "../../../../runtime/driver/task.ts";
import type { Id, VmState } from "../../../../runtime/driver/vm.ts";

export interface DriverHarness {
  /** Not yet open. */
  readonly driver: HypervisorDriver;
  /** Another driver of the same hypervisor, as an operator has after a restart; the first one is closed by then. */
  restarted(): HypervisorDriver;
  /** Lets so much of the hypervisor's time pass. */
  pass(ms: number): Promise<void>;
  /** A small machine; with `tools` its guest runs guest tools soon after power on, without it never does. */
  spec(name: string, guest: "tools" | "bare"): CreateSpec;
  /** Lets go of everything. */
  dispose(): Promise<void>;
}

/** Registers one story of the contract. */
export interface Story {
  (title: string, tell: (at: Stage) => Promise<void>): void;
  /** Registers it only for drivers of that ability. */
  having(ability: keyof Abilities): (title: string, tell: (at: Stage) => Promise<void>) => void;
}

export const MINUTE = 60_000;

/** The words the stories are told in. */
export class Stage {
  driver: HypervisorDriver;
  readonly #harness: DriverHarness;
  #ops = 0;

  constructor(harness: DriverHarness) {
    this.#harness = harness;
    this.driver = harness.driver;
  }

  /** An operation never asked for before. */
  op(): Op {
    return { key: `op-${++this.#ops}` };
  }

  spec(name: string, guest: "tools" | "bare"): CreateSpec {
    return this.#harness.spec(name, guest);
  }

  pass(ms: number): Promise<void> {
    return this.#harness.pass(ms);
  }

  ability<N extends keyof Abilities>(name: N): Abilities[N] {
    const found = ability(this.driver, name);
    if (!found) throw new Error(`The driver lacks the ability ${name}.`);
    return found;
  }

  async restart(): Promise<HypervisorDriver> {
    await this.driver.close();
    this.driver = this.#harness.restarted();
    await this.driver.open();
    return this.driver;
  }

  async ended(call: Promise<Task>): Promise<Task> {
    let task = await call;
    for (let ms = 0; task.state === "running"; ms += 250) {
      if (ms > MINUTE) throw new Error(`Task ${task.id} (${task.kind}) does not end.`);
      await this.pass(250);
      task = (await this.driver.getTask(task.id)) ?? task;
    }
    assert.ok(task.completed);
    return task;
  }

  async done(call: Promise<Task>): Promise<Task> {
    const task = await this.ended(call);
    assert.equal([task.state, task.error, task.changed], ["success", undefined, true]);
    return task;
  }

  async refused(code: ErrorCode, call: Promise<Task>): Promise<Task> {
    const task = await this.ended(call);
    assert.is(task.error?.code, code, `${task.kind} should be refused with ${code}`);
    assert.equal([task.state, task.changed], ["error", undefined]);
    return task;
  }

  async created(spec: CreateSpec): Promise<VmState> {
    return this.vm((await this.done(this.driver.createVm(spec, this.op()))).target);
  }

  async running(name: string, guest: "tools" | "bare"): Promise<VmState> {
    const { id } = await this.created(this.spec(name, guest));
    await this.done(this.driver.power(id, "PoweredOn", this.op()));
    return this.vm(id);
  }

  async withTools(name: string): Promise<VmState> {
    const { id } = await this.running(name, "tools");
    return this.until(id, "running tools", ({ guest }) => guest.tools === "Running");
  }

  async vm(id: Id | undefined): Promise<VmState> {
    const vm = id === undefined ? undefined : await this.driver.getVm(id);
    if (!vm) throw new Error(`There is no machine ${id}.`);
    return vm;
  }

  async until(id: Id, what: string, holds: (vm: VmState) => boolean): Promise<VmState> {
    for (let ms = 0; ms <= MINUTE; ms += 250) {
      const vm = await this.vm(id);
      if (holds(vm)) return vm;
      await this.pass(250);
    }
    throw new Error(`Machine ${id} comes to no ${what}.`);
  }

  /** The events so far, growing. */
  watch(): DriverEvent[] {
    const events: DriverEvent[] = [];
    void drain(this.driver.watch(new AbortController().signal), events);
    return events;
  }
}

export async function drain(stream: AsyncIterable<DriverEvent>, into: DriverEvent[] = []): Promise<void> {
  for await (const event of stream) into.push(event);
}

export async function rejects(code: ErrorCode, call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    assert.is(error.info.code, code);
    return;
  }
  assert.unreachable(`should reject with ${code}`);
}
