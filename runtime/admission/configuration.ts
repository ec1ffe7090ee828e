/** How an API server is told of our webhook. */
import type { CompiledRules } from "../../rules/lang/compiled.ts";
import type { Operation } from "../../rules/lang/tables.ts";

/** Where reviews are posted. */
export const ADMISSION_PATH = "/admit";

const WEBHOOK_NAME = "admission.vmoperator.vmware.com";

/** Where the webhook is reached: a URL, or a Service of the cluster. */
export type ClientConfig =
  | { url: string; caBundle: string }
  | { service: { namespace: string; name: string; path: string; port?: number }; caBundle?: string };

/** The MutatingWebhookConfiguration: it fills and refuses in one call, before the server validates. */
export function webhookConfiguration(rules: readonly CompiledRules[], clientConfig: ClientConfig) {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingWebhookConfiguration",
    metadata: { name: WEBHOOK_NAME },
    webhooks: [
      {
        name: WEBHOOK_NAME,
        clientConfig,
        rules: rules.flatMap(webhookRule),
        admissionReviewVersions: ["v1"],
        sideEffects: "None",
        failurePolicy: "Fail",
        matchPolicy: "Equivalent",
        reinvocationPolicy: "Never",
        timeoutSeconds: 10,
      },
    ],
  };
}

const OPERATIONS: readonly Operation[] = ["create", "update", "delete"];

/** What the server must show us of a kind: the operations in which a row of ours refuses or fills. */
function webhookRule({ kind, resource, checks, defaults }: CompiledRules) {
  const [group, version] = kind.split("/");
  const ours = [...checks.filter(({ place }) => place === "webhook"), ...defaults].flatMap(({ on }) => on);
  const operations = OPERATIONS.filter((operation) => ours.includes(operation));
  if (operations.length === 0) return [];
  return [
    {
      apiGroups: [group],
      apiVersions: [version],
      operations: operations.map((operation) => operation.toUpperCase()),
      resources: [resource.plural],
      scope: resource.scope,
    },
  ];
}
