/** How figures are taken: warm-up, several runs, the median. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const WARM_UP_MS = 150;
const BATCH_MS = 20;
const BATCHES = 9;

/**
 * Nanoseconds a call of each function: warmed up, then measured in turns, so that what else the machine does
 * meets all of them alike. The median of the batches.
 */
export function nanoseconds<Name extends string>(
  functions: { readonly [name in Name]: () => unknown },
): {
  [name in Name]: number;
} {
  const names = Object.keys(functions) as Name[];
  const counts = new Map(names.map((name) => [name, warmUp(functions[name])]));
  const samples = new Map(names.map((name) => [name, [] as number[]]));
  for (let batch = 0; batch < BATCHES; batch++) {
    for (const name of names) samples.get(name)!.push(timeOf(functions[name], counts.get(name)!));
  }
  return Object.fromEntries(names.map((name) => [name, median(samples.get(name)!)])) as {
    [name in Name]: number;
  };
}

/** How many calls fill a batch, found while the engine optimises. */
function warmUp(call: () => unknown): number {
  let count = 1;
  for (
    const end = performance.now() + WARM_UP_MS;
    performance.now() < end;
    count = Math.min(count * 2, 1e6)
  ) {
    timeOf(call, count);
  }
  return Math.max(1, Math.round((BATCH_MS * 1e6) / timeOf(call, count)));
}

/** Keeps results reachable, so that no call can be optimised away. */
let sink: unknown;

function timeOf(call: () => unknown, count: number): number {
  const started = performance.now();
  for (let i = 0; i < count; i++) sink = call();
  void sink;
  return ((performance.now() - started) * 1e6) / count;
}

/** Calls per second of `count` calls, `concurrency` at a time. */
export async function rate(
  count: number,
  concurrency: number,
  call: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) await call(next++);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  return (count * 1000) / (performance.now() - started);
}
