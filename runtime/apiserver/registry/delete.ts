/** Delete, of one object or of all that a list would show. */
import type { KubeObject, Status } from "../contract.ts";
import { conflict, forbidden, invalid, modified, notFound } from "../errors.ts";
import { type ListQuery, listObjects } from "./list.ts";
import { timestamp } from "./metadata.ts";
import { content, type Presented, present, presentObject, read } from "./present.ts";
import { attributesOf, type Registry } from "./registry.ts";
import { keyOf, type RequestContext, type Resource } from "./resource.ts";

/** The part of `meta/v1 DeleteOptions` that this server acts on. */
export interface DeleteOptions {
  readonly preconditions?: { uid?: string; resourceVersion?: string };
  readonly propagationPolicy?: string;
}

/** The object (still there, or as it was), or the Status that says it is gone. */
export type Deleted = { readonly object: Presented } | { readonly status: Status };

const policies = ["Background", "Foreground", "Orphan"];
const attempts = 5;

/** Removes an object, or marks it as being deleted while finalizers hold it. Resolves when that is on disk. */
export async function deleteObject(
  registry: Registry,
  resource: Resource,
  context: RequestContext,
  namespace: string,
  name: string,
  options: DeleteOptions,
): Promise<Deleted> {
  checkOptions(options);
  for (let attempt = 1; ; attempt++) {
    const deleted = await deleteOnce(registry, resource, context, namespace, name, options);
    if (deleted !== undefined) return deleted;
    if (attempt === attempts) throw modified(resource.groupResource, name);
  }
}

function checkOptions({ propagationPolicy }: DeleteOptions): void {
  if (propagationPolicy !== undefined && !policies.includes(propagationPolicy)) {
    const field = "propagationPolicy";
    const message = `Unsupported value: ${JSON.stringify(propagationPolicy)}: supported values: "Foreground", "Background", "Orphan", "nil"`;
    throw invalid({ group: "meta.k8s.io", kind: "DeleteOptions" }, "", `${field}: ${message}`, [
      { reason: "FieldValueNotSupported", message, field },
    ]);
  }
}

async function deleteOnce(
  registry: Registry,
  resource: Resource,
  context: RequestContext,
  namespace: string,
  name: string,
  options: DeleteOptions,
): Promise<Deleted | undefined> {
  const { strategy, groupResource } = resource;
  const key = keyOf(resource, namespace, name);
  const entry = registry.store.latest(key);
  if (entry === undefined) throw notFound(groupResource, name);
  const object = read(resource, entry);
  checkPreconditions(resource, object, options);
  const refusal = strategy.refuseDeletion?.(object);
  if (refusal !== undefined) throw forbidden(groupResource, name, refusal);

  const attributes = attributesOf(resource, context, "DELETE", {
    namespace: resource.info.plural === "namespaces" && resource.info.group === "" ? name : namespace,
    name,
    subresource: "",
    object: null,
    oldObject: object,
  });
  await registry.admission.mutate(attributes, (changed) => changed, context.warn);
  await registry.admission.validate(attributes, context.warn);

  if (object.metadata.deletionTimestamp === undefined) strategy.markDeleted?.(object);
  const held = (object.metadata.finalizers ?? []).length > 0 || strategy.holdsDeletion?.(object) === true;
  if (held) {
    if (object.metadata.deletionTimestamp !== undefined) return { object: present(resource, entry) };
    object.metadata.deletionTimestamp = timestamp(registry.now());
    object.metadata.deletionGracePeriodSeconds = 0;
    if (object.metadata.generation !== undefined) object.metadata.generation++;
    if (context.dryRun) return { object: presentObject(object) };
    const written = await registry.store.write(key, entry.revision, content(resource, object));
    if (written === undefined) return undefined;
    registry.afterWrite(resource, object, false);
    return { object: present(resource, written) };
  }
  if (!context.dryRun) {
    const written = await registry.store.write(key, entry.revision, content(resource, object), true);
    if (written === undefined) return undefined;
    registry.afterWrite(resource, object, true);
    if (strategy.returnsDeletedObject) return { object: present(resource, written) };
  } else if (strategy.returnsDeletedObject) {
    return { object: presentObject(object) };
  }
  return { status: success(resource, object) };
}

function checkPreconditions(
  resource: Resource,
  { metadata }: KubeObject,
  { preconditions }: DeleteOptions,
): void {
  const { uid, resourceVersion } = preconditions ?? {};
  // This one conflict is worded with the kind in the place of the resource.
  const subject = { group: resource.info.group, resource: resource.info.kind };
  if (uid !== undefined && uid !== metadata.uid) {
    throw conflict(
      subject,
      metadata.name!,
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    throw conflict(
      subject,
      metadata.name!,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    );
  }
}

function success({ info }: Resource, { metadata }: KubeObject): Status {
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Success",
    details: {
      name: metadata.name!,
      ...(info.group === "" ? {} : { group: info.group }),
      kind: info.plural,
      uid: metadata.uid!,
    },
  } as Status;
}

/** Deletes every object that the query lists; resolves with them as they were. One that went meanwhile is passed over. */
export async function deleteCollection(
  registry: Registry,
  resource: Resource,
  context: RequestContext,
  namespace: string,
  query: ListQuery,
  options: DeleteOptions,
): Promise<Presented[]> {
  const { items } = listObjects(registry, resource, namespace, query);
  await Promise.all(
    items.map(async ({ object: { metadata } }) => {
      try {
        await deleteObject(registry, resource, context, metadata.namespace ?? "", metadata.name!, options);
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    }),
  );
  return items;
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "status" in error && (error.status as { code?: number }).code === 404;
}
