/** Every function of every library yields on our server what it yields on kube-apiserver: the same value, or the same error. */

import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { DEFINITIONS, definition, thing, thingsPath } from "./definition.ts";
import { type Field, LIBRARIES, type Library } from "./expressions.ts";
import { answerOf, each, onBothServers, type Server, sendWhenServed } from "./servers.ts";

/** The corpus must not shrink below. */
const LEAST_EVALUATIONS = 12_000;
const OBJECTS = 25;

/** A rule that always fails and tells the value of the expression; where that is an error, its text. */
const telling = (expression: string, index: number): object => ({
  rule: `[${expression}] == []`,
  message: `#${index}`,
  messageExpression: `'#${index} %s'.format([${expression}])`,
});

function schemaOf({ fields }: Library, expressions: readonly string[]): JSONSchemaProps {
  const properties = Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema]));
  const rules = expressions.map(telling) as NonNullable<JSONSchemaProps["x-kubernetes-validations"]>;
  return {
    type: "object",
    properties: { spec: { type: "object", properties, "x-kubernetes-validations": rules } },
  };
}

/** Objects with every sample of every field, then with samples at random. */
function valuesOf({ fields }: Library): object[] {
  const entries = Object.entries(fields);
  const longest = Math.max(...entries.map(([, { samples }]) => samples.length));
  const inTurn = Array.from({ length: longest }, (_, turn) =>
    Object.fromEntries(entries.map(([name, { samples }]) => [name, samples[turn % samples.length]])),
  );
  const anyOf = ({ samples }: Field) => fc.constantFrom(...samples);
  const mixed = fc.record(Object.fromEntries(entries.map(([name, field]) => [name, anyOf(field)])));
  return [...inTurn, ...fc.sample(mixed, { seed: 1, numRuns: Math.max(0, OBJECTS - longest) })];
}

/** The texts that only one server has, each with its expression. */
function differences(
  expressions: readonly string[],
  theirs: readonly string[],
  ours: readonly string[],
): string[] {
  const only = (who: string, some: readonly string[], others: readonly string[]) =>
    some
      .filter((text) => !others.includes(text))
      .map((text) => `${who}: ${text.replace(/#(\d+)/, (_, index) => expressions[Number(index)] ?? "?")}`);
  return [...only("kube-apiserver", theirs, ours), ...only("ours", ours, theirs)];
}

let evaluations = 0;

onBothServers((servers) => {
  for (const [index, library] of LIBRARIES.entries()) {
    const group = `library-${index}.test`;
    const { title, unlike = {} } = library;
    const different = Object.values(unlike).flat();
    const expressions = [...library.expressions, ...different];

    test(`${title}: values and errors`, async () => {
      const install = async ({ send }: Server) => {
        const body = definition(group, [{ name: "v1", schema: schemaOf(library, expressions) }]);
        return answerOf(await send(DEFINITIONS, { method: "POST", body }));
      };
      const evaluate = (server: Server, spec: object) =>
        sendWhenServed(server, `${thingsPath(group, "v1")}?dryRun=All`, {
          method: "POST",
          body: thing(group, "v1", { spec }),
        }).then(answerOf);
      const [real, embedded] = servers();
      const seen = new Set<string>();
      for (const server of servers())
        assert.equal(await install(server), { status: 201, causes: [], warnings: [] });
      const wrong = await each(valuesOf(library), 8, async (spec) => {
        const [theirs, ours] = await Promise.all([evaluate(real, spec), evaluate(embedded, spec)]);
        // Every expression left a text, and nothing else did.
        assert.is(theirs.causes.length, expressions.length, JSON.stringify([spec, theirs]));
        evaluations += library.expressions.length;
        const all = differences(expressions, theirs.causes, ours.causes);
        const isKnown = (text: string) => different.some((one) => text.includes(one));
        for (const one of different) if (all.some((text) => text.includes(one))) seen.add(one);
        const unknown = all.filter((text) => !isKnown(text));
        return unknown.length === 0 ? [] : [JSON.stringify(spec), ...unknown];
      });
      assert.is(wrong.flat().join("\n"), "");
      assert.equal(
        different.filter((one) => !seen.has(one)),
        [],
        "these agree now: no longer unlike",
      );
    });

    test(`${title}: what is refused`, async () => {
      const { refused = [], refusedUnlike = {} } = library;
      const install = async ({ send }: Server, expression: string) => {
        const body = definition("refused.test", [{ name: "v1", schema: schemaOf(library, [expression]) }]);
        return answerOf(await send(`${DEFINITIONS}?dryRun=All`, { method: "POST", body }));
      };
      const [real, embedded] = servers();
      for (const expression of refused) {
        const theirs = await install(real, expression);
        assert.is(theirs.status, 422, expression);
        assert.equal(await install(embedded, expression), theirs, expression);
      }
      for (const expression of Object.values(refusedUnlike).flat()) {
        const [theirs, ours] = [await install(real, expression), await install(embedded, expression)];
        assert.equal([theirs.status, ours.status], [422, 422], expression);
        assert.not.equal(ours, theirs, `${expression} is refused alike now`);
      }
    });
  }

  test(`at least ${LEAST_EVALUATIONS} evaluations were compared`, () => {
    console.log(`${evaluations} evaluations compared with kube-apiserver`);
    assert.ok(evaluations >= LEAST_EVALUATIONS, `only ${evaluations}`);
  });
});

test.run();
