/** Objects, lists and events in the form the client asked for. */
import type { KubeObject } from "../contract.ts";
import type { Page } from "../registry/list.ts";
import type { Presented } from "../registry/present.ts";
import type { Resource } from "../registry/resource.ts";
import { type IncludeObject, toTable } from "../table.ts";
import type { AnswerForm } from "./negotiate.ts";
import { type Answer, jsonAnswer, yamlAnswer } from "./respond.ts";

export interface RenderOptions {
  readonly form: AnswerForm;
  readonly includeObject: IncludeObject | undefined;
  readonly now: number;
}

export function renderObject(
  resource: Resource,
  object: Presented,
  code: number,
  options: RenderOptions,
): Answer {
  const { form } = options;
  if (form.transform.as === "object" && form.format === "json") {
    return { code, contentType: form.contentType, body: object.json };
  }
  return encode(code, transformed(resource, object.object, options), form);
}

/** One object as the form's transform makes it; `withDefinitions` matters to tables only. */
export function transformed(
  resource: Resource,
  object: KubeObject,
  { form, includeObject, now }: RenderOptions,
  withDefinitions = true,
): unknown {
  const { transform } = form;
  switch (transform.as) {
    case "object":
      return object;
    case "table":
      return toTable(resource.info, [object], {
        now,
        withDefinitions,
        apiVersion: transform.apiVersion,
        ...(includeObject === undefined ? {} : { includeObject }),
      });
    case "metadata":
      return { kind: "PartialObjectMetadata", apiVersion: transform.apiVersion, metadata: object.metadata };
    default:
      return transform satisfies never;
  }
}

export function renderPage(resource: Resource, page: Page, options: RenderOptions): Answer {
  const { form, includeObject, now } = options;
  const metadata = {
    resourceVersion: String(page.revision),
    // Lists without a type of their own say so when nothing is left.
    ...(page.continue !== undefined || resource.custom ? { continue: page.continue ?? "" } : {}),
    ...(page.remainingItemCount === undefined ? {} : { remainingItemCount: page.remainingItemCount }),
  };
  const { transform } = form;
  if (transform.as === "table") {
    const objects = page.items.map((item) => item.object);
    const table = toTable(resource.info, objects, {
      now,
      listMetadata: metadata,
      apiVersion: transform.apiVersion,
      ...(includeObject === undefined ? {} : { includeObject }),
    });
    return encode(200, table, form);
  }
  if (transform.as === "metadata") {
    const items = page.items.map((item) => transformed(resource, item.object, options));
    const kind = "PartialObjectMetadataList";
    return encode(200, { kind, apiVersion: transform.apiVersion, metadata, items }, form);
  }
  const head = { kind: resource.info.listKind, apiVersion: resource.apiVersion, metadata };
  if (form.format === "yaml")
    return encode(200, { ...head, items: page.items.map((item) => item.object) }, form);
  return { code: 200, contentType: form.contentType, body: joinList(head, page.items) };
}

/** Puts a list together from the bytes of its items. */
function joinList(head: object, items: readonly Presented[]): Buffer {
  const parts: Buffer[] = [Buffer.from(`${JSON.stringify(head).slice(0, -1)},"items":[`)];
  items.forEach((item, i) => {
    if (i > 0) parts.push(comma);
    parts.push(item.json);
  });
  parts.push(end);
  return Buffer.concat(parts);
}

const comma = Buffer.from(",");
const end = Buffer.from("]}\n");

function encode(code: number, value: unknown, form: AnswerForm): Answer {
  return form.format === "yaml" ? yamlAnswer(code, value) : jsonAnswer(code, value);
}
