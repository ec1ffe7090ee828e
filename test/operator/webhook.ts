/** Our admission as a cluster has it: a webhook with a certificate of its own, and the object that tells a server of it. */
import { generate } from "selfsigned";
import { allRules } from "../../generated/rules/index.js";
import { ADMISSION_PATH, webhookConfiguration } from "../../runtime/admission/configuration.ts";
import { generatorsOf } from "../../runtime/admission/generators.ts";
import type { ObjectReader } from "../../runtime/admission/lookups.ts";
import { startWebhookServer } from "../../runtime/admission/server.ts";

export interface Webhook {
  /** The MutatingWebhookConfiguration to create. */
  readonly configuration: ReturnType<typeof webhookConfiguration>;
  close(): Promise<void>;
}

export async function startWebhook(
  reader: ObjectReader,
  generators = generatorsOf("v1.2.3"),
): Promise<Webhook> {
  const pem = await generate([{ name: "commonName", value: "vmop" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  const webhook = await startWebhookServer({
    rules: allRules,
    generators,
    reader,
    key: pem.private,
    certificate: pem.cert,
    host: "127.0.0.1",
    port: 0,
  });
  const url = `https://127.0.0.1:${webhook.port}${ADMISSION_PATH}`;
  const caBundle = Buffer.from(pem.cert).toString("base64");
  return { configuration: webhookConfiguration(allRules, { url, caBundle }), close: () => webhook.close() };
}
