/** The vocabulary: every marker is documented and shown in a scenario. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { markers } from "../../api/markers.ts";

const scenarios = path.join(import.meta.dirname, "scenarios");

const written = readdirSync(scenarios, { recursive: true, encoding: "utf8" })
  .filter((file) => !file.startsWith("bad-") && file.includes("input") && file.endsWith(".ts"))
  .map((file) => readFileSync(path.join(scenarios, file), "utf8"))
  .join("\n");

for (const [name, marker] of Object.entries(markers)) {
  test(`@${name} has a sentence and a scenario`, () => {
    assert.match(marker.doc, /\.$/);
    assert.match(written, new RegExp(`@${name}\\b`));
  });
}

test.run();
