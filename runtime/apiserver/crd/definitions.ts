/** Definitions as objects: what the server fills in, what it serves for them, and how one goes with its objects. */

import type { KindBehaviour } from "../builtin/strategy.ts";
import type { KubeObject } from "../contract.ts";
import { drain, type Jobs, serverContext } from "../registry/drain.ts";
import { isDeepEqual } from "../registry/equal.ts";
import { timestamp } from "../registry/metadata.ts";
import { read } from "../registry/present.ts";
import type { Registry } from "../registry/registry.ts";
import type { Resource } from "../registry/resource.ts";
import { updateObject } from "../registry/update.ts";
import { resourcesOf } from "./custom-resource.ts";
import { dropUnknownKeywords, unreadableSchema } from "./schema-decode.ts";
import { nextStatus, setCondition, takenNames } from "./status.ts";
import {
  type CustomResourceDefinition,
  cleanupFinalizer,
  definitionsGroup,
  definitionsPlural,
  isTrue,
} from "./types.ts";
import { definitionErrors, definitionUpdateErrors } from "./validate.ts";

interface Served {
  readonly definition: CustomResourceDefinition;
  readonly resources: readonly Resource[];
  readonly retire: AbortController;
}

export class Definitions {
  private readonly registry: Registry;
  private readonly jobs: Jobs;
  private readonly compat: string;
  private readonly served = new Map<string, Served>();

  constructor(registry: Registry, jobs: Jobs, compat: string) {
    this.registry = registry;
    this.jobs = jobs;
    this.compat = compat;
  }

  private get resource(): Resource {
    return this.registry.find(definitionsGroup, "v1", definitionsPlural)!;
  }

  /** Serves what is stored, and takes up deletions that an earlier process began. */
  start(): void {
    for (const { entry } of this.registry.store.list(this.resource.prefix).entries) {
      this.written(read(this.resource, entry), false);
    }
  }

  /** The behaviour of the kind CustomResourceDefinition. */
  behaviour(): KindBehaviour {
    return {
      undecodable: unreadableSchema,
      complete,
      prepareForCreate: (object) => this.renewStatus(asDefinition(object)),
      prepareForUpdate: (object) => this.renewStatus(asDefinition(object)),
      errors: (object, old) =>
        definitionErrors(
          asDefinition(object),
          this.compat,
          old === undefined ? undefined : asDefinition(old),
        ),
      updateErrors: (object, old, subresource) =>
        subresource === "" ? definitionUpdateErrors(asDefinition(object), asDefinition(old)) : [],
      markDeleted: (object) => {
        const finalizers = object.metadata.finalizers ?? [];
        if (!finalizers.includes(cleanupFinalizer))
          object.metadata.finalizers = [...finalizers, cleanupFinalizer];
        const definition = asDefinition(object);
        const conditions = setCondition(
          definition.status?.conditions ?? [],
          {
            type: "Terminating",
            status: "True",
            reason: "InstanceDeletionPending",
            message:
              "CustomResourceDefinition marked for deletion; CustomResource deletion will be initiated soon",
          },
          timestamp(this.registry.now()),
        );
        definition.status = { ...definition.status, conditions };
      },
    };
  }

  private renewStatus(definition: CustomResourceDefinition): void {
    if (definition.metadata.deletionTimestamp !== undefined) return;
    const others = this.all().filter(
      (other) =>
        other.spec.group === definition.spec.group && other.metadata.name !== definition.metadata.name,
    );
    definition.status = nextStatus(definition, takenNames(others), timestamp(this.registry.now()));
  }

  /** The stored definitions as they are served. */
  all(): CustomResourceDefinition[] {
    return [...this.served.values()].map(({ definition }) => definition);
  }

  /** To be called with every definition that was written or removed, in order. */
  written(object: KubeObject, removed: boolean): void {
    const definition = asDefinition(object);
    const name = definition.metadata.name!;
    const before = this.served.get(name);
    if (removed) {
      this.stop(name);
      this.grantFreedNames(definition);
      return;
    }
    const sameLife =
      (before?.definition.metadata.deletionTimestamp === undefined) ===
      (definition.metadata.deletionTimestamp === undefined);
    if (before === undefined || !sameLife || !servesAlike(before.definition, definition)) {
      this.serve(name, definition, before);
    } else this.served.set(name, { ...before, definition });
    if (
      definition.metadata.deletionTimestamp !== undefined &&
      definition.metadata.finalizers?.includes(cleanupFinalizer)
    ) {
      this.jobs.start(`definition ${name}`, () => this.cleanUp(name));
    }
  }

  private serve(name: string, definition: CustomResourceDefinition, before: Served | undefined): void {
    // Watches go on while only a deletion has begun: they tell the end of every object.
    const keepsWatches = before !== undefined && servesAlike(before.definition, definition);
    const retire = keepsWatches ? before.retire : new AbortController();
    const since = before?.resources[0]?.since ?? this.registry.store.revision;
    const resources = isTrue(definition, "Established")
      ? resourcesOf(definition, { compat: this.compat, since, retired: retire.signal })
      : [];
    for (const { info } of before?.resources ?? []) {
      this.registry.stopServing(info.group, info.version, info.plural);
    }
    for (const resource of resources) this.registry.serve(resource);
    this.served.set(name, { definition, resources, retire });
    if (!keepsWatches) before?.retire.abort();
  }

  private stop(name: string): void {
    const before = this.served.get(name);
    for (const { info } of before?.resources ?? []) {
      this.registry.stopServing(info.group, info.version, info.plural);
    }
    this.served.delete(name);
    before?.retire.abort();
  }

  /** Deletes the objects of a definition; when none is left, lets the definition go. */
  private async cleanUp(name: string): Promise<boolean> {
    const resource = this.served.get(name)?.resources[0];
    if (resource !== undefined && (await drain(this.registry, resource, "")) > 0) return false;
    await updateObject(this.registry, this.resource, serverContext, {
      namespace: "",
      name,
      subresource: "",
      isPut: false,
      wish: (current) => {
        const finalizers = (current.metadata.finalizers ?? []).filter(
          (finalizer) => finalizer !== cleanupFinalizer,
        );
        return { ...current, metadata: { ...current.metadata, finalizers } };
      },
    });
    return true;
  }

  /** Names that a removed definition held may now go to one that waited for them. */
  private grantFreedNames(removed: CustomResourceDefinition): void {
    for (const waiting of this.all()) {
      if (waiting.spec.group !== removed.spec.group || isTrue(waiting, "NamesAccepted")) continue;
      const name = waiting.metadata.name!;
      this.jobs.start(`names of ${name}`, async () => {
        await updateObject(this.registry, this.resource, serverContext, {
          namespace: "",
          name,
          subresource: "",
          isPut: false,
          wish: (current) => current,
        });
        return true;
      });
    }
  }
}

function asDefinition(object: KubeObject): CustomResourceDefinition {
  return object as unknown as CustomResourceDefinition;
}

/** Whether both are served in the same way, so that open watches may go on. */
function servesAlike(a: CustomResourceDefinition, b: CustomResourceDefinition): boolean {
  return (
    isDeepEqual(a.spec, b.spec) &&
    isDeepEqual(a.status?.acceptedNames, b.status?.acceptedNames) &&
    isTrue(a, "Established") === isTrue(b, "Established")
  );
}

/** Names that follow from the kind, and the conversion that needs nothing. */
function complete(object: KubeObject, unknown?: string[]): void {
  dropUnknownKeywords(object, unknown);
  const { spec } = asDefinition(object);
  if (spec === undefined) return;
  const { names } = spec;
  if (names.kind !== "") {
    names.singular ||= names.kind.toLowerCase();
    names.listKind ||= `${names.kind}List`;
  }
  spec.conversion ??= { strategy: "None" };
}
