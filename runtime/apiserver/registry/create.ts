/** Create. */
import { aggregateText, toCauses } from "../../../rules/lang/schema/index.ts";
import type { FieldError } from "../../../rules/lang/schema/types.ts";
import type { KubeObject, StatusError } from "../contract.ts";
import { alreadyExists, badRequest, beingDeleted, forbidden, invalid, unreasoned } from "../errors.ts";
import {
  fillSystemFields,
  finalizerWarnings,
  generatedName,
  metadataErrors,
  removeDuplicateOwners,
  wipeSystemFields,
} from "./metadata.ts";
import { content, kept, type Presented, present, presentDryRun, read } from "./present.ts";
import { attributesOf, type Registry } from "./registry.ts";
import { keyOf, type RequestContext, type Resource } from "./resource.ts";

const nameAttempts = 8;

/**
 * Stores a decoded object. Resolves when it is on disk, with the object as stored; throws StatusError. With dryRun
 * everything happens but the storing.
 */
export async function createObject(
  registry: Registry,
  resource: Resource,
  context: RequestContext,
  namespace: string,
  object: KubeObject,
): Promise<Presented> {
  for (let attempt = 1; ; attempt++) {
    const last = attempt === nameAttempts;
    const retry = !last && isNameGenerated(object) ? structuredClone(object) : undefined;
    try {
      return await createOnce(registry, resource, context, namespace, object);
    } catch (error) {
      if (retry === undefined || !isNameClash(error)) throw error;
      object = retry;
    }
  }
}

function isNameGenerated({ metadata }: KubeObject): boolean {
  return (metadata.name ?? "") === "" && (metadata.generateName ?? "") !== "";
}

function isNameClash(error: unknown): boolean {
  return (
    error instanceof Error &&
    "status" in error &&
    (error.status as { reason?: string }).reason === "AlreadyExists"
  );
}

async function createOnce(
  registry: Registry,
  resource: Resource,
  context: RequestContext,
  namespace: string,
  sent: KubeObject,
): Promise<Presented> {
  const { strategy, groupResource, info } = resource;
  let object = sent;
  if ((object.metadata.resourceVersion ?? "") !== "") {
    throw unreasoned("resourceVersion should not be set on objects to be created");
  }
  wipeSystemFields(object.metadata);
  placeInNamespace(resource, object, namespace);
  if (removeDuplicateOwners(object.metadata)) warnOfDuplicateOwners(context);
  if (isNameGenerated(object)) object.metadata.name = generatedName(object.metadata.generateName!);

  const name = object.metadata.name ?? "";
  const subject = {
    namespace: info.plural === "namespaces" && info.group === "" ? name : namespace,
    name,
    subresource: "",
  };
  if (resource.closedForCreate !== undefined) throw forbidden(groupResource, name, resource.closedForCreate);
  if (info.namespaced) registry.checkNamespace(namespace, resource, name);
  const mutated = await registry.admission.mutate(
    attributesOf(resource, context, "CREATE", { ...subject, object, oldObject: null }),
    (after) => strategy.applyDefaults(after),
    context.warn,
  );
  const changed = mutated !== null && mutated !== object;
  object = mutated ?? object;
  removeDuplicateOwners(object.metadata);

  fillSystemFields(object.metadata, registry.now());
  strategy.prepareForCreate(object);
  const complaints = metadataErrors(object.metadata, strategy);
  const verdict = strategy.validate(object, complaints);
  refuseInvalid(resource, name, [...complaints, ...verdict.errors], object.kind);
  for (const warning of [...finalizerWarnings(object.metadata), ...verdict.warnings]) context.warn(warning);

  await registry.admission.validate(
    attributesOf(resource, context, "CREATE", { ...subject, object, oldObject: null }),
    context.warn,
  );
  if (changed) object = kept(resource, object);
  // Admission may have taken a while, or the namespace may have been deleted meanwhile.
  if (info.namespaced) registry.checkNamespace(namespace, resource, name);
  const key = keyOf(resource, namespace, name);
  if (context.dryRun) {
    if (registry.store.latest(key) !== undefined) throw taken(registry, resource, key, name);
    return presentDryRun(resource, object);
  }
  const entry = await registry.store.write(key, 0, content(resource, object));
  if (entry === undefined) throw taken(registry, resource, key, name);
  registry.afterWrite(resource, object, false);
  return present(resource, entry);
}

function taken(registry: Registry, resource: Resource, key: string, name: string): StatusError {
  const entry = registry.store.latest(key);
  const isGoing = entry !== undefined && read(resource, entry).metadata.deletionTimestamp !== undefined;
  return (isGoing ? beingDeleted : alreadyExists)(resource.groupResource, name);
}

function placeInNamespace(resource: Resource, object: KubeObject, namespace: string): void {
  if (!resource.info.namespaced) {
    delete object.metadata.namespace;
    return;
  }
  if ((object.metadata.namespace ?? "") === "") object.metadata.namespace = namespace;
  if (object.metadata.namespace !== namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
}

export function warnOfDuplicateOwners(context: RequestContext): void {
  context.warn(
    ".metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed",
  );
}

/** Throws the 422 that lists the errors, if there are any. */
export function refuseInvalid(
  resource: Resource,
  name: string,
  errors: readonly FieldError[],
  kind: string = resource.info.kind,
): void {
  if (errors.length === 0) return;
  throw invalid(
    { group: resource.info.group, kind },
    name,
    aggregateText([...errors]),
    toCauses([...errors]),
  );
}
