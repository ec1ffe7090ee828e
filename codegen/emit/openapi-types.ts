/** `paths` and `components` types of each OpenAPI document, by openapi-typescript. */
import type { OpenAPI3 } from "openapi-typescript";
import type { Model } from "../model.ts";
import type { Derive, Files } from "./emitter.ts";
import { tsHeader } from "./header.ts";
import { openApiDocuments, openApiPath } from "./openapi.ts";

/** One module of types beside each document. */
export async function emitOpenApiTypes(model: Model, derive: Derive): Promise<Files> {
  const files: Files = new Map();
  for (const { version, document } of openApiDocuments(model)) {
    const from = openApiPath(version);
    const file = from.replace(/\.json$/, ".d.ts");
    const shapes = JSON.stringify(document, withoutRules);
    const make = async (): Promise<string> => {
      const { default: openapiTS, astToString } = await import("openapi-typescript");
      const nodes = await openapiTS(JSON.parse(shapes) as OpenAPI3, { silent: true });
      return tsHeader(from) + astToString(nodes);
    };
    files.set(file, await derive(file, shapes, make));
  }
  return files;
}

/** Types say nothing of rules, so that a changed rule does not have them made again. */
const withoutRules = (key: string, value: unknown): unknown =>
  key === "x-kubernetes-validations" && Array.isArray(value) ? undefined : value;
