/** Three typical rules, compiled, beside a closure written by hand and other implementations of CEL. */
import { spawnSync } from "node:child_process";
import { celEnv, parse, plan } from "@bufbuild/cel";
import { Environment } from "@marcbachmann/cel-js";
import { type CelType, CelTypes, compile, isProgram } from "../../rules/lang/cel/index.ts";
import { builtBinary } from "../servers/binaries.ts";
import { nanoseconds } from "./measure.ts";
import { type Missing, missing, type Row, type Section } from "./row.ts";

interface Rule {
  name: string;
  source: string;
  self: CelType;
  variables: { self: unknown; oldSelf?: unknown };
  byHand(): boolean;
}

const fields = (all: { [name: string]: CelType }): CelType =>
  CelTypes.object(
    "self",
    Object.fromEntries(Object.entries(all).map(([name, type]) => [name, { json: name, type }])),
  );

const rising = { self: { version: 15 }, oldSelf: { version: 13 } };
const named = { self: { name: "vmi-0a0044d7c690bcbea" } };
const listed = { self: { disks: [{ name: "root" }, { name: "data" }, { name: "logs" }] } };

const RULES: readonly Rule[] = [
  {
    name: "a number only rises",
    source: "!has(oldSelf.version) || (has(self.version) && self.version >= oldSelf.version)",
    self: fields({ version: CelTypes.int }),
    variables: rising,
    byHand: () =>
      rising.oldSelf.version === undefined ||
      (rising.self.version !== undefined && rising.self.version >= rising.oldSelf.version),
  },
  {
    name: "prefix and size",
    source: "self.name.startsWith('vmi-') && size(self.name) <= 63",
    self: fields({ name: CelTypes.string }),
    variables: named,
    byHand: () => named.self.name.startsWith("vmi-") && [...named.self.name].length <= 63,
  },
  {
    name: "names are unique, three items",
    source: "self.disks.all(d, self.disks.exists_one(e, e.name == d.name))",
    self: fields({ disks: CelTypes.list(fields({ name: CelTypes.string })) }),
    variables: listed,
    byHand: () =>
      listed.self.disks.every((d) => listed.self.disks.filter((e) => e.name === d.name).length === 1),
  },
];

export const section: Section = {
  name: "kernel",
  async rows() {
    const go = celGo();
    return RULES.flatMap((rule, index) => measure(rule, go(index)));
  },
};

function measure(rule: Rule, go: number | Missing): Row[] {
  const { source, variables } = rule;
  const program = compile(source, { compat: "1.35", variables: { self: rule.self, oldSelf: rule.self } });
  if (!isProgram(program)) throw new Error(`${source}: ${JSON.stringify(program.issues)}`);
  const celJs = new Environment({ unlistedVariablesAreDyn: true }).parse(source);
  const celEs = plan(celEnv(), parse(source));
  for (const value of [
    result(program.evaluate(variables)),
    rule.byHand(),
    celJs(variables),
    celEs(variables as never),
  ])
    if (value !== true) throw new Error(`${source} is not true of the sample: ${String(value)}`);
  const ns = nanoseconds({
    ours: () => program.evaluate(variables),
    "a closure by hand": rule.byHand,
    "@marcbachmann/cel-js": () => celJs(variables),
    "@bufbuild/cel": () => celEs(variables as never),
  });
  const { ours, ...peers } = ns;
  return Object.entries<number | Missing>({ ...peers, "cel-go": go }).map(([peer, theirs]) => ({
    what: rule.name,
    unit: "ns",
    better: "less",
    ours,
    peer,
    theirs,
  }));
}

const result = (answer: { ok: boolean; value?: unknown; error?: unknown }): unknown =>
  answer.ok ? answer.value : JSON.stringify(answer.error);

/** cel-go's time for a rule, by its place. */
function celGo(): (index: number) => number | Missing {
  const binary = builtBinary("cel-bench");
  if (!binary) return () => missing("not built; run `npm run servers` (needs Go)");
  const input = JSON.stringify(RULES.map(({ source, variables }) => ({ source, variables })));
  const { stdout, status } = spawnSync(binary, { input, encoding: "utf8" });
  if (status !== 0) return () => missing(`ended with exit code ${status}`);
  const answers = JSON.parse(stdout) as { nanoseconds?: number; problem?: string }[];
  return (index) => answers[index]!.nanoseconds ?? missing(answers[index]!.problem ?? "no answer");
}
