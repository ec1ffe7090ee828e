/**
 * kube-apiserver still says of every admission policy of the corpus what was recorded; it is right by definition.
 * `VMOP_RECORD=1` records its answers.
 */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startRealServer, type TestServer } from "../../servers/start.ts";
import { withRealServer } from "../../servers/with-real-server.ts";
import { sleep } from "../../support/eventually.ts";
import { httpClient } from "../../support/http.ts";
import { type Answers, record, recorded } from "./policies/answers.ts";
import { CASES } from "./policies/cases.ts";
import { answersInTime, answersTo, type Callers, install } from "./policies/judge.ts";

/** How long policies and parameters may take to be in force. */
const PATIENCE = 5_000;

withRealServer(() => {
  const recording = process.env.VMOP_RECORD === "1";
  let server: TestServer;
  let callers: Callers;

  test.before(async () => {
    server = (await startRealServer())!;
    callers = {
      admin: httpClient(server, server.tokens.admin),
      user: httpClient(server, server.tokens.user),
    };
    await install(callers, CASES);
    if (recording) await sleep(PATIENCE);
  });
  test.after(async () => {
    for (const client of Object.values(callers ?? {})) client.close();
    await server?.stop();
  });

  test("the corpus", async () => {
    if (recording) {
      const answers: { [name: string]: Answers[string] } = {};
      for (const one of CASES) answers[one.name] = await answersTo(callers, one);
      record(answers);
      return;
    }
    for (const one of CASES) {
      const same = (answers: unknown) => JSON.stringify(answers) === JSON.stringify(recorded[one.name]);
      assert.equal(await answersInTime(callers, one, same, PATIENCE), recorded[one.name], one.name);
    }
  });
});

test.run();
