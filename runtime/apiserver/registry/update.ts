/** Update, by a whole object or by a patch, of an object or of its status. */
import type { KubeObject } from "../contract.ts";
import { badRequest, conflict, invalid, modified, notFound } from "../errors.ts";
import { refuseInvalid, warnOfDuplicateOwners } from "./create.ts";
import { isDeepEqual } from "./equal.ts";
import {
  finalizerWarnings,
  keepSystemFields,
  metadataUpdateErrors,
  removeDuplicateOwners,
} from "./metadata.ts";
import { content, kept, type Presented, present, presentDryRun, read } from "./present.ts";
import { attributesOf, type Registry } from "./registry.ts";
import { keyOf, type RequestContext, type Resource } from "./resource.ts";

export interface UpdateRequest {
  readonly namespace: string;
  readonly name: string;
  /** Empty for the object itself. */
  readonly subresource: string;
  /** The wished object; `current` is a copy of the stored one that may be changed. Runs again after a lost race. */
  readonly wish: (current: KubeObject) => KubeObject;
  /** A PUT must name the version it replaces, where the kind wants that. */
  readonly isPut: boolean;
}

/** A patch without resourceVersion is applied again when another write came first, this often. */
const patchAttempts = 5;

/**
 * Replaces an object. Resolves when it is on disk, with the object as stored. An update that changes nothing writes
 * nothing. The last finalizer's removal from an object that is being deleted removes the object.
 */
export async function updateObject(
  registry: Registry,
  resource: Resource,
  context: RequestContext,
  request: UpdateRequest,
): Promise<Presented> {
  for (let attempt = 1; ; attempt++) {
    const done = await updateOnce(registry, resource, context, request);
    if (done !== undefined) return done;
    if (attempt === patchAttempts) throw modified(resource.groupResource, request.name);
  }
}

/** Undefined when another write came between reading and writing. */
async function updateOnce(
  registry: Registry,
  resource: Resource,
  context: RequestContext,
  request: UpdateRequest,
): Promise<Presented | undefined> {
  const { strategy, groupResource } = resource;
  const { namespace, name, subresource } = request;
  const key = keyOf(resource, namespace, name);
  const entry = registry.store.latest(key);
  if (entry === undefined) throw notFound(groupResource, name);
  const old = read(resource, entry);
  let object = request.wish(read(resource, entry));
  checkIdentity(resource, object, namespace, name);
  if (request.isPut) checkUid(resource, object, old);
  if (removeDuplicateOwners(object.metadata)) warnOfDuplicateOwners(context);

  const subject = {
    namespace: resource.info.plural === "namespaces" && resource.info.group === "" ? name : namespace,
    name,
    subresource,
  };
  const mutated = await registry.admission.mutate(
    attributesOf(resource, context, "UPDATE", { ...subject, object, oldObject: old }),
    (after) => strategy.applyDefaults(after),
    context.warn,
  );
  const changed = mutated !== null && mutated !== object;
  object = mutated ?? object;
  checkVersion(resource, object, old, request);

  if (subresource === "status") object = withStatusOf(object, old);
  keepSystemFields(object.metadata, old.metadata);
  if (subresource === "") {
    strategy.prepareForUpdate(object, old);
    if (!isDeepEqual(substance(object), substance(old)) && hasGeneration(old)) {
      object.metadata.generation = (old.metadata.generation ?? 0) + 1;
    }
  }
  const verdict = strategy.validateUpdate(object, old, subresource);
  for (const warning of verdict.warnings) context.warn(warning);
  // The registry and the kind each look at the metadata, and both complaints are told.
  const complaints = metadataUpdateErrors(object.metadata, old.metadata);
  refuseInvalid(resource, name, [...complaints, ...complaints, ...verdict.errors]);
  if (subresource === "" && !isDeepEqual(object.metadata.finalizers, old.metadata.finalizers)) {
    for (const warning of finalizerWarnings(object.metadata)) context.warn(warning);
  }

  await registry.admission.validate(
    attributesOf(resource, context, "UPDATE", { ...subject, object, oldObject: old }),
    context.warn,
  );
  if (changed) object = kept(resource, object);
  object.metadata.resourceVersion = String(entry.revision);
  const removal =
    object.metadata.deletionTimestamp !== undefined &&
    (object.metadata.finalizers ?? []).length === 0 &&
    strategy.holdsDeletion?.(object) !== true;
  if (context.dryRun) return presentDryRun(resource, object);
  if (!removal && isDeepEqual(object, old)) return present(resource, entry);
  const written = await registry.store.write(key, entry.revision, content(resource, object), removal);
  if (written === undefined) return undefined;
  registry.afterWrite(resource, object, removal);
  return present(resource, written);

  /** What counts for the generation: everything but metadata and a status that has its own endpoint. */
  function substance({ metadata, status, ...rest }: KubeObject): unknown {
    return resource.info.subresources.status ? rest : { ...rest, status };
  }

  /** Built-in kinds without a specification keep no generation. */
  function hasGeneration({ metadata }: KubeObject): boolean {
    return metadata.generation !== undefined;
  }
}

/** The old object with the new status: nothing else can be changed through the status endpoint. */
function withStatusOf(object: KubeObject, old: KubeObject): KubeObject {
  const { status: _, ...rest } = old;
  const kept: KubeObject = { ...(rest as KubeObject), metadata: { ...old.metadata } };
  if (object.metadata.managedFields !== undefined)
    kept.metadata.managedFields = object.metadata.managedFields;
  if (object.status !== undefined) kept.status = object.status;
  return kept;
}

function checkIdentity(resource: Resource, object: KubeObject, namespace: string, name: string): void {
  const { metadata } = object;
  if ((metadata.name ?? "") === "") metadata.name = name;
  if (metadata.name !== name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  if (!resource.info.namespaced) return;
  if ((metadata.namespace ?? "") === "") metadata.namespace = namespace;
  if (metadata.namespace !== namespace) {
    throw badRequest(
      `the namespace of the object (${metadata.namespace}) does not match the namespace on the URL (${namespace})`,
    );
  }
}

function checkUid(resource: Resource, object: KubeObject, old: KubeObject): void {
  const { uid } = object.metadata;
  if (uid !== undefined && uid !== "" && uid !== old.metadata.uid) {
    throw conflict(
      resource.groupResource,
      old.metadata.name!,
      `StorageError: invalid object, Code: 4, Key: /registry/${keyOf(resource, old.metadata.namespace ?? "", old.metadata.name!)}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`,
    );
  }
}

function checkVersion(resource: Resource, object: KubeObject, old: KubeObject, request: UpdateRequest): void {
  const version = object.metadata.resourceVersion ?? "";
  if (version === "" || version === "0") {
    if (!request.isPut || resource.strategy.unconditionalUpdate) return;
    const detail = "Invalid value: 0: must be specified for an update";
    const field = "metadata.resourceVersion";
    // Told before the kind is known, so in the name of the resource.
    throw invalid(
      { group: resource.info.group, kind: resource.info.plural },
      request.name,
      `${field}: ${detail}`,
      [{ reason: "FieldValueInvalid", message: detail, field }],
    );
  } else if (version !== old.metadata.resourceVersion) {
    throw modified(resource.groupResource, request.name);
  }
}
