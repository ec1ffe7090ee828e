/** `npm run gen`: generates, or with `--check` says what would change. */
import path from "node:path";
import { parseArgs } from "node:util";
import { sourceHash } from "./hash.ts";
import { printProblem } from "./problems.ts";
import { differences, isUpToDate, withLock, writeFiles } from "./write.ts";

const USAGE = `Usage: npm run gen -- [--check] [--force] [--api DIR] [--rules DIR] [--out DIR]

  --check      write nothing; exit 1 and list the files that differ
  --force      generate although nothing has changed since the last run
  --api DIR    the folder of API types (api)
  --rules DIR  the folder of rule tables (rules, when --api is not given)
  --out DIR    the folder that gets crds/ and generated/ (.)`;

/** Runs the command and returns its exit code: 0 done, 1 problems or differences, 2 wrong usage. */
export async function main(
  args: readonly string[],
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const options = readOptions(args);
  if ("complaint" in options) {
    complain(`${options.complaint}\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    print(USAGE);
    return 0;
  }
  const started = performance.now();
  const { apiDir, rulesDir, outDir, check, force } = options;
  const sources = sourceHash(hashedFolders(apiDir, rulesDir));
  if (!force && isUpToDate(outDir, sources)) {
    print("up to date");
    return 0;
  }
  const { generate } = await import("./generate.ts");
  const { files, problems, report } = await generate({
    apiDir,
    ...(rulesDir === undefined ? {} : { rulesDir }),
  });
  if (problems.length > 0) {
    for (const p of problems) complain(printProblem(p));
    complain(`${problems.length} ${problems.length === 1 ? "problem" : "problems"}; nothing was written`);
    return 1;
  }
  for (const line of report) print(line);
  const all = withLock(files, sources);
  if (check) {
    const found = differences(all, outDir);
    for (const { file, change } of found) complain(`${change} ${file}`);
    if (found.length > 0) complain("generated files are not up to date; run npm run gen");
    return found.length > 0 ? 1 : 0;
  }
  const changes = writeFiles(all, outDir);
  for (const { file, change } of changes) print(`${change} ${file}`);
  print(
    `${all.size} files, ${changes.length} changed, ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  return 0;
}

/** The folders whose contents the lock file stands for. */
export function hashedFolders(apiDir: string, rulesDir: string | undefined): string[] {
  return [apiDir, ...(rulesDir === undefined ? [] : [rulesDir]), import.meta.dirname];
}

type Options =
  | {
      help: boolean;
      check: boolean;
      force: boolean;
      apiDir: string;
      rulesDir: string | undefined;
      outDir: string;
    }
  | { complaint: string };

function readOptions(args: readonly string[]): Options {
  try {
    const text = { type: "string" } as const;
    const flag = { type: "boolean", default: false } as const;
    const { values } = parseArgs({
      args: [...args],
      options: { api: text, rules: text, out: text, check: flag, force: flag, help: flag },
    });
    const rules = values.rules ?? (values.api === undefined ? "rules" : undefined);
    return {
      help: values.help,
      check: values.check,
      force: values.force,
      apiDir: path.resolve(values.api ?? "api"),
      rulesDir: rules === undefined ? undefined : path.resolve(rules),
      outDir: path.resolve(values.out ?? "."),
    };
  } catch (error) {
    return { complaint: (error as Error).message };
  }
}

if (process.argv[1] === import.meta.filename) {
  process.exitCode = await main(process.argv.slice(2), console.log, console.error);
}
