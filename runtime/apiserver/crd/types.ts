/** `apiextensions.k8s.io/v1 CustomResourceDefinition`, as far as the server reads it. */
import type { ObjectMeta } from "../../../api/meta.ts";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import type { PrinterColumn } from "../contract.ts";

export interface CustomResourceDefinition {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec: DefinitionSpec;
  status?: DefinitionStatus;
  [field: string]: unknown;
}

export interface DefinitionSpec {
  group: string;
  scope: "Namespaced" | "Cluster";
  names: DefinitionNames;
  versions: DefinitionVersion[];
  conversion?: DefinitionConversion;
  preserveUnknownFields?: boolean;
}

export interface DefinitionNames {
  plural: string;
  singular?: string;
  kind: string;
  listKind?: string;
  shortNames?: string[];
  categories?: string[];
}

/** Where the numbers of the scale stand, as `.spec.replicas`. */
export interface DefinitionScale {
  specReplicasPath: string;
  statusReplicasPath: string;
  labelSelectorPath?: string;
}

export interface DefinitionVersion {
  name: string;
  served: boolean;
  storage: boolean;
  deprecated?: boolean;
  deprecationWarning?: string;
  schema?: { openAPIV3Schema?: JSONSchemaProps };
  subresources?: {
    status?: object;
    scale?: DefinitionScale;
  };
  additionalPrinterColumns?: PrinterColumn[];
  selectableFields?: { jsonPath: string }[];
}

export interface DefinitionConversion {
  strategy: "None" | "Webhook";
  webhook?: { clientConfig?: object; conversionReviewVersions?: string[] };
}

export interface DefinitionCondition {
  type:
    | "NamesAccepted"
    | "Established"
    | "Terminating"
    | "NonStructuralSchema"
    | "KubernetesAPIApprovalPolicyConformant";
  status: "True" | "False" | "Unknown";
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  observedGeneration?: number;
}

export interface DefinitionStatus {
  conditions?: DefinitionCondition[];
  acceptedNames?: DefinitionNames;
  storedVersions?: string[];
}

export const cleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io";
export const definitionsGroup = "apiextensions.k8s.io";
export const definitionsPlural = "customresourcedefinitions";

export function isTrue(definition: CustomResourceDefinition, type: DefinitionCondition["type"]): boolean {
  return (
    definition.status?.conditions?.some((found) => found.type === type && found.status === "True") === true
  );
}
