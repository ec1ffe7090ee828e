/** The typed client's table: what each resource is called and where it lives, and which type it has. */
import { type Model, type ResourceModel, resourceKey } from "../model.ts";
import type { Files } from "./emitter.ts";
import { tsHeader } from "./header.ts";

/** The one table of all resources. */
export function emitResources(model: Model): Files {
  const { resources, groupVersions } = model;
  const imports = groupVersions
    .filter((v) => resources.some((r) => r.group === v.group && r.version === v.version))
    .map((v) => `import type * as ${alias(v)} from "./types/${v.group}/${v.version}.ts";\n`);
  const rows = resources.map((r) => `  ${JSON.stringify(resourceKey(r))}: ${JSON.stringify(row(r))},\n`);
  const types = resources.map((r) => `  ${JSON.stringify(resourceKey(r))}: ${alias(r)}.${r.kind};\n`);
  const inputs = resources.map((r) => `  ${JSON.stringify(resourceKey(r))}: ${alias(r)}.${r.kind}Input;\n`);
  const folders = groupVersions.map((v) => v.folder).join(", ");
  const text = [
    `${tsHeader(folders)}${imports.join("")}`,
    `/** Every resource, by \`group/version/Kind\`. */\nexport const resources = {\n${rows.join("")}} as const;\n`,
    "export type ResourceKey = keyof typeof resources;\n",
    `/** The type of each resource's objects, as the server answers them. */\nexport interface ResourceTypes {\n${types.join("")}}\n`,
    `/** What a caller writes of each resource. */\nexport interface ResourceInputs {\n${inputs.join("")}}\n`,
  ].join("\n");
  return new Map([["generated/resources.ts", text]]);
}

function row(r: ResourceModel) {
  return {
    group: r.group,
    version: r.version,
    kind: r.kind,
    listKind: `${r.kind}List`,
    plural: r.plural,
    singular: r.singular,
    shortNames: r.shortNames,
    categories: r.categories,
    namespaced: r.scope === "Namespaced",
    storage: r.storage,
    served: r.served,
    status: r.subresources.status,
    scale: r.subresources.scale !== undefined,
    selectableFields: r.selectableFields,
  };
}

/** `vmoperator.vmware.com/v1alpha5` → `vmoperator_vmware_com_v1alpha5`. */
const alias = (v: { group: string; version: string }): string =>
  `${v.group}_${v.version}`.replace(/[^A-Za-z0-9]/g, "_");
