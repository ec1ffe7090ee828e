/** `paths` and `components` types of each OpenAPI document, by openapi-typescript. */
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import type { Model } from "../model.ts";
import type { Files } from "./emitter.ts";
import { tsHeader } from "./header.ts";
import { openApiDocuments, openApiPath } from "./openapi.ts";

export async function emitOpenApiTypes(model: Model): Promise<Files> {
  const files: Files = new Map();
  for (const { version, document } of openApiDocuments(model)) {
    const nodes = await openapiTS(document as unknown as OpenAPI3, { silent: true });
    const file = openApiPath(version);
    files.set(file.replace(/\.json$/, ".d.ts"), tsHeader(file) + astToString(nodes));
  }
  return files;
}
