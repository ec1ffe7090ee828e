/**
 * Asks the API server's packages about all expressions, and those of each release about rules, and writes down what they
 * say: `node --import tsx test/lang/cel/versions/write.ts`. Needs Go and a network.
 */

import { writeFileSync } from "node:fs";
import { builtBinary } from "../../../servers/binaries.ts";
import { EXPRESSIONS } from "./expressions.ts";
import { ANSWERS, askPackages, CATALOGUE, changes, type Recorded } from "./record.ts";
import { askReleases, RELEASES } from "./releases.ts";

async function record(program: string): Promise<void> {
  const { answers, catalogue } = askPackages(program, EXPRESSIONS);
  const releases = await askReleases(
    EXPRESSIONS.filter(({ place }) => place === "rule").map(({ expression }) => expression),
  );
  const all = answers.map((one): Recorded => {
    if (one.place !== "rule") return one;
    const byRelease = RELEASES.map(({ release }) => releases.get(release)!.get(one.expression)!);
    return {
      ...one,
      releases: changes(
        RELEASES.map(({ release }) => release),
        byRelease,
      ),
    };
  });
  const text = (lines: readonly unknown[]): string =>
    lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  writeFileSync(ANSWERS, text(all));
  writeFileSync(CATALOGUE, text(catalogue));
}

const program = builtBinary("cel-versions");
if (program === undefined) throw new Error("cel-versions is not built; run `npm run servers` (needs Go)");
await record(program);
