/** Stored bytes as the objects of a requested version, parsed and rewritten only where that is needed. */
import type { KubeObject } from "../contract.ts";
import type { Entry } from "../storage/backend.ts";
import type { Content } from "../storage/store.ts";
import { dropWrongMetadata } from "./metadata.ts";
import type { Resource } from "./resource.ts";

/** One object for an answer: its bytes, and itself where somebody looks inside. */
export interface Presented {
  readonly json: Buffer;
  readonly object: KubeObject;
}

/** A stored entry in the version of `resource`. */
export function present(resource: Resource, entry: Entry): Presented {
  let json: Buffer | undefined = entry.schemaMark === resource.schemaMark ? entry.json : undefined;
  let object: KubeObject | undefined;
  return {
    get json() {
      json ??= Buffer.from(JSON.stringify(this.object));
      return json;
    },
    get object() {
      object ??= read(resource, entry);
      return object;
    },
  };
}

/** An object that a dry run did not store, as it would be read. */
export const presentDryRun = (resource: Resource, object: KubeObject): Presented =>
  presentObject(isWhole(resource, object) ? object : resource.strategy.normalize(object));

/** What is kept of an object that mutating admission changed: what the kind has a place for. */
export function kept(resource: Resource, object: KubeObject): KubeObject {
  const whole = resource.strategy.normalize(object);
  dropWrongMetadata(whole);
  return whole;
}

/** An object that is not stored. */
export function presentObject(object: KubeObject): Presented {
  return {
    object,
    get json() {
      return Buffer.from(JSON.stringify(object));
    },
  };
}

/** A new copy of a stored object in the version of `resource`: callers may change it. */
export function read(resource: Resource, entry: Entry): KubeObject {
  const object = JSON.parse(entry.json.toString()) as KubeObject;
  if (entry.schemaMark === resource.schemaMark) return object;
  return resource.convert(object);
}

const isWhole = ({ strategy }: Resource, object: KubeObject): boolean => strategy.isWhole?.(object) ?? true;

/**
 * What is stored for an object: its bytes with the revision inside. An object of another version than the stored
 * one, or one that lacks defaults, is stored without a mark, so that every read brings it into shape.
 */
export function content(resource: Resource, object: KubeObject): (revision: number) => Content {
  return (revision) => {
    object.metadata.resourceVersion = String(revision);
    const same = resource.storage.apiVersion === resource.apiVersion;
    const stored = same ? object : { ...object, apiVersion: resource.storage.apiVersion };
    const schemaMark = same && isWhole(resource, object) ? resource.schemaMark : "";
    return { schemaMark, json: Buffer.from(JSON.stringify(stored)) };
  };
}
