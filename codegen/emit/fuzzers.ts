/** fast-check arbitraries a kind, typed as what callers write; the schemas are those of the OpenAPI documents. */
import { componentName } from "../../rules/lang/openapi/components.ts";
import type { GroupVersion, Model, ResourceModel } from "../model.ts";
import type { Files } from "./emitter.ts";
import { tsHeader } from "./header.ts";
import { openApiPath } from "./openapi.ts";
import { typesPath } from "./types.ts";

/** One module of fuzzers a group and version. */
export function emitFuzzers(model: Model): Files {
  const files: Files = new Map();
  for (const version of model.groupVersions) {
    const resources = model.resources.filter(
      (r) => r.group === version.group && r.version === version.version && r.served,
    );
    if (resources.length === 0) continue;
    files.set(`generated/fuzzers/${version.group}/${version.version}.ts`, print(version, resources));
  }
  return files;
}

const fromGenerated = (file: string): string => file.replace(/^generated\//, "../../");

function print(version: GroupVersion, resources: readonly ResourceModel[]): string {
  const document = openApiPath(version);
  const rows = resources.map(
    (r) =>
      `  ${r.kind}: (make: Make): Arbitrary<types.${r.kind}Input> =>\n    make(schemaOf("${componentName(r)}"), { apiVersion: "${r.group}/${r.version}", kind: "${r.kind}" }),\n`,
  );
  return `${tsHeader(document)}import { readFileSync } from "node:fs";
import type { Arbitrary } from "fast-check";
import type * as types from "${fromGenerated(typesPath(version))}";

/** Makes random objects of a schema: \`fuzzer(fc)\` of \`vmop/fuzz\` does. */
export type Make = <T>(schema: object, type: { apiVersion: string; kind: string }) => Arbitrary<T>;

let schemas: { [component: string]: object } | undefined;

function schemaOf(component: string): object {
  schemas ??= JSON.parse(readFileSync(new URL("${fromGenerated(document)}", import.meta.url), "utf8")).components
    .schemas as { [component: string]: object };
  return schemas[component]!;
}

/** Random objects that an API server accepts, by kind. */
export const fuzzers = {
${rows.join("")}};
`;
}
