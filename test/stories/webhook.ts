/** An admission webhook on loopback HTTPS whose path says what it answers. */
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";

interface Review {
  request: {
    uid: string;
    operation: string;
    resource: { group: string; version: string; resource: string };
    subResource?: string;
    namespace?: string;
    name?: string;
    dryRun?: boolean;
    userInfo: { username: string };
    object: { spec?: { size?: number } } | null;
    oldObject: { spec?: { size?: number } } | null;
  };
}

type Answer = { [field: string]: unknown };

const ANSWERS: { [path: string]: (request: Review["request"]) => Answer } = {
  "/allow": () => ({ allowed: true }),
  "/deny": () => ({ allowed: false, status: { code: 403, message: "the webhook says no" } }),
  "/deny-bare": () => ({ allowed: false }),
  "/warn": () => ({ allowed: true, warnings: ["the webhook has a doubt"] }),
  /** Says as a warning what it was asked. */
  "/echo": (request) => {
    const { operation, resource, subResource, namespace, name, userInfo, object, oldObject, dryRun } =
      request;
    const what = `${resource.resource}.${resource.version}.${resource.group}${subResource ? `/${subResource}` : ""}`;
    const sizes = `${oldObject?.spec?.size ?? "none"} to ${object?.spec?.size ?? "none"}`;
    return {
      allowed: true,
      warnings: [
        `${operation} ${what} ${namespace}/${name ?? ""} by ${userInfo.username}, size ${sizes}, dryRun ${dryRun}`,
      ],
    };
  },
  "/label": () => patch([{ op: "add", path: "/metadata/labels", value: { hooked: "yes" } }]),
  "/double": (request) =>
    patch([{ op: "replace", path: "/spec/size", value: (request.object?.spec?.size ?? 0) * 2 }]),
  "/invalid": () => patch([{ op: "replace", path: "/spec/size", value: -1 }]),
};

function patch(operations: readonly object[]): Answer {
  const encoded = Buffer.from(JSON.stringify(operations)).toString("base64");
  return { allowed: true, patchType: "JSONPatch", patch: encoded };
}

export interface Webhook {
  url: string;
  /** Base64 of the PEM certificate, as `caBundle` wants it. */
  caBundle: string;
  close(): void;
}

export async function startWebhook(): Promise<Webhook> {
  const pem = await generate([{ name: "commonName", value: "stories" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  const server = createServer({ key: pem.private, cert: pem.cert }, (request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    request.on("end", () => {
      const answer = ANSWERS[new URL(request.url ?? "/", "https://localhost").pathname];
      if (!answer) {
        response.writeHead(500).end("no such answer");
        return;
      }
      const review = JSON.parse(text) as Review;
      response.setHeader("content-type", "application/json");
      const reply = { uid: review.request.uid, ...answer(review.request) };
      response.end(
        JSON.stringify({ apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", response: reply }),
      );
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  server.unref();
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    caBundle: Buffer.from(pem.cert).toString("base64"),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
