/**
 * Both servers, with our manifests and our admission, accept or refuse every text of the specification as its verdict
 * says. What is accepted is also kept as it was written.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startRealServer } from "../servers/start.ts";
import { startEmbedded } from "../servers/start-embedded.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import { createJudge, type Judge, type JudgedServer } from "./judge.ts";
import { judgeFragment, judgeManifest, title } from "./judged.ts";
import { fragments } from "./specification/fragments.ts";
import { manifests, type Page } from "./specification/index.ts";

const folder = join(import.meta.dirname, "specification");
const pages = Object.keys(manifests) as Page[];
const read = (...path: string[]): string => readFileSync(join(folder, ...path), "utf8");

for (const page of pages) {
  test(`${page}: every file is in the tables, and every line of the tables has a file`, () => {
    const listed = [
      ...manifests[page].flatMap(({ file, restored }) =>
        restored ? [file, file.replace(/yaml$/, "flat.txt")] : [file],
      ),
      ...fragments[page].map(({ file }) => `fragments/${file}`),
    ];
    const found = readdirSync(join(folder, page), { recursive: true, encoding: "utf8" });
    assert.equal(listed.sort(), found.filter((name) => name !== "fragments").sort());
  });

  test(`${page}: a manifest has apiVersion and kind, a fragment has not`, () => {
    const isManifest = (text: string): boolean => /^apiVersion:/m.test(text) && /^kind:/m.test(text);
    for (const { file } of manifests[page]) assert.ok(isManifest(read(page, file)), file);
    for (const { file } of fragments[page]) assert.not.ok(isManifest(read(page, "fragments", file)), file);
  });

  for (const { file } of manifests[page].filter(({ restored }) => restored)) {
    test(`${page}: ${file} differs from its page only in white space`, () => {
      const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
      assert.equal(words(read(page, file)), words(read(page, file.replace(/yaml$/, "flat.txt"))));
    });
  }
}

/** Declares a test for every text, judged by the server that `start` starts. */
function specification(server: string, start: () => Promise<JudgedServer>): void {
  // Not in `before`: uvu swallows what a hook throws.
  let entered: Promise<Judge> | undefined;
  const enter = (): Promise<Judge> => {
    entered ??= start().then(createJudge);
    return entered;
  };
  test.after(async () => (await entered?.catch(() => undefined))?.leave());
  for (const page of pages) {
    for (const manifest of manifests[page]) {
      test(`${server}: ${page}/${manifest.file}: ${title(manifest.verdict)}`, async () =>
        judgeManifest(await enter(), read(page, manifest.file), manifest));
    }
    for (const fragment of fragments[page]) {
      test(`${server}: ${page}/fragments/${fragment.file}: ${title(fragment.verdict)}`, async () =>
        judgeFragment(
          await enter(),
          read(page, "fragments", fragment.file),
          fragment,
          `${page}-${fragment.file.replace(".yaml", "")}`,
        ));
    }
  }
}

specification("embedded", startEmbedded);
withRealServer(() => specification("kube-apiserver", async () => (await startRealServer())!));
test.run();
