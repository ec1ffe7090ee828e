/**
 * `npm run bench [-- SECTION...] [--markdown]`: how fast and how big we are, beside a peer or a limit that is measured
 * in the same run. Nothing here passes or fails on time.
 */
import { parseArgs } from "node:util";
import type { Row, Section } from "./row.ts";
import { renderTable } from "./table.ts";

/** Loaded when they run, so that none weighs on another. */
const sections: { readonly [name: string]: () => Promise<{ section: Section }> } = {
  generator: () => import("./generator.ts"),
  admission: () => import("./admission.ts"),
  kernel: () => import("./kernel.ts"),
  schema: () => import("./schema.ts"),
  apiserver: () => import("./apiserver.ts"),
  operator: () => import("./operator.ts"),
  start: () => import("./start.ts"),
};

const USAGE = `Usage: npm run bench -- [SECTION...] [--markdown]

  Sections: ${Object.keys(sections).join(", ")}; all unless some are named.`;

/** Answers the exit code: 0 measured, 1 a section failed, 2 wrong usage. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if ("complaint" in options) {
    console.error(`${options.complaint}\n${USAGE}`);
    return 2;
  }
  const results = new Map<string, Row[]>();
  let code = 0;
  for (const name of options.names) {
    const started = performance.now();
    try {
      const { section } = await sections[name]!();
      results.set(section.name, await section.rows());
      console.error(`${name.padEnd(12)} ${((performance.now() - started) / 1000).toFixed(1)} s`);
    } catch (error) {
      code = 1;
      console.error(`${name.padEnd(12)} failed: ${(error as Error).message}`);
    }
  }
  if (results.size > 0) console.log(`\n${renderTable(results, options.markdown)}`);
  return code;
}

function readOptions(
  args: readonly string[],
): { names: string[]; markdown: boolean } | { complaint: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { markdown: { type: "boolean", default: false } },
    });
    const unknown = positionals.filter((name) => !Object.hasOwn(sections, name));
    if (unknown.length > 0) return { complaint: `There is no section ${unknown.join(", ")}.` };
    return {
      names: positionals.length > 0 ? positionals : Object.keys(sections),
      markdown: values.markdown,
    };
  } catch (error) {
    return { complaint: (error as Error).message };
  }
}

process.exitCode = await main(process.argv.slice(2));
