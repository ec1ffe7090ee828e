/** Rules, defaults, ratcheting, status and scale over the life of an object: kube-apiserver and ours do the same. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { live, type Outcome } from "./life.ts";
import { each, onBothServers } from "./servers.ts";
import { BUDGETS } from "./stories-budgets.ts";
import { CHANGES } from "./stories-changes.ts";
import { SHAPES } from "./stories-shapes.ts";
import { SUBRESOURCES } from "./stories-subresources.ts";

const STORIES = { SHAPES, CHANGES, SUBRESOURCES, BUDGETS };

onBothServers((servers) => {
  const told = new Map<string, readonly [Outcome[], Outcome[]] | Error>();

  test("all are told", async () => {
    const all = Object.values(STORIES).flat();
    await each(all, 24, async (story, index) => {
      const [real, embedded] = servers();
      const both = Promise.all([
        live(real, `story-${index}.test`, story),
        live(embedded, `story-${index}.test`, story),
      ]);
      told.set(story.title, await both.catch((error: Error) => error));
    });
    assert.is(told.size, all.length);
  });

  for (const { title, steps } of Object.values(STORIES).flat()) {
    test(title, () => {
      const answers = told.get(title)!;
      if (answers instanceof Error) throw answers;
      const [theirs, ours] = answers;
      const verdicts = theirs.map(({ status }) => (status < 300 ? "accepted" : "refused"));
      assert.equal(
        verdicts,
        steps.map(({ wants }) => wants),
        JSON.stringify(theirs, null, 1),
      );
      for (const [index, step] of steps.entries())
        assert.equal(ours[index], theirs[index], `step ${index}: ${JSON.stringify(step)}`);
    });
  }
});

test.run();
