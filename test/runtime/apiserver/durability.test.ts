/** What is acknowledged survives the death of the process, and one process at a time has the data. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataFolderInUse, PortInUse } from "../../../runtime/apiserver/server.ts";
import { tempDir } from "../../support/temp.ts";
import { startFixture, startWithWidgets, widget, widgetsPath } from "./fixture.ts";

test("a server that is started again finds everything as it was", async () => {
  const dataDir = tempDir("apiserver");
  const first = await startWithWidgets({ dataDir });
  const made = (await first.post(widgetsPath, widget("kept"))).json;
  const { caCertificate } = first.server;
  const { resourceVersion } = (await first.get(widgetsPath)).json.metadata;
  await first.close();
  const second = await startFixture({ dataDir });
  assert.equal((await second.get(`${widgetsPath}/kept`)).json, made);
  assert.is(second.server.caCertificate, caCertificate);
  assert.is((await second.get(widgetsPath)).json.metadata.resourceVersion, resourceVersion);
  const next = await second.patch(`${widgetsPath}/kept`, { spec: { size: 4 } });
  assert.ok(Number(next.json.metadata.resourceVersion) > Number(resourceVersion));
  assert.is(statSync(join(dataDir, "certificates.json")).mode & 0o777, 0o600);
  await second.close();
});

test("after a restart watches resume from the last revision; older ones are 410 Expired", async () => {
  const dataDir = tempDir("apiserver");
  const first = await startWithWidgets({ dataDir });
  const before = (await first.get(widgetsPath)).json.metadata.resourceVersion;
  await first.post(widgetsPath, widget("a"));
  const last = (await first.get(widgetsPath)).json.metadata.resourceVersion;
  await first.close();
  const second = await startFixture({ dataDir });
  const watch = async (from: string) => {
    const enough = (text: string) => text.includes("\n");
    const { text } = await second.call(`${widgetsPath}?watch=1&resourceVersion=${from}`, { enough });
    const { type, object } = JSON.parse(text.split("\n", 1)[0]!);
    return [type, object.reason ?? object.metadata.name];
  };
  assert.equal(await watch(before), ["ERROR", "Expired"]);
  const resumed = watch(last);
  await second.post(widgetsPath, widget("b"));
  assert.equal(await resumed, ["ADDED", "b"]);
  await second.close();
});

test("kill -9 loses no acknowledged write", async () => {
  const dataDir = tempDir("apiserver");
  const writer = fileURLToPath(new URL("./write-until-killed.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", writer, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    acknowledged.push(line);
    if (acknowledged.length === 60) child.kill("SIGKILL");
  }
  await gone;
  const server = await startFixture({ dataDir });
  for (const line of acknowledged) {
    const [name, size] = line.split(" ");
    const { status, json } = await server.get(`${widgetsPath}/${name}`);
    assert.is(status, 200, `${name} is lost`);
    assert.ok(
      json.spec.size >= Number(size),
      `${name} is back at ${json.spec.size}, acknowledged was ${size}`,
    );
  }
  assert.ok(acknowledged.length >= 60);
  await server.close();
});

test("a data folder has one server", async () => {
  const dataDir = tempDir("apiserver");
  const first = await startFixture({ dataDir });
  try {
    await startFixture({ dataDir });
    assert.unreachable("two servers have one folder");
  } catch (error) {
    assert.instance(error, DataFolderInUse);
    assert.is((error as DataFolderInUse).pid, process.pid);
    assert.match((error as Error).message, new RegExp(`is in use by process ${process.pid};`));
  }
  await first.close();
  await (await startFixture({ dataDir })).close();
});

test("a port that is taken is told in one sentence", async () => {
  const first = await startFixture();
  try {
    await startFixture({ port: first.server.port });
    assert.unreachable("two servers have one port");
  } catch (error) {
    assert.instance(error, PortInUse);
    assert.match((error as Error).message, /^port \d+ on 127\.0\.0\.1 is in use/);
  }
  await first.close();
});

test.run();
