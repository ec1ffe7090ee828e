/** Whether a webhook configuration may be stored. The texts are kube-apiserver's. */
import type { FieldError } from "../../../rules/lang/schema/types.ts";
import type { KubeObject } from "../contract.ts";
import { fieldError } from "../errors.ts";
import { label1035Problems, subdomainProblems } from "../registry/names.ts";
import type { Webhook } from "./types.ts";
import {
  duplicates,
  each,
  FAILURE_POLICIES,
  MATCH_POLICIES,
  oneOf,
  REINVOCATION_POLICIES,
  validateMatchConditions,
  validateRule,
  validateSelector,
} from "./validate-common.ts";

const SIDE_EFFECTS = ["None", "NoneOnDryRun"];
const REVIEW_VERSIONS = ["v1", "v1beta1"];
const URL_FORM = "; desired format: https://host[/path]";

/** Complaints about a configuration as it is to be stored, defaults set. */
export function validateWebhookConfiguration(object: KubeObject): FieldError[] {
  const webhooks = (object.webhooks ?? []) as Webhook[];
  const mutating = object.kind === "MutatingWebhookConfiguration";
  return [
    ...each(webhooks, "webhooks", (webhook, field) => [
      ...validateWebhook(webhook, field, mutating),
      ...validateReviewVersions(webhook.admissionReviewVersions ?? [], `${field}.admissionReviewVersions`),
    ]),
    ...duplicates(webhooks, "webhooks", "name", (webhook) => webhook.name),
  ];
}

function validateWebhook(webhook: Webhook, field: string, mutating: boolean): FieldError[] {
  const { name = "", sideEffects, timeoutSeconds } = webhook;
  return [
    ...validateName(name, `${field}.name`),
    ...each(webhook.rules, `${field}.rules`, validateRule),
    ...oneOf(`${field}.failurePolicy`, webhook.failurePolicy, FAILURE_POLICIES),
    ...oneOf(`${field}.matchPolicy`, webhook.matchPolicy, MATCH_POLICIES),
    ...(sideEffects === undefined
      ? [fieldError.required(`${field}.sideEffects`, `must specify one of ${SIDE_EFFECTS.join(", ")}`)]
      : oneOf(`${field}.sideEffects`, sideEffects, SIDE_EFFECTS)),
    ...(timeoutSeconds !== undefined && (timeoutSeconds < 1 || timeoutSeconds > 30)
      ? [
          fieldError.invalid(
            `${field}.timeoutSeconds`,
            timeoutSeconds,
            "the timeout value must be between 1 and 30 seconds",
          ),
        ]
      : []),
    ...validateSelector(webhook.namespaceSelector, `${field}.namespaceSelector`),
    ...validateSelector(webhook.objectSelector, `${field}.objectSelector`),
    ...(mutating
      ? oneOf(`${field}.reinvocationPolicy`, webhook.reinvocationPolicy, REINVOCATION_POLICIES)
      : []),
    ...validateClientConfig(webhook.clientConfig ?? {}, `${field}.clientConfig`),
    ...validateMatchConditions(webhook.matchConditions, `${field}.matchConditions`, {
      params: false,
      authorizer: true,
    }),
  ];
}

function validateName(name: string, field: string): FieldError[] {
  if (name === "") return [fieldError.required(field)];
  const problems = subdomainProblems(name);
  if (problems.length > 0) return [fieldError.invalid(field, name, problems.join(","))];
  return name.split(".").length < 3
    ? [fieldError.invalid(field, name, "should be a domain with at least three segments separated by dots")]
    : [];
}

/** Complaints about where a webhook is. */
export function validateClientConfig({ url, service }: Webhook["clientConfig"], field: string): FieldError[] {
  if ((url === undefined) === (service === undefined))
    return [fieldError.required(field, "exactly one of url or service is required")];
  return url !== undefined
    ? validateUrl(url, `${field}.url`)
    : validateService(service ?? {}, `${field}.service`);
}

function validateUrl(text: string, field: string): FieldError[] {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    const why = /^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(text) ? "invalid URI" : "missing protocol scheme";
    const problem = `url must be a valid URL: parse ${JSON.stringify(text)}: ${why}`;
    return [fieldError.required(field, `${problem}${URL_FORM}`)];
  }
  const scheme = url.protocol.slice(0, -1);
  const user = [url.username, url.password].filter((part) => part !== "").join(":");
  return [
    ...(scheme === "https"
      ? []
      : [fieldError.invalid(field, scheme, `'https' is the only allowed URL scheme${URL_FORM}`)]),
    ...(url.host === "" ? [fieldError.invalid(field, "", `host must be specified${URL_FORM}`)] : []),
    ...(user === "" ? [] : [fieldError.invalid(field, user, "user information is not permitted in the URL")]),
    ...(url.hash === ""
      ? []
      : [fieldError.invalid(field, url.hash.slice(1), "fragments are not permitted in the URL")]),
    ...(url.search === ""
      ? []
      : [fieldError.invalid(field, url.search.slice(1), "query parameters are not permitted in the URL")]),
  ];
}

function validateService(
  service: Partial<NonNullable<Webhook["clientConfig"]["service"]>>,
  field: string,
): FieldError[] {
  const { name = "", namespace = "", port = 443, path } = service;
  return [
    ...(name === "" ? [fieldError.required(`${field}.name`)] : []),
    ...(namespace === "" ? [fieldError.required(`${field}.namespace`)] : []),
    ...(port >= 1 && port <= 65535
      ? []
      : [
          fieldError.invalid(
            `${field}.port`,
            port,
            "port is not valid: must be between 1 and 65535, inclusive",
          ),
        ]),
    ...(path === undefined || path.startsWith("/")
      ? []
      : [fieldError.invalid(`${field}.path`, path, "must start with a '/'")]),
  ];
}

function validateReviewVersions(versions: readonly string[], field: string): FieldError[] {
  if (versions.length === 0)
    return [fieldError.required(field, `must specify one of ${REVIEW_VERSIONS.join(", ")}`)];
  return [
    ...each(versions, field, (version, at) =>
      versions.indexOf(version) < Number(at.slice(field.length + 1, -1))
        ? [fieldError.invalid(at, version, "duplicate version")]
        : label1035Problems(version).map((text) => fieldError.invalid(at, version, text)),
    ),
    ...(versions.some((version) => REVIEW_VERSIONS.includes(version))
      ? []
      : [fieldError.invalid(field, versions, `must include at least one of ${REVIEW_VERSIONS.join(", ")}`)]),
  ];
}
