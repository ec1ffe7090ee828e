/** What an API server says of each wrong expression, `null` where it accepts it: `VMOP_RECORD=1 node --import tsx test/lang/cel/wrong/record.ts` writes it down. */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { startRealServer } from "../../../servers/start.ts";
import { httpClient } from "../../../support/http.ts";
import { SELF, WRONG } from "./expressions.ts";

/** Message by expression. */
export type Recorded = ReadonlyMap<string, string | null>;

const FILE = new URL("answers.json", import.meta.url);

export const recorded = (): Recorded => new Map(JSON.parse(readFileSync(FILE, "utf8")));

/** A long message is kept as its beginning and a hash of all of it. */
export function written(message: string): string {
  if (message.length <= 2000) return message;
  return `${message.slice(0, 500)}… ${createHash("sha256").update(message).digest("hex")}`;
}

/** What the message says after the text of the rule. */
const said = (message: string): string =>
  message
    .replace(/^Invalid value: \{"Rule":.*?"OptionalOldSelf":null\}: /s, "")
    // Every compilation names its types anew.
    .replace(/selfType\d+/g, "selfType");

const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All";

const crd = (rule: string): object => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "things.wrong.test" },
  spec: {
    ...{ group: "wrong.test", scope: "Namespaced", names: { kind: "Thing", plural: "things" } },
    versions: [
      {
        ...{ name: "v1", served: true, storage: true },
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: { spec: { ...SELF, "x-kubernetes-validations": [{ rule, message: "no" }] } },
          },
        },
      },
    ],
  },
});

/** The messages of all expressions, as the API server's causes have them, without the text of the rule itself. */
export async function ask(rules: readonly string[]): Promise<Recorded> {
  const server = await startRealServer();
  if (server === undefined) throw new Error("no API server is built here; run `npm run servers`");
  const http = httpClient({ url: server.url, ca: server.ca }, server.tokens.admin);
  const answers = new Map<string, string | null>();
  try {
    for (const rule of rules) {
      const reply = await http(CRDS, { method: "POST", body: crd(rule) });
      const causes = (reply.json as { details?: { causes?: { message: string }[] } }).details?.causes ?? [];
      const message = causes.map((cause) => said(cause.message)).join("\n");
      answers.set(rule, reply.status === 201 ? null : written(message));
    }
  } finally {
    http.close();
    await server.stop();
  }
  return answers;
}

if (process.env.VMOP_RECORD) {
  const lines = [...(await ask(Object.values(WRONG).flat()))].map((answer) => JSON.stringify(answer));
  writeFileSync(FILE, `[\n${lines.join(",\n")}\n]\n`);
}
