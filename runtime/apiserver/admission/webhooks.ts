/** Mutating and validating admission webhooks. */
import { type AdmissionAttributes, type KubeObject, type Status, StatusError } from "../contract.ts";
import { badRequest, forbidden, internalError } from "../errors.ts";
import { isObject, jsonEqual } from "../patch/json.ts";
import { applyJsonPatch } from "../patch/json-patch.ts";
import { compiledOnce } from "./compiled.ts";
import { type CompiledConditions, compileConditions, conditionsHold } from "./conditions.ts";
import { type Match, matchRequest } from "./match.ts";
import type { Round } from "./reinvocation.ts";
import { buildReview, decodePatch, readReview, reviewVersion, type WebhookAnswer } from "./review.ts";
import { type AdmissionSources, apiVersionOf, type Webhook } from "./types.ts";
import { type CallWebhook, WebhookUnreachable } from "./webhook-call.ts";

export interface WebhookDeps {
  sources: AdmissionSources;
  call: CallWebhook;
  /** The base URL of a service, such as `https://127.0.0.1:9443`; undefined where there is none. */
  resolveService(service: { namespace: string; name: string; port: number }): string | undefined;
}

interface Hook {
  /** Identifies the webhook among all: configuration and webhook name. */
  key: string;
  webhook: Webhook;
  conditions: CompiledConditions;
}

type Matched = Match & { matched: true };
type Warn = (text: string) => void;

/** No answer, or one that makes no sense: what `failurePolicy` decides about. */
class CallFailure extends Error {}

export interface Webhooks {
  /** The object as the webhooks leave it. Throws a `StatusError` when one refuses or fails closed. */
  mutate(
    attributes: AdmissionAttributes,
    redefault: (object: KubeObject) => KubeObject,
    warn: Warn,
    round: Round,
  ): Promise<KubeObject | null>;
  /** Throws the first refusal, in the order of the configurations' names. */
  validate(attributes: AdmissionAttributes, warn: Warn): Promise<void>;
}

export function createWebhooks(deps: WebhookDeps): Webhooks {
  const { sources } = deps;
  const mutating = compiledOnce(hooksOf);
  const validating = compiledOnce(hooksOf);

  return {
    async mutate(attributes, redefault, warn, round) {
      let object = attributes.object;
      const hooks = mutating(sources.list("MutatingWebhookConfiguration")).flat();
      if (hooks.length === 0 || isExempt(attributes)) return object;
      for (const hook of hooks) {
        const seen = { ...attributes, object };
        const match = shouldCall(hook, seen, sources);
        if (!match.matched || !round.due(hook.key)) continue;
        const answer = await ask(hook, seen, match, true, warn, deps);
        const patched =
          answer?.operations === undefined ? object : patch(hook, seen, match, answer.operations, sources);
        if (patched !== object && patched !== null) {
          const next = redefault(patched);
          if (!jsonEqual(object, next)) round.changed();
          object = next;
        }
        round.called(hook.key, hook.webhook.reinvocationPolicy === "IfNeeded");
      }
      return object;
    },

    async validate(attributes, warn) {
      const hooks = validating(sources.list("ValidatingWebhookConfiguration")).flat();
      if (hooks.length === 0 || isExempt(attributes)) return;
      const matching = hooks.flatMap((hook) => {
        const match = shouldCall(hook, attributes, sources);
        return match.matched ? [{ hook, match }] : [];
      });
      const outcomes = await Promise.allSettled(
        matching.map(({ hook, match }) => ask(hook, attributes, match, false, warn, deps)),
      );
      for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
    },
  };
}

/** Configurations by name, each with its webhooks in the order it lists them. */
function hooksOf(configuration: KubeObject): Hook[] {
  const webhooks = (configuration.webhooks ?? []) as Webhook[];
  return webhooks.map((webhook) => ({
    key: `${configuration.metadata.name}/${webhook.name}`,
    webhook,
    conditions: compileConditions(webhook.matchConditions ?? [], { params: false, authorizer: true }),
  }));
}

const EXEMPT = new Set([
  "ValidatingWebhookConfiguration",
  "MutatingWebhookConfiguration",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
]);

/** The objects that configure admission are not themselves subject to webhooks, so that a mistake can be undone. */
const isExempt = ({ kind }: AdmissionAttributes) =>
  kind.group === "admissionregistration.k8s.io" && EXEMPT.has(kind.kind);

function shouldCall(
  { webhook, conditions }: Hook,
  attributes: AdmissionAttributes,
  sources: AdmissionSources,
): Match {
  const match = matchRequest(
    {
      resourceRules: webhook.rules ?? [],
      matchPolicy: webhook.matchPolicy ?? "Equivalent",
      ...(webhook.namespaceSelector === undefined ? {} : { namespaceSelector: webhook.namespaceSelector }),
      ...(webhook.objectSelector === undefined ? {} : { objectSelector: webhook.objectSelector }),
    },
    attributes,
    sources,
  );
  if (!match.matched || conditions.length === 0) return match;
  const outcome = conditionsHold(conditions, attributes, match, null, undefined, sources);
  if (outcome.error !== undefined) {
    if (webhook.failurePolicy === "Ignore") return { matched: false };
    const { group, resource } = attributes.resource;
    throw forbidden({ group, resource }, attributes.name, outcome.error);
  }
  return outcome.holds ? match : { matched: false };
}

interface Consent {
  /** The changes that a mutating webhook asks for. */
  operations?: unknown[];
}

/** The webhook's consent, or undefined where it failed and may be ignored. Throws its refusal. */
async function ask(
  hook: Hook,
  attributes: AdmissionAttributes,
  match: Matched,
  mutating: boolean,
  warn: Warn,
  deps: WebhookDeps,
): Promise<Consent | undefined> {
  const { webhook } = hook;
  try {
    if (attributes.dryRun && webhook.sideEffects !== "None" && webhook.sideEffects !== "NoneOnDryRun")
      throw webhook.sideEffects === undefined
        ? new CallFailure("Webhook SideEffects is nil")
        : badRequest(`admission webhook ${JSON.stringify(webhook.name)} does not support dry run`);
    const answer = await send(webhook, attributes, match, mutating, deps);
    for (const text of answer.warnings) warn(text);
    if (!answer.allowed) throw refusal(webhook.name, answer.status);
    if (answer.patch === undefined) return {};
    const patch = decodePatch(answer.patch);
    if ("error" in patch) throw new CallFailure(patch.error);
    return patch;
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    if (webhook.failurePolicy === "Ignore") return undefined;
    throw internalError(`failed calling webhook ${JSON.stringify(webhook.name)}: ${error.message}`);
  }
}

async function send(
  webhook: Webhook,
  attributes: AdmissionAttributes,
  match: Matched,
  mutating: boolean,
  deps: WebhookDeps,
): Promise<WebhookAnswer> {
  const version = reviewVersion(webhook.admissionReviewVersions ?? []);
  if (version === undefined)
    throw new CallFailure(
      "could not create admission objects: webhook does not accept known AdmissionReview versions (v1, v1beta1)",
    );
  const review = buildReview(version, attributes, match, deps.sources);
  let answer: unknown;
  try {
    answer = await deps.call({
      ...endpoint(webhook, deps),
      caBundle: webhook.clientConfig.caBundle,
      timeoutSeconds: webhook.timeoutSeconds ?? 10,
      review,
    });
  } catch (error) {
    if (error instanceof WebhookUnreachable)
      throw new CallFailure(`failed to call webhook: ${error.message}`);
    throw error;
  }
  const read = readReview(answer, review, mutating);
  if ("error" in read) throw new CallFailure(`received invalid webhook response: ${read.error}`);
  return read;
}

function endpoint(
  { clientConfig, timeoutSeconds = 10 }: Webhook,
  deps: WebhookDeps,
): { url: string; serverName?: string } {
  if (clientConfig.url !== undefined) return { url: clientConfig.url };
  const { namespace = "", name = "", port = 443, path = "" } = clientConfig.service ?? {};
  const base = deps.resolveService({ namespace, name, port });
  if (base === undefined)
    throw new CallFailure(
      `failed to call webhook: Post "https://${name}.${namespace}.svc:${port}${path}?timeout=${timeoutSeconds}s": service ${JSON.stringify(name)} not found`,
    );
  return { url: `${base}${path}`, serverName: `${name}.${namespace}.svc` };
}

/** What the client is told when a webhook says no. */
function refusal(name: string, given: Partial<Status> = {}): StatusError {
  const denied = `admission webhook ${JSON.stringify(name)} denied the request`;
  const why = given.message || given.reason;
  return new StatusError({
    ...given,
    kind: "Status",
    apiVersion: "v1",
    metadata: given.metadata ?? {},
    status: "Failure",
    message: why ? `${denied}: ${why}` : `${denied} without explanation`,
    code: Math.max(given.code ?? 0, 400),
  });
}

/** The object with the webhook's patch applied, back in the version of the request. */
function patch(
  { webhook }: Hook,
  attributes: AdmissionAttributes,
  match: Matched,
  operations: unknown[],
  sources: AdmissionSources,
): KubeObject | null {
  const { object } = attributes;
  if (operations.length === 0) return object;
  if (object === null)
    throw internalError(
      `admission webhook ${JSON.stringify(webhook.name)} attempted to modify the object, which is not supported for this operation`,
    );
  const wanted = apiVersionOf(match.kind);
  const shown = object.apiVersion === wanted ? object : sources.convert(object, wanted);
  const { value, error } = applyJsonPatch(shown, operations);
  if (error !== undefined) throw internalError(error.message);
  if (!isObject(value) || typeof value.kind !== "string" || value.kind === "")
    throw internalError(`Object 'Kind' is missing in '${JSON.stringify(value)}'`);
  if (!isObject(value.metadata)) value.metadata = {};
  const patched = value as KubeObject;
  return object.apiVersion === wanted ? patched : sources.convert(patched, object.apiVersion);
}
