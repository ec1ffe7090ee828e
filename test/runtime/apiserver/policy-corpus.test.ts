/** The embedded server says of every admission policy of the corpus what kube-apiserver said. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startEmbedded } from "../../servers/start-embedded.ts";
import { httpClient } from "../../support/http.ts";
import { recorded } from "./policies/answers.ts";
import { CASES } from "./policies/cases.ts";
import { fieldsOf, fieldsUsedBy, POLICY_KINDS } from "./policies/fields.ts";
import { answersTo, type Callers, install } from "./policies/judge.ts";

let server: Awaited<ReturnType<typeof startEmbedded>>;
let callers: Callers;

test.before(async () => {
  server = await startEmbedded();
  callers = { admin: httpClient(server, server.tokens.admin), user: httpClient(server, server.tokens.user) };
  await install(callers, CASES);
});
test.after(async () => {
  for (const client of Object.values(callers ?? {})) client.close();
  await server?.stop();
});

for (const kind of POLICY_KINDS)
  test(`every field of ${kind} is in the corpus`, () => {
    const used = fieldsUsedBy(
      CASES.flatMap(({ objects }) => objects),
      kind,
    );
    assert.equal(
      fieldsOf(kind).filter((field) => !used.has(field)),
      [],
    );
  });

for (const one of CASES)
  test(one.name, async () => {
    assert.equal(await answersTo(callers, one), recorded[one.name]);
  });

test.run();
