/** Manifests to begin with: the shortest that is accepted, and one with every field, for each kind and version. */
import type { Model, ResourceModel } from "../model.ts";
import type { Size } from "../samples/plan.ts";
import { fileStem, type Sample, samplesOf } from "../samples/samples.ts";
import type { Files } from "./emitter.ts";
import { yamlHeader } from "./header.ts";
import { printYaml } from "./yaml.ts";

/** The file of a sample. */
export const samplePath = (r: ResourceModel, size: Size): string =>
  `generated/samples/${fileStem(r)}.${size}.yaml`;

/** Two manifests for each resource that is served. */
export function emitSamples(model: Model): Files {
  const files: Files = new Map();
  for (const r of model.resources.filter((one) => one.served)) {
    for (const size of ["minimal", "full"] as const)
      files.set(samplePath(r, size), manifest(r, samplesOf(r)[size]));
  }
  return files;
}

function manifest(r: ResourceModel, { object, leftOut }: Sample): string {
  const schema = `# yaml-language-server: $schema=../../../jsonschema/${fileStem(r)}.json\n`;
  const list = leftOut.map((path) => `#   ${path}\n`).join("");
  const without =
    list === "" ? "" : `# Left out, because rules forbid them beside the other fields:\n${list}`;
  return `${schema}${yamlHeader(r.file)}${without}${printYaml(object)}`;
}
