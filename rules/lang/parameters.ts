/** The resource that parametrises admission: policies name it, our webhook reads it. */
export const PARAMETERS = {
  apiVersion: "admission.vmoperator.vmware.com/v1alpha1",
  kind: "AdmissionParameters",
  /** The object that is in force. */
  name: "default",
} as const;
