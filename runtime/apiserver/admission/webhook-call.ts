/** One HTTPS request to an admission webhook. */
import { Agent, request } from "node:https";
import type { TLSSocket } from "node:tls";
import type { Status } from "../contract.ts";

export interface WebhookCall {
  /** Where the webhook listens, without the timeout parameter. */
  url: string;
  /** PEM certificates to trust, base64-encoded as the configuration holds them. */
  caBundle?: string | undefined;
  /** The name the certificate must be for, where the URL names an address instead. */
  serverName?: string | undefined;
  timeoutSeconds: number;
  /** The AdmissionReview that is sent. */
  review: { request: { uid: string } & { [field: string]: unknown } } & { [field: string]: unknown };
}

/** Why there is no answer; `message` is worded as Kubernetes' client words it. */
export class WebhookUnreachable extends Error {}

/** Resolves to the decoded answer; rejects with `WebhookUnreachable`. */
export type CallWebhook = (call: WebhookCall) => Promise<unknown>;

const MAX_ANSWER = 8 * 1024 * 1024;
const agents = new Map<string, Agent>();

function agentFor({ caBundle, serverName }: WebhookCall): Agent {
  const key = `${serverName ?? ""} ${caBundle ?? ""}`;
  let agent = agents.get(key);
  if (agent === undefined) {
    agent = new Agent({
      keepAlive: true,
      ...(caBundle === undefined ? {} : { ca: Buffer.from(caBundle, "base64").toString("utf8") }),
      ...(serverName === undefined ? {} : { servername: serverName }),
    });
    agents.set(key, agent);
  }
  return agent;
}

/** Posts the review over HTTPS. Connections are kept and reused. */
export const callOverHttps: CallWebhook = (call) => {
  const url = new URL(call.url);
  url.searchParams.set("timeout", `${call.timeoutSeconds}s`);
  const body = Buffer.from(JSON.stringify(call.review));
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new WebhookUnreachable(`Post "${url}": ${why}`));
    let timer: NodeJS.Timeout | undefined;
    const sent = request(
      url,
      {
        method: "POST",
        agent: agentFor(call),
        headers: {
          accept: "application/json, */*",
          "content-type": "application/json",
          "content-length": body.length,
          "user-agent": "kube-apiserver-admission",
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size > MAX_ANSWER) sent.destroy(new Error("the response is too large"));
          else chunks.push(chunk);
        });
        answer.on("error", (error) => fail(error.message));
        answer.on("end", () => {
          clearTimeout(timer);
          const text = Buffer.concat(chunks).toString("utf8");
          try {
            resolve(decode(answer.statusCode ?? 0, text));
          } catch (error) {
            reject(error);
          }
        });
      },
    );
    timer = setTimeout(
      () => sent.destroy(new Error("context deadline exceeded")),
      call.timeoutSeconds * 1000,
    );
    sent.on("error", (error) => {
      clearTimeout(timer);
      fail(
        goText(
          error as NodeJS.ErrnoException & { address?: string; port?: number },
          url,
          sent.socket as TLSSocket,
        ),
      );
    });
    sent.end(body);
  });
};

function decode(code: number, text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (code >= 200 && code <= 206) {
    if (text === "")
      throw new WebhookUnreachable(
        `0-length response with status code: ${code} and content type: application/json`,
      );
    if (value === undefined)
      throw new WebhookUnreachable(
        "couldn't get version/kind; json parse error: the response is not valid JSON",
      );
    return value;
  }
  const status = value as Partial<Status> | undefined;
  if (status?.kind === "Status" && status.message) throw new WebhookUnreachable(status.message);
  throw new WebhookUnreachable(refusalText(code, text.trim()));
}

/** What Kubernetes' client makes of a response that is no success and no Status. */
function refusalText(code: number, text: string): string {
  switch (code) {
    case 400:
      return "the server rejected our request for an unknown reason";
    case 401:
      return "the server has asked for the client to provide credentials";
    case 403:
      return text;
    case 404:
      return "the server could not find the requested resource";
    case 405:
      return "the server does not allow this method on the requested resource";
    case 429:
      return "the server has received too many requests and has asked us to try again later";
    case 503:
      return "the server is currently unable to handle the request";
    case 504:
      return "the server was unable to return a response in the time allotted, but may still be processing the request";
    default:
      return code >= 500
        ? `an error on the server (${JSON.stringify(text)}) has prevented the request from succeeding`
        : `the server responded with the status code ${code} but did not return more information`;
  }
}

/** Node's error in the words that Go has for the same failure. */
function goText(
  error: NodeJS.ErrnoException & { address?: string; port?: number },
  url: URL,
  socket: TLSSocket | null,
): string {
  const address = `${error.address ?? url.hostname}:${error.port ?? (url.port || 443)}`;
  switch (error.code) {
    case "ECONNREFUSED":
      return `dial tcp ${address}: connect: connection refused`;
    case "ENOTFOUND":
      return `dial tcp: lookup ${url.hostname}: no such host`;
    case "ECONNRESET":
      return socket?.encrypted === true ? "EOF" : "read: connection reset by peer";
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
      return "tls: failed to verify certificate: x509: certificate signed by unknown authority";
    case "CERT_HAS_EXPIRED":
      return "tls: failed to verify certificate: x509: certificate has expired or is not yet valid";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `tls: failed to verify certificate: x509: certificate is not valid for ${url.hostname}`;
    default:
      return error.message;
  }
}
