/** The four ways to change part of an object. The kind of patch is part of the value, so it cannot be forgotten. */
import type { ObjectLike } from "./object.ts";

/** One step of RFC 6902. */
export type JsonPatchOperation =
  | { op: "add" | "replace" | "test"; path: string; value: unknown }
  | { op: "remove"; path: string }
  | { op: "move" | "copy"; from: string; path: string };

/** Every field optional; `null` removes it. Lists are replaced whole. */
export type MergePatch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: MergePatch<T[K]> | null }
    : T;

export type Patch<T> =
  | { merge: MergePatch<T> }
  | { json: readonly JsonPatchOperation[] }
  /** Built-in kinds only: a custom kind answers 415. */
  | { strategic: MergePatch<T> }
  /** Server-side apply of the fields given; needs a field manager. */
  | { apply: T };

/** The content type and body of a patch. An applied object is completed by its apiVersion and kind. */
export function encodePatch<T extends ObjectLike>(
  patch: Patch<T>,
  type: { apiVersion: string; kind: string },
): { contentType: string; body: unknown } {
  if ("merge" in patch) return { contentType: "application/merge-patch+json", body: patch.merge };
  if ("json" in patch) return { contentType: "application/json-patch+json", body: patch.json };
  if ("strategic" in patch) {
    return { contentType: "application/strategic-merge-patch+json", body: patch.strategic };
  }
  return { contentType: "application/apply-patch+yaml", body: { ...type, ...patch.apply } };
}
