/** The options of `vmop gen`: one table, from which they are read and explained. */
import path from "node:path";
import { parseArgs } from "node:util";
import { type CompareOptions, FAIL_ON } from "./compat/options.ts";
import { type EmitterName, emitters } from "./emit/index.ts";
import { didYouMean } from "./problems.ts";

interface Option {
  type: "string" | "boolean";
  /** What stands for the argument in the usage text. */
  argument?: string;
  text: string;
}

// biome-ignore format: a table
const OPTIONS = {
  api:       { type: "string", argument: "DIR", text: "the folder of your API types (api)" },
  rules:     { type: "string", argument: "DIR", text: "the folder of your rule tables (rules, unless --api is given: then none)" },
  out:       { type: "string", argument: "DIR", text: "gets the CRDs, and policies/ where rules need some (crds)" },
  generated: { type: "string", argument: "DIR", text: "gets everything else: types, schemas, clients, documentation\n(generated, unless --api or --out is given: then nothing else is made)" },
  only:      { type: "string", argument: "NAMES", text: "makes only these outputs, with commas between" },
  check:     { type: "boolean", text: "writes nothing; exit code 1 and a list of the files that differ" },
  compare:   { type: "string", argument: "DIR", text: "writes nothing; tells what changed since the CRDs in DIR, and whether that breaks\nstored objects or clients" },
  "fail-on": { type: "string", argument: "CLASS", text: "with --compare: exit code 1 from this class of change on: breaking (unless said),\nratcheted, safe or none" },
  json:      { type: "boolean", text: "with --compare: data instead of text" },
  watch:     { type: "boolean", text: "generates again after each change, until Ctrl-C" },
  force:     { type: "boolean", text: "generates although nothing has changed since the last run" },
  verbose:   { type: "boolean", text: "also tells where each rule is enforced, and notes" },
  help:      { type: "boolean", text: "shows this" },
} as const satisfies { readonly [name: string]: Option };

type Flags = {
  [Name in keyof typeof OPTIONS]?: (typeof OPTIONS)[Name]["type"] extends "string" ? string : boolean;
};

/** What a run is asked to do. Folders are absolute. */
export interface Settings {
  apiDir: string;
  /** Without it there are no rules. */
  rulesDir?: string;
  /** The rules folder was named, so it must be there. */
  rulesNamed: boolean;
  /** Gets what is called `crds/…` among the generated files. */
  crdsDir: string;
  /** Gets what is called `generated/…`; without it that is not made. */
  generatedDir?: string;
  only?: readonly EmitterName[];
  check: boolean;
  /** Compare with these CRDs and write nothing. */
  compare?: { place: string } & CompareOptions;
  watch: boolean;
  force: boolean;
  verbose: boolean;
  help: boolean;
}

/** Reads the arguments; folders are relative to `cwd`. */
export function readSettings(args: readonly string[], cwd: string): Settings | { complaint: string } {
  const flags = readFlags(args);
  if ("complaint" in flags) return flags;
  const empty = (["api", "rules", "out", "generated", "compare"] as const).find((name) => flags[name] === "");
  if (empty) return { complaint: `--${empty} needs a folder` };
  const only = flags.only === undefined ? undefined : readNames(flags.only);
  if (only && "complaint" in only) return only;
  const compare = readCompare(flags, cwd);
  if (compare && "complaint" in compare) return compare;
  // A project that says nothing keeps all four folders; one that says where its types or CRDs are gets what it names.
  const rules = flags.rules ?? (flags.api === undefined ? "rules" : undefined);
  const generated =
    flags.generated ?? (flags.api === undefined && flags.out === undefined ? "generated" : undefined);
  const settings: Settings = {
    apiDir: path.resolve(cwd, flags.api ?? "api"),
    ...(rules === undefined ? {} : { rulesDir: path.resolve(cwd, rules) }),
    rulesNamed: flags.rules !== undefined,
    crdsDir: path.resolve(cwd, flags.out ?? "crds"),
    ...(generated === undefined ? {} : { generatedDir: path.resolve(cwd, generated) }),
    ...(only ? { only: only.names } : {}),
    check: flags.check ?? false,
    ...(compare ? { compare } : {}),
    watch: flags.watch ?? false,
    force: flags.force ?? false,
    verbose: flags.verbose ?? false,
    help: flags.help ?? false,
  };
  const complaint = contradiction(settings);
  return complaint && !settings.help ? { complaint } : settings;
}

function readFlags(args: readonly string[]): Flags | { complaint: string } {
  try {
    const options = Object.fromEntries(Object.entries(OPTIONS).map(([name, { type }]) => [name, { type }]));
    return parseArgs({ args: [...args], options }).values as Flags;
  } catch (error) {
    // Node adds advice about arguments that begin with a dash.
    const complaint = (error as Error).message.split(/\. (?:To specify|This command)/)[0]!;
    const unknown = /'--([^']+)'/.exec(complaint)?.[1] ?? "";
    const hint = complaint.startsWith("Unknown")
      ? didYouMean(unknown, Object.keys(OPTIONS), "--")
      : undefined;
    return { complaint: hint ? `${complaint}; ${hint}` : complaint };
  }
}

function readCompare(flags: Flags, cwd: string): Settings["compare"] | { complaint: string } {
  const { compare, "fail-on": failOn, json = false } = flags;
  if (compare === undefined) {
    const alone = failOn === undefined ? (json ? "json" : undefined) : "fail-on";
    return alone ? { complaint: `--${alone} belongs to --compare` } : undefined;
  }
  const known = FAIL_ON.find((name) => name === failOn);
  if (failOn !== undefined && known === undefined)
    return { complaint: `--fail-on takes ${FAIL_ON.join(", ")}, not "${failOn}"` };
  return { place: path.resolve(cwd, compare), json, ...(known ? { failOn: known } : {}) };
}

function readNames(text: string): { names: EmitterName[] } | { complaint: string } {
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const unknown = names.find((name) => !Object.hasOwn(emitters, name));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, Object.keys(emitters));
    return { complaint: `--only: there is no output ${unknown}${hint ? `; ${hint}` : ""}` };
  }
  return names.length > 0 ? { names: names as EmitterName[] } : { complaint: "--only needs a name" };
}

function contradiction(settings: Settings): string | undefined {
  const { apiDir, rulesDir, generatedDir, only, check, compare, watch } = settings;
  if (check && watch) return "--check and --watch contradict each other";
  if (compare && (check || watch))
    return `--compare and --${check ? "check" : "watch"} contradict each other`;
  if (generatedDir !== undefined && isInside(generatedDir, apiDir))
    return "--generated is inside the folder of the API, where its types would be read as yours";
  if (generatedDir !== undefined && rulesDir !== undefined && isInside(generatedDir, rulesDir))
    return "--generated is inside the folder of the rules, where its code would be taken for yours";
  const homeless = generatedDir === undefined && only?.find((name) => name !== "crds");
  return homeless ? `--only ${homeless} needs --generated DIR, the folder that gets it` : undefined;
}

/** Whether a path is the folder, or below it. Both are absolute. */
export const isInside = (inner: string, folder: string): boolean =>
  `${inner}${path.sep}`.startsWith(folder.endsWith(path.sep) ? folder : `${folder}${path.sep}`);

const WIDTH = 18;

/** The usage text, as `program` would be called. */
export function usage(program: string): string {
  const options = Object.entries(OPTIONS as { [name: string]: Option }).map(([name, { argument, text }]) => {
    const head = `  --${name}${argument ? ` ${argument}` : ""}`.padEnd(WIDTH);
    return `${head} ${text.replaceAll("\n", `\n${" ".repeat(WIDTH + 1)}`)}`;
  });
  return `Usage: ${program} [OPTION...]

Makes CustomResourceDefinitions from TypeScript types, and from rule tables where there are some.
Without options it reads api/ and rules/ and writes crds/ and generated/. For CRDs alone, from anywhere:

  ${program} --api ./my-api --out ./crds

Nothing is written unless everything is right. A file that an earlier run made and this one does not is removed.

${options.join("\n")}

Outputs for --only: ${wrap(Object.keys(emitters).join(", "), " ".repeat(20))}`;
}

const LINE = 100;

function wrap(text: string, indent: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line.length + word.length < LINE - indent.length) lines[lines.length - 1] = `${line} ${word}`.trim();
    else lines.push(word);
  }
  return lines.join(`\n${indent}`);
}
