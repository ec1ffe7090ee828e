/** The CRDs under test. */
import { join } from "node:path";
import type { JSONSchemaProps } from "../../rules/lang/schema/index.ts";
import { readManifests } from "../../runtime/local/manifests.ts";

/** The folder of the manifests: `crds/`, or the one that VMOP_CRDS names. */
export const crdFolder = process.env.VMOP_CRDS ?? join(import.meta.dirname, "../../crds");

export interface Crd {
  kind: "CustomResourceDefinition";
  spec: {
    group: string;
    scope: "Namespaced" | "Cluster";
    names: { kind: string; plural: string; singular: string; shortNames?: string[] };
    versions: {
      name: string;
      storage: boolean;
      schema: { openAPIV3Schema: JSONSchemaProps };
      subresources?: { status?: object; scale?: { specReplicasPath: string; statusReplicasPath: string } };
    }[];
  };
}

export const readCrds = (): Crd[] =>
  (readManifests(crdFolder) as unknown as Crd[]).filter(({ kind }) => kind === "CustomResourceDefinition");
