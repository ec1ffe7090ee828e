/** `admission.k8s.io/v1 AdmissionReview`: the question to a webhook, and its answer read with care. */
import { randomUUID } from "node:crypto";
import type { AdmissionAttributes, Status } from "../contract.ts";
import { isObject, type JsonObject } from "../patch/json.ts";
import { goType } from "../patch/json-patch.ts";
import { type AdmissionSources, apiVersionOf, type Kind, type Resource } from "./types.ts";
import type { WebhookCall } from "./webhook-call.ts";

export interface WebhookAnswer {
  allowed: boolean;
  status?: Partial<Status>;
  warnings: string[];
  /** What is to be changed, where anything is: base64, and how to read it. */
  patch?: { type: string; encoded: string };
}

export type ReviewVersion = "v1" | "v1beta1";

/** The first of the versions a webhook accepts that we speak. */
export function reviewVersion(accepted: readonly string[]): ReviewVersion | undefined {
  return accepted.find((version): version is ReviewVersion => version === "v1" || version === "v1beta1");
}

/** The question, with the object in the version that the webhook's rule matched. */
export function buildReview(
  version: ReviewVersion,
  attributes: AdmissionAttributes,
  matched: { resource: Resource; kind: Kind },
  sources: AdmissionSources,
): WebhookCall["review"] {
  const wanted = apiVersionOf(matched.kind);
  const shown = (object: AdmissionAttributes["object"]) =>
    object === null || object.apiVersion === wanted ? object : sources.convert(object, wanted);
  const { subresource, userInfo } = attributes;
  return {
    kind: "AdmissionReview",
    apiVersion: `admission.k8s.io/${version}`,
    request: {
      uid: randomUUID(),
      kind: matched.kind,
      resource: matched.resource,
      ...(subresource === "" ? {} : { subResource: subresource }),
      requestKind: attributes.kind,
      requestResource: attributes.resource,
      ...(subresource === "" ? {} : { requestSubResource: subresource }),
      ...(attributes.name === "" ? {} : { name: attributes.name }),
      ...(attributes.namespace === "" ? {} : { namespace: attributes.namespace }),
      operation: attributes.operation,
      userInfo,
      object: shown(attributes.object),
      oldObject: shown(attributes.oldObject),
      dryRun: attributes.dryRun,
      options: attributes.options,
    },
  };
}

/** The answer, or why it is none; the texts are Kubernetes'. */
export function readReview(
  answer: unknown,
  review: WebhookCall["review"],
  mutating: boolean,
): WebhookAnswer | { error: string } {
  const body = isObject(answer) ? answer : {};
  const response = body.response;
  if (!isObject(response)) return { error: "webhook response was absent" };
  const { uid } = review.request;
  const strict = review.apiVersion === "admission.k8s.io/v1";
  if (strict && response.uid !== uid)
    return {
      error: `expected response.uid=${JSON.stringify(uid)}, got ${JSON.stringify(response.uid ?? "")}`,
    };
  if (body.apiVersion !== review.apiVersion || body.kind !== "AdmissionReview")
    return { error: `expected webhook response of ${gvkText(review)}, got ${gvkText(body)}` };
  const patch = readPatch(response, mutating, strict);
  if ("error" in patch) return patch;
  return {
    allowed: response.allowed === true,
    warnings: Array.isArray(response.warnings) ? response.warnings.map(String) : [],
    ...(isObject(response.status) ? { status: response.status as Partial<Status> } : {}),
    ...patch,
  };
}

function readPatch(
  response: JsonObject,
  mutating: boolean,
  strict: boolean,
): Pick<WebhookAnswer, "patch"> | { error: string } {
  const encoded = typeof response.patch === "string" && response.patch !== "" ? response.patch : undefined;
  const type = response.patchType;
  if (!mutating) {
    if (encoded !== undefined && strict) return { error: "validating webhook may not return response.patch" };
    if (typeof type === "string" && strict)
      return { error: "validating webhook may not return response.patchType" };
    return {};
  }
  if (strict && encoded !== undefined && type === undefined)
    return { error: "webhook returned response.patch but not response.patchType" };
  if (strict && encoded === undefined && type !== undefined)
    return { error: "webhook returned response.patchType but not response.patch" };
  if (encoded === undefined) return {};
  return { patch: { encoded, type: strict ? String(type) : "JSONPatch" } };
}

/** The operations of a patch, or why there are none to apply. */
export function decodePatch({
  type,
  encoded,
}: NonNullable<WebhookAnswer["patch"]>): { operations: unknown[] } | { error: string } {
  const undecodable = (why: string) => ({ error: `received undecodable patch in webhook response: ${why}` });
  const text = Buffer.from(encoded, "base64").toString("utf8").trim();
  let operations: unknown;
  try {
    operations = JSON.parse(text);
  } catch {
    return undecodable(
      text === ""
        ? "unexpected end of JSON input"
        : `invalid character '${text[0]}' looking for beginning of value`,
    );
  }
  if (!Array.isArray(operations))
    return undecodable(`json: cannot unmarshal ${goType(operations)} into Go value of type jsonpatch.Patch`);
  if (operations.length > 0 && type !== "JSONPatch")
    return { error: `unsupported patch type ${JSON.stringify(type)}` };
  return { operations };
}

function gvkText({ apiVersion, kind }: JsonObject): string {
  const [group, version] = String(apiVersion ?? "").includes("/")
    ? String(apiVersion).split("/")
    : ["", String(apiVersion ?? "")];
  return `${group}/${version}, Kind=${String(kind ?? "")}`;
}
