/** All admission of the server, in Kubernetes' order. */
import type { AdmissionChain, KubeObject } from "../contract.ts";
import { createMutatingPolicies } from "./mutating.ts";
import { type Annotate, createValidatingPolicies } from "./policies.ts";
import { createReinvocation } from "./reinvocation.ts";
import type { AdmissionSources } from "./types.ts";
import { type CallWebhook, callOverHttps } from "./webhook-call.ts";
import { createWebhooks, type WebhookDeps } from "./webhooks.ts";

export interface AdmissionDeps {
  sources: AdmissionSources;
  /** How webhooks are reached; over HTTPS unless given. A shortcut in process may pass on what is not its own. */
  callWebhook?: CallWebhook;
  /** Where services are; none are known unless given. */
  resolveService?: WebhookDeps["resolveService"];
  /** Receives audit annotations of policies; dropped unless given. */
  annotate?: Annotate;
}

/**
 * Mutation: policies, then webhooks, and both once more for those that asked for it where something changed the
 * object after them. Validation: policies, then webhooks. A refusal is thrown as `StatusError`.
 */
export function createAdmission(deps: AdmissionDeps): AdmissionChain {
  const { sources, annotate = () => {} } = deps;
  const mutatingPolicies = createMutatingPolicies(sources);
  const validatingPolicies = createValidatingPolicies(sources);
  const webhooks = createWebhooks({
    sources,
    call: deps.callWebhook ?? callOverHttps,
    resolveService: deps.resolveService ?? (() => undefined),
  });

  return {
    async mutate(attributes, redefault, warn) {
      if (
        sources.list("MutatingAdmissionPolicy").length === 0 &&
        sources.list("MutatingWebhookConfiguration").length === 0
      )
        return attributes.object;
      const reinvocation = createReinvocation();
      let object: KubeObject | null = attributes.object;
      do {
        await reinvocation.within(
          "policies",
          () => object,
          async (round) => {
            object = mutatingPolicies.mutate({ ...attributes, object }, redefault, round);
          },
        );
        await reinvocation.within(
          "webhooks",
          () => object,
          async (round) => {
            object = await webhooks.mutate({ ...attributes, object }, redefault, warn, round);
          },
        );
      } while (reinvocation.again());
      return object;
    },

    async validate(attributes, warn) {
      validatingPolicies.validate(attributes, warn, annotate);
      await webhooks.validate(attributes, warn);
    },
  };
}
