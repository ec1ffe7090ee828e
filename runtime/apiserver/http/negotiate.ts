/** Which form an answer takes and which form a body has. */
import { failure, notAcceptable, unsupportedMediaType } from "../errors.ts";
import type { BodyFormat } from "../registry/decode.ts";

/** What the objects of an answer are turned into. */
export type Transform =
  | { readonly as: "object" }
  | { readonly as: "table"; readonly apiVersion: "meta.k8s.io/v1" | "meta.k8s.io/v1beta1" }
  | { readonly as: "metadata"; readonly apiVersion: "meta.k8s.io/v1" | "meta.k8s.io/v1beta1" };

export interface AnswerForm {
  readonly format: "json" | "yaml";
  readonly transform: Transform;
  readonly contentType: string;
}

const protobuf = "application/vnd.kubernetes.protobuf";

/** As the refusal of other forms names them. Answers in protobuf are for clients that also take JSON. */
export const answerTypes = ["application/json", "application/yaml", protobuf];

const plain: AnswerForm = { format: "json", transform: { as: "object" }, contentType: "application/json" };

/** The first form of the Accept header that the server has; throws NotAcceptable. */
export function negotiate(accept: string | undefined): AnswerForm {
  if (accept === undefined || accept.trim() === "" || accept === "application/json") return plain;
  const ranges = accept.split(",").map(parseRange);
  // Equal weights keep their order: sort is stable.
  ranges.sort((a, b) => b.weight - a.weight);
  for (const range of ranges) {
    if (range.weight === 0) continue;
    const form = formOf(range);
    if (form !== undefined) return form;
  }
  throw notAcceptable(answerTypes);
}

interface MediaRange {
  readonly type: string;
  readonly parameters: { readonly [name: string]: string };
  readonly weight: number;
}

function parseRange(text: string): MediaRange {
  const [type = "", ...rest] = text.split(";").map((part) => part.trim());
  const parameters: { [name: string]: string } = {};
  for (const part of rest) {
    const at = part.indexOf("=");
    if (at > 0) parameters[part.slice(0, at).toLowerCase()] = part.slice(at + 1).replace(/^"|"$/g, "");
  }
  const weight = parameters.q === undefined ? 1 : Number(parameters.q);
  return { type: type.toLowerCase(), parameters, weight: Number.isNaN(weight) ? 0 : weight };
}

function formOf({ type, parameters }: MediaRange): AnswerForm | undefined {
  switch (type) {
    case "application/json":
    case "*/*":
    case "application/*": {
      const transform = transformOf(parameters);
      return transform === undefined ? undefined : { ...plain, transform };
    }
    case "application/yaml": {
      const transform = transformOf(parameters);
      return transform === undefined
        ? undefined
        : { format: "yaml", transform, contentType: "application/yaml" };
    }
    default:
      return undefined;
  }
}

function transformOf(parameters: MediaRange["parameters"]): Transform | undefined {
  if (parameters.as === undefined) return { as: "object" };
  if (parameters.g !== "meta.k8s.io") return undefined;
  if (parameters.v !== "v1" && parameters.v !== "v1beta1") return undefined;
  const apiVersion = `meta.k8s.io/${parameters.v}` as const;
  switch (parameters.as) {
    case "Table":
      return { as: "table", apiVersion };
    case "PartialObjectMetadata":
    case "PartialObjectMetadataList":
      return { as: "metadata", apiVersion };
    default:
      return undefined;
  }
}

const bodyTypes = ["application/json", "application/yaml", protobuf];

/** The format of a request body; throws UnsupportedMediaType. No header means JSON. */
export function bodyFormat(contentType: string | undefined): BodyFormat {
  switch (mediaType(contentType)) {
    case "":
    case "application/json":
      return "json";
    case "application/yaml":
      return "yaml";
    case protobuf:
      return "protobuf";
    default:
      throw unsupportedMediaType(bodyTypes);
  }
}

export type PatchFormat = "json-patch" | "merge-patch" | "strategic-merge-patch";

const patchFormats: { readonly [type: string]: PatchFormat } = {
  "application/json-patch+json": "json-patch",
  "application/merge-patch+json": "merge-patch",
  "application/strategic-merge-patch+json": "strategic-merge-patch",
};

/** The kind of a patch, out of those that the resource takes; throws UnsupportedMediaType. */
export function patchFormat(contentType: string | undefined, accepted: readonly string[]): PatchFormat {
  const type = mediaType(contentType);
  if (type === "application/apply-patch+yaml") {
    throw failure(
      415,
      "UnsupportedMediaType",
      "server-side apply is not supported by this server: apply without --server-side",
    );
  }
  const format = patchFormats[type];
  if (format === undefined || !accepted.includes(type)) throw unsupportedMediaType(accepted);
  return format;
}

function mediaType(contentType: string | undefined): string {
  return (contentType ?? "").split(";", 1)[0]!.trim().toLowerCase();
}
