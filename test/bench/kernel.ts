/**
 * Typical rules, compiled, beside a closure written by hand and other implementations of CEL. Ours are evaluated as the
 * validation of an object does it: the cost is counted, and a budget limits it.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { celEnv, parse, plan } from "@bufbuild/cel";
import { Environment } from "@marcbachmann/cel-js";
import { compile, isProgram } from "../../rules/lang/cel/index.ts";
import { celTypeOf } from "../../rules/lang/schema/index.ts";
import { builtBinary } from "../servers/binaries.ts";
import { BENCH_RULES, type BenchRule } from "./kernel-rules.ts";
import { median, nanoseconds } from "./measure.ts";
import { compileOwn, readOwn, sourcesOf } from "./own-expressions.ts";
import { type Missing, missing, type Row, type Section } from "./row.ts";

const COMPAT = "1.36";
const OBJECT_BUDGET = 10_000_000;

export const section: Section = {
  name: "kernel",
  async rows() {
    const go = celGo();
    return [...BENCH_RULES.flatMap((rule, index) => measure(rule, go(index))), ...ownExpressions()];
  },
};

const COLD_RUNS = 5;

/** From text to code, in processes that have not done so before and in this one, beside reading what holds them. */
function ownExpressions(): Row[] {
  const own = readOwn();
  const text = JSON.stringify(own);
  const program = join(import.meta.dirname, "own-expressions.ts");
  const cold = Array.from({ length: COLD_RUNS }, () =>
    Number(execFileSync(process.execPath, ["--import", "tsx", program], { encoding: "utf8" })),
  );
  const ns = nanoseconds({ warm: () => compileOwn(own), reading: () => JSON.parse(text) });
  const row = (what: string, milliseconds: number): Row => ({
    what: `${sourcesOf(own).length} expressions of ours, text to code, ${what}`,
    unit: "ms",
    better: "less",
    ours: milliseconds,
    peer: `JSON.parse of the schemas and policies (${Math.round(text.length / 1000)} kB)`,
    theirs: ns.reading / 1e6,
  });
  return [row("cold", median(cold)), row("warm", ns.warm / 1e6)];
}

type Sample = BenchRule["samples"][number];
type Evaluator = (sample: Sample) => unknown;

function measure(rule: BenchRule, go: { readonly [peer: string]: number | Missing }): Row[] {
  const others = {
    "@marcbachmann/cel-js": evaluator(rule, celJs),
    "@bufbuild/cel": evaluator(rule, celEs),
  };
  const able = Object.entries(others).filter(([, other]) => typeof other === "function") as [
    string,
    Evaluator,
  ][];
  const ns = nanoseconds({
    ours: inTurn(rule, ours(rule)),
    "a closure by hand": inTurn(rule, ({ self, oldSelf }) => rule.byHand(self, oldSelf)),
    ...Object.fromEntries(able.map(([name, other]) => [name, inTurn(rule, other)])),
  });
  const figures: { [peer: string]: number | Missing } = { ...others, ...ns, ...go } as never;
  const { ours: own, ...peers } = figures;
  return Object.entries(peers).map(([peer, theirs]) => ({
    what: rule.name,
    unit: "ns",
    better: "less",
    ours: own!,
    peer,
    theirs,
  }));
}

/** Evaluates one sample after the other, once a call. */
function inTurn({ samples }: BenchRule, evaluate: Evaluator): () => unknown {
  let next = 0;
  return () => {
    if (next === samples.length) next = 0;
    return evaluate(samples[next++]!);
  };
}

function ours({ source, schema }: BenchRule): Evaluator {
  const self = celTypeOf(schema, { root: false })!;
  const program = compile(source, { compat: COMPAT, variables: { self, oldSelf: self } });
  if (!isProgram(program)) throw new Error(`${source}: ${JSON.stringify(program.issues)}`);
  const budget = { remaining: 0 };
  return (sample) => {
    budget.remaining = OBJECT_BUDGET;
    const result = program.evaluate(sample, budget);
    return result.ok && result.value;
  };
}

const celJs = (source: string): Evaluator =>
  new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true }).parse(source) as Evaluator;
const celEs = (source: string): Evaluator => plan(celEnv(), parse(source)) as unknown as Evaluator;

/** Another's evaluator of a rule, where it can evaluate it. */
function evaluator({ source, samples }: BenchRule, make: (source: string) => Evaluator): Evaluator | Missing {
  try {
    const evaluate = make(source);
    if (samples.every((sample) => evaluate(sample) === true)) return evaluate;
  } catch {
    // It lacks a function or a part of the syntax.
  }
  return missing(`cannot evaluate ${source}`);
}

/** cel-go's times for a rule, by its place. */
function celGo(): (index: number) => { readonly [peer: string]: number | Missing } {
  const peers = (alone: number | Missing, server: number | Missing) => ({
    "cel-go": alone,
    "cel-go as the API server runs it": server,
  });
  const none = (reason: string) => () => peers(missing(reason), missing(reason));
  const binary = builtBinary("cel-bench");
  if (!binary) return none("not built; run `npm run servers` (needs Go)");
  const input = JSON.stringify(BENCH_RULES);
  const { stdout, status } = spawnSync(binary, { input, encoding: "utf8" });
  if (status !== 0) return none(`ended with exit code ${status}`);
  const answers = JSON.parse(stdout) as { alone?: number; server?: number; problem?: string }[];
  return (index) => {
    const { alone, server, problem } = answers[index]!;
    const unknown = missing(problem ?? "no answer");
    return peers(alone ?? unknown, server ?? unknown);
  };
}
