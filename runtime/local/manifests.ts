/** The manifests that belong on a cluster before the operator: CRDs and admission policies. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { DynamicObject } from "../client/object.ts";
import { kubernetesYaml } from "../yaml.ts";

/** Every object under the folder: CRDs first, then all else in the order of the files. */
export function readManifests(folder: string): DynamicObject[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .sort();
  const objects = files.flatMap((name) =>
    parseAllDocuments(readFileSync(join(folder, name), "utf8"), kubernetesYaml).map(
      (document) => document.toJS() as DynamicObject,
    ),
  );
  const isCrd = (object: DynamicObject) => object.kind === "CustomResourceDefinition";
  return [...objects.filter(isCrd), ...objects.filter((object) => !isCrd(object))];
}
