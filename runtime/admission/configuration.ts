/** How an API server is told of our webhook. */

/** Where reviews are posted. */
export const ADMISSION_PATH = "/admit";

const WEBHOOK_NAME = "admission.vmoperator.vmware.com";

/** Where the webhook is reached: a URL, or a Service of the cluster. */
export type ClientConfig =
  | { url: string; caBundle: string }
  | { service: { namespace: string; name: string; path: string; port?: number }; caBundle?: string };

/** The MutatingWebhookConfiguration: it fills and refuses in one call, before the server validates. */
export function webhookConfiguration(clientConfig: ClientConfig) {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingWebhookConfiguration",
    metadata: { name: WEBHOOK_NAME },
    webhooks: [
      {
        name: WEBHOOK_NAME,
        clientConfig,
        rules: [
          {
            apiGroups: ["vmoperator.vmware.com"],
            apiVersions: ["v1alpha5"],
            operations: ["CREATE", "UPDATE"],
            resources: ["virtualmachines"],
            scope: "Namespaced",
          },
        ],
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
