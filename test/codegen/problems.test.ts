/** Every complaint is shown: a scenario provokes it, and its hint and place can be read there. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { problemCodes } from "../../codegen/problems.ts";

const scenarios = path.join(import.meta.dirname, "scenarios");

/** Complaints that only a mistake of the generator itself can provoke. */
const OURS = ["emit-failed", "second-opinion"];

const said = readdirSync(scenarios, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("problems.txt"))
  .map((file) => readFileSync(path.join(scenarios, file), "utf8"))
  .join("");

for (const code of problemCodes.filter((one) => !OURS.includes(one))) {
  test(`${code} has a scenario`, () => {
    assert.match(said, new RegExp(`^\\S+:\\d+:\\d+ error ${code}: `, "m"));
  });
}

test.run();
