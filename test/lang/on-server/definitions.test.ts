/** Schemas and their rules are refused by ours where kube-apiserver refuses them, with the same causes. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import { cases, wholeSchema } from "../schema/cases.ts";
import { DEFINITIONS, definition } from "./definition.ts";
import { CHANGES_SENT, DEFINITIONS_SENT } from "./definitions.ts";
import { type Answer, answerOf, onBothServers, type Server } from "./servers.ts";

type Versions = { readonly [version: string]: JSONSchemaProps };

const body = (group: string, versions: Versions): object =>
  definition(
    group,
    Object.entries(versions).map(([name, schema]) => ({ name, schema })),
  );

const install = async ({ send }: Server, group: string, versions: Versions, query = "?dryRun=All") =>
  answerOf(await send(`${DEFINITIONS}${query}`, { method: "POST", body: body(group, versions) }));

/** Sent again where the server has meanwhile written the status of the definition. */
const change = async (server: Server, group: string, versions: Versions): Promise<Answer> => {
  const path = `${DEFINITIONS}/things.${group}`;
  const { metadata, status } = (await server.send(path)).json as { metadata: object; status: object };
  const changed = { ...body(group, versions), metadata, status };
  const reply = await server.send(`${path}?dryRun=All`, { method: "PUT", body: changed });
  return reply.status === 409 ? change(server, group, versions) : answerOf(reply);
};

const verdict = ({ status }: { status: number }) => (status < 300 ? "accepted" : "refused");

onBothServers((servers) => {
  for (const [wants, schemas] of Object.entries(DEFINITIONS_SENT)) {
    for (const [title, schema] of Object.entries(schemas)) {
      test(`${wants}: ${title}`, async () => {
        const [real, embedded] = servers();
        const theirs = await install(real, "sent.test", { v1: schema });
        assert.is(verdict(theirs), wants, theirs.causes.join("\n"));
        assert.equal(await install(embedded, "sent.test", { v1: schema }), theirs);
      });
    }
  }

  for (const one of cases("schemas")) {
    test(`recorded: ${one.title}`, async () => {
      const [real, embedded] = servers();
      const theirs = await install(real, "recorded.test", { v1: wholeSchema(one) });
      const texts = theirs.causes.map((cause) => cause.replace(/^\w+ /, "")).sort();
      assert.equal(texts, one.errors ?? [], "what is recorded is what it says today");
      assert.equal(await install(embedded, "recorded.test", { v1: wholeSchema(one) }), theirs);
    });
  }

  for (const [index, { title, before, after, wants }] of CHANGES_SENT.entries()) {
    test(`on update: ${title}`, async () => {
      const [real, embedded] = servers();
      const group = `change-${index}.test`;
      for (const server of servers()) assert.is((await install(server, group, before, "")).status, 201);
      const theirs = await change(real, group, after);
      assert.is(verdict(theirs), wants, theirs.causes.join("\n"));
      assert.equal(await change(embedded, group, after), theirs);
    });
  }
});

test.run();
