/** OpenAPI v3, one document a group-version: what an API server serves once the CRDs are installed. */
import { type OpenApiDocument, openApiDocument } from "../../rules/lang/openapi/document.ts";
import type { OpenApiResource } from "../../rules/lang/openapi/paths.ts";
import type { GroupVersion, Model, ResourceModel } from "../model.ts";
import { crdSchema } from "./crd.ts";
import type { Files } from "./emitter.ts";

/** The file of a group and version. */
export const openApiPath = (v: Pick<GroupVersion, "group" | "version">): string =>
  `generated/openapi/${v.group}.${v.version}.json`;

/** One document a group and version that is served. */
export function emitOpenApi(model: Model): Files {
  return new Map(
    openApiDocuments(model).map(({ version, document }) => [
      openApiPath(version),
      `${JSON.stringify(document, undefined, 2)}\n`,
    ]),
  );
}

/** The documents of all versions that are served. */
export function openApiDocuments(model: Model): { version: GroupVersion; document: OpenApiDocument }[] {
  return model.groupVersions.flatMap((version) => {
    const resources = model.resources.filter(
      (r) => r.group === version.group && r.version === version.version && r.served,
    );
    if (resources.length === 0) return [];
    const described = resources.map((r) => ({ resource: openApiResource(r), schema: crdSchema(model, r) }));
    return [{ version, document: openApiDocument(described) }];
  });
}

const VERBS = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

const openApiResource = (r: ResourceModel): OpenApiResource => ({
  group: r.group,
  version: r.version,
  kind: r.kind,
  listKind: `${r.kind}List`,
  plural: r.plural,
  namespaced: r.scope === "Namespaced",
  verbs: VERBS,
  subresources: r.subresources,
  selectableFields: r.selectableFields,
});
