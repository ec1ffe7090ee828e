/** When mutating plug-ins are asked a second time: once, if something changed the object after they saw it. */
import { jsonEqual } from "../patch/json.ts";

/** What one kind of plug-in remembers between the two rounds of a request. */
export interface Round {
  /** Whether `key` is to be called now: always in the first round, when earned in the second. */
  due(key: string): boolean;
  /** `key` was called, and may be called again should somebody change the object later. */
  called(key: string, again: boolean): void;
  /** The object changed: everyone called before has to look again. */
  changed(): void;
}

export interface Reinvocation {
  /** Runs `run` with the memory of that plug-in and notes the object it leaves. */
  within<T>(plugin: string, object: () => unknown, run: (round: Round) => Promise<T>): Promise<T>;
  /** Whether a second round is needed; the next calls of `within` belong to it. */
  again(): boolean;
}

interface Memory {
  output: unknown;
  repeatable: Set<string>;
  due: Set<string>;
}

export function createReinvocation(): Reinvocation {
  const memories = new Map<string, Memory>();
  let second = false;
  let needed = false;

  return {
    async within(plugin, object, run) {
      const memory = memories.get(plugin) ?? { output: undefined, repeatable: new Set(), due: new Set() };
      memories.set(plugin, memory);
      const recall = () => {
        for (const key of memory.repeatable) memory.due.add(key);
        memory.repeatable.clear();
      };
      if (second && !jsonEqual(memory.output, object())) recall();
      try {
        return await run({
          due: (key) => !second || memory.due.has(key),
          called(key, again) {
            if (again) memory.repeatable.add(key);
          },
          changed() {
            recall();
            needed = true;
          },
        });
      } finally {
        memory.output = object();
      }
    },
    again() {
      if (second || !needed) return false;
      second = true;
      return true;
    },
  };
}
